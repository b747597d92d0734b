import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isInstalled } from "../../cli-package/debian-programs";
import { typeInto } from "../../cli-package/terminal";
import { startSampleHub } from "../../harness/hub";
import { repoRoot } from "../../harness/root";
import type { LoopbackHub } from "../../hub/server";
import { runCli, withFolder } from "../run";

const escapeCode = "\u001b";
const noTerminal = isInstalled("script") ? false : "the program script (util-linux) is missing";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

const inTerminal = (folder: string, args: string, env: Readonly<Record<string, string>> = {}) =>
  typeInto(`"${process.execPath}" "${join(repoRoot(), "dist/cli.js")}" ${args}`, folder, [], {
    HF_ENDPOINT: hub.url,
    XDG_CACHE_HOME: folder,
    ...env,
  });

test(
  "family shows a colored tree on a terminal, without colors if NO_COLOR is set, and JSON in a pipe",
  { skip: noTerminal },
  () =>
    withFolder(async folder => {
      const shown = await inTerminal(folder, "family bigscience/bloom-560m");
      // Whatever the progress line said before was cleared.
      const result = shown.slice(shown.lastIndexOf(`${escapeCode}[K`) + 1).replace(/^\[K/, "");
      assert.ok(
        result.startsWith(`${escapeCode}[1mbigscience/bloom-560m${escapeCode}[22m: 75 models, 74 edges\n`),
        result,
      );
      assert.match(result, /├─ /);
      assert.doesNotMatch(result, /⟨U\+/, "our own colors are not taken for foreign codes");
      const codes = new RegExp(`${escapeCode}\\[\\d*m`, "g");
      for (const line of result.split("\n")) assert.ok(line.replace(codes, "").length <= 80, line);
      const plain = await inTerminal(folder, "family bigscience/bloom-560m --offline", { NO_COLOR: "1" });
      assert.match(plain, /bigscience\/bloom-560m: 75 models/);
      assert.ok(!plain.includes(`${escapeCode}[1m`));
      const env = { HF_ENDPOINT: hub.url, XDG_CACHE_HOME: folder };
      const piped = await runCli(["family", "bigscience/bloom-560m", "--offline"], env);
      assert.equal(JSON.parse(piped.stdout).models.length, 75);
      const forced = await runCli(["family", "bigscience/bloom-560m", "--offline", "--format", "text"], {
        ...env,
        FORCE_COLOR: "1",
      });
      assert.ok(forced.stdout.startsWith(`${escapeCode}[1mbigscience`));
    }),
);
