import assert from "node:assert/strict";
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { withFolder } from "../run";
import { type Called, callTool, type HostSetup, protocols, withHost } from "./mcp-host";

const card = "---\nlicense: mit\nlanguage: english\n---\n# A model\n";

/** A folder `inside` with a card, and a card and a link to it outside of it. */
function withCards<T>(work: (folder: string) => Promise<T>): Promise<T> {
  return withFolder(async made => {
    const folder = realpathSync(made);
    for (const name of ["inside", "outside"]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "README.md"), card);
      writeFileSync(join(folder, name, "config.json"), "{}");
    }
    symlinkSync(join(folder, "outside"), join(folder, "inside/link"));
    symlinkSync(join(folder, "outside/README.md"), join(folder, "inside/LINK.md"));
    // Settings and git configurations outside count for nothing.
    writeFileSync(join(folder, ".hublineagerc.json"), '{"rules": {"language/invalid-code": "off"}}');
    mkdirSync(join(folder, "gitdir"));
    writeFileSync(
      join(folder, "gitdir/config"),
      '[remote "origin"]\nurl = https://huggingface.co/lab/elsewhere\n',
    );
    writeFileSync(join(folder, "inside/.git"), `gitdir: ${join(folder, "gitdir")}\n`);
    return work(folder);
  });
}

const check = (setup: HostSetup, path: string): Promise<Called> =>
  withHost(setup, host => callTool(host, "check_model_card", { path }));

for (const protocol of protocols) {
  test(`cards are read within the host's roots and nowhere else, with ${protocol}`, () =>
    withCards(async folder => {
      const inside = join(folder, "inside");
      const setup = { protocol, args: ["--offline", "--index", join(folder, "index")], cwd: folder };
      const roots = [pathToFileURL(inside).href];
      await withHost({ ...setup, roots }, async host => {
        for (const path of ["README.md", join(inside, "README.md"), "link/../README.md"]) {
          const { data, text, isError } = await callTool(host, "check_model_card", { path });
          assert.equal(isError, false, text);
          assert.match(text, /language\/invalid-code/, "settings outside of the roots were read");
          assert.equal(data.repo, "", "a git configuration outside of the roots was read");
        }
        const others = [
          "../outside/README.md",
          join(folder, "outside/README.md"),
          "link/README.md",
          "LINK.md",
        ];
        for (const path of [...others, "/etc/passwd", "../nothing.md", inside, ""]) {
          const { text, isError } = await callTool(host, "check_model_card", { path });
          assert.equal(isError, true, path);
          assert.match(text, /is no file in the folders that may be read/, path);
        }
      });
      const none = await check({ ...setup, roots: ["file:///no/such/folder"] }, "README.md");
      assert.match(none.text, /was not read, because no folder is allowed/);
      // The SDK refuses such an answer of a host in some versions of the protocol, with a text of its own.
      const odd = await check({ ...setup, roots: ["https://example.com/"] }, "README.md");
      assert.equal(odd.isError, true, odd.text);
    }));
}

test("without roots of the host, cards are read in --root, or else in the working folder, but not the whole disk", () =>
  withCards(async folder => {
    const inside = join(folder, "inside");
    const args = ["--offline", "--index", join(folder, "index")];
    assert.equal((await check({ args, cwd: inside }, "README.md")).isError, false);
    const named = { args: [...args, "--root", inside], cwd: "/" };
    assert.equal((await check(named, "README.md")).isError, false);
    assert.equal((await check(named, join(folder, "outside/README.md"))).isError, true);
    const disk = await check({ args, cwd: "/" }, join(inside, "README.md"));
    assert.match(
      disk.text,
      /no folder is allowed\. Pass the text of the card, or start the server with --root DIR\./,
    );
    const both = { ...named, roots: [pathToFileURL(join(folder, "outside")).href] };
    assert.match((await check(both, join(inside, "README.md"))).text, /no folder is allowed/);
  }));
