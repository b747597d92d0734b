import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Addition } from "../../../src/card/obligations/addition-sources";
import { writeNewFile } from "../../../src/cli/cards/new-file";
import { writeAdditions } from "../../../src/cli/evidence/add-missing";
import { repoRoot } from "../../harness/root";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

const license = `${readFileSync(join(repoRoot(), "src/card/obligations/texts/apache-2.0.txt"), "utf8")}\nCopyright 2023 The Lab\n`;
const models = dataOf(
  { id: "lab/origin", license: "llama3.1", gated: "manual" },
  { id: "lab/child", license: "apache-2.0", parents: ["lab/origin"], texts: { LICENSE: license } },
);
const card = "---\r\nlicense: apache-2.0\r\nbase_model: lab/child\r\n---\r\n# Poet";

test("obligations --add shows what would be added, --write adds it, and a second run finds it there", () =>
  withHub({ models }, hub =>
    withFolder(async root => {
      const folder = join(root, "model");
      mkdirSync(folder);
      writeFileSync(join(folder, "README.md"), card);
      const run = (...more: string[]) =>
        runCli(["obligations", folder, "--endpoint", hub.url, "--index", join(root, "index"), ...more]);
      const shown = await run("--add");
      assert.deepEqual(readdirSync(folder), ["README.md"], "--add writes nothing");
      assert.match(shown.stdout, /LICENSE — a new file, from LICENSE of lab\/child/);
      assert.match(shown.stdout, /NOTICE — a new file, from the wording of the licenses/);
      assert.match(shown.stdout, /Put the text of the Llama 3\.1 Community License Agreement from https/);
      const wrote = await run("--write", "--format", "json");
      const { additions, left } = JSON.parse(wrote.stdout);
      assert.ok(
        additions.every(({ written }: { written: boolean }) => written),
        wrote.stdout,
      );
      assert.ok(left.length > 0);
      assert.equal(readFileSync(join(folder, "LICENSE"), "utf8"), license);
      const after = readFileSync(join(folder, "README.md"), "utf8");
      assert.ok(after.startsWith(`${card}\r\n\r\n## Attribution\r\n\r\nBuilt with Llama\r\n`), after);
      assert.doesNotMatch(after, /[^\r]\n/, "the card keeps its line ends");
      assert.deepEqual(readdirSync(folder).sort(), ["LICENSE", "NOTICE", "README.md"]);
      const again = JSON.parse((await run("--write", "--format", "json")).stdout);
      assert.deepEqual(again.additions, [], "nothing is added twice");
    }),
  ));

test("--write needs a folder, and says of every file that it could not write", () =>
  withHub({ models }, hub =>
    withFolder(async root => {
      const run = (...args: string[]) =>
        runCli(["obligations", ...args, "--endpoint", hub.url, "--index", join(root, "index")]);
      const remote = await run("lab/child", "--write");
      assert.equal(remote.code, 2);
      assert.match(remote.stderr, /lab\/child is a model on the Hub, and --write adds files to a folder/);
      assert.equal((await run("lab/child", "--add")).code, 0);
      // A card in the Hub's cache must not change.
      const cache = join(root, "models--me--poet/snapshots/1");
      mkdirSync(cache, { recursive: true });
      writeFileSync(join(cache, "README.md"), card);
      const cached = await run(cache, "--write");
      assert.equal(cached.code, 2);
      assert.match(cached.stdout, /not written: .*would be in the Hub's download cache/);
      assert.deepEqual(readdirSync(cache), ["README.md"]);
    }),
  ));

test("a new file is written completely or not at all, and never over another", () =>
  withFolder(async root => {
    const path = join(root, "LICENSE");
    assert.equal(await writeNewFile(path, "text"), null);
    assert.match((await writeNewFile(path, "other")) ?? "", /is there by now, so it was not overwritten/);
    assert.equal(readFileSync(path, "utf8"), "text");
    const disk = await import("node:fs/promises");
    const noLinks = { ...disk, link: () => Promise.reject(Object.assign(new Error(), { code: "EPERM" })) };
    assert.equal(await writeNewFile(join(root, "NOTICE"), "text", noLinks), null);
    assert.match((await writeNewFile(path, "other", noLinks)) ?? "", /is there by now/);
    assert.match(
      (await writeNewFile(join(root, "gone/LICENSE"), "text")) ?? "",
      /cannot be written \(ENOENT\)/,
    );
    assert.deepEqual(readdirSync(root).sort(), ["LICENSE", "NOTICE"]);
  }));

test("runs at the same time add a section once, and text that changed meanwhile is not added to", () =>
  withFolder(async root => {
    const [card, notice] = [join(root, "README.md"), join(root, "NOTICE")];
    writeFileSync(card, "\uFEFF# Poet\n");
    writeFileSync(notice, "Mine.\n");
    const behind = { "README.md": "# Poet\n", NOTICE: "Mine.\n" };
    const additions = (["NOTICE", "README.md"] as const).map(
      (file): Addition => ({
        ...{ file, kind: "append", text: "\n## Attribution\n", behind: behind[file] },
        ...{ from: "", fill: null, meets: [] },
      }),
    );
    const made = { additions, left: [] };
    await Promise.all([1, 2, 3, 4].map(() => writeAdditions(card, made)));
    assert.equal(readFileSync(card, "utf8"), "\uFEFF# Poet\n\n## Attribution\n");
    assert.equal(readFileSync(notice, "utf8"), "Mine.\n\n## Attribution\n");
    const late = [...(await writeAdditions(card, made)).values()];
    assert.equal(late.length, 2);
    for (const problem of late)
      assert.match(problem ?? "", /was changed by another program while it was judged/);
  }));

test("what a killed run left behind is removed, and what may be in use is not", () =>
  withFolder(async root => {
    const left = `.hub-lineage-${"a".repeat(24)}.tmp`;
    const inUse = `.hub-lineage-${"b".repeat(24)}.tmp`;
    const others = ".hub-lineage-notes.tmp";
    for (const name of [left, inUse, others]) writeFileSync(join(root, name), "x");
    for (const name of [left, others]) utimesSync(join(root, name), 1, 1);
    assert.equal(await writeNewFile(join(root, "LICENSE"), "text"), null);
    assert.deepEqual(readdirSync(root).sort(), ["LICENSE", inUse, others].sort());
  }));

test("the files of every ancestor are read, NOTICE first, and a run says which were left out", () =>
  withFolder(async root => {
    const texts: Record<string, string> = { LICENSE: license };
    for (let index = 0; index < 14; index++) texts[`COPYING-${index + 10}`] = "x";
    texts.NOTICE = "Origin's notice.\n";
    const chain = dataOf(
      { id: "lab/first", license: "apache-2.0", texts },
      { id: "lab/copy", license: "apache-2.0", parents: ["lab/first"], relation: "quantized" },
    );
    const folder = join(root, "model");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "README.md"),
      "---\nlicense: apache-2.0\nbase_model: lab/copy\nbase_model_relation: finetune\n---\n# Poet\n",
    );
    await withHub({ models: chain }, async hub => {
      const args = ["obligations", folder, "--endpoint", hub.url, "--index", join(root, "index"), "--write"];
      const { stdout, stderr, code } = await runCli(args);
      assert.match(stdout, /LICENSE — written \(a new file\), from LICENSE of lab\/first/);
      assert.equal(readFileSync(join(folder, "NOTICE"), "utf8"), "Origin's notice.\n");
      assert.match(readFileSync(join(folder, "README.md"), "utf8"), /lab\/first.* by way of \[lab\/copy\]/);
      assert.match(stderr, /lab\/first: Of 16 files that may hold licenses, 12 were read: not COPYING-/);
      assert.equal(code, 2);
    });
  }));
