import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type * as setting from "../../../../src/vscode/report/own-authors-setting";
import { bundled } from "../bundled";
import type * as fake from "./workspace-files-fake";

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-own-"));
let program: typeof setting & { readonly vscode: typeof fake };

before(async () => {
  program = await bundled(
    ["src/vscode/report/own-authors-setting"],
    "test/unit/vscode/report/workspace-files-fake.ts",
  );
  writeFileSync(join(folder, "own.csv"), "name,kind\nacme,company\n");
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function tableAt(path: string, folders: readonly string[] = [folder]) {
  const { vscode, ownAuthorsOfSetting } = program;
  vscode.settings.set("organizations", path);
  vscode.workspace.workspaceFolders = folders.map(each => ({ uri: vscode.Uri.file(each) }));
  return ownAuthorsOfSetting();
}

test("the file of the setting is read: absolute, or from the first folder of the workspace", async () => {
  const found = { entries: [{ name: "acme", kind: "company", country: null }], problems: [] };
  assert.equal(await tableAt("  "), undefined);
  assert.deepEqual(await tableAt(join(folder, "own.csv"), []), found);
  assert.deepEqual(await tableAt("own.csv"), found);
  assert.deepEqual(await tableAt("./own.csv", [folder, "/elsewhere"]), found);
});

test("what is no table is told in a sentence, and is not read", async () => {
  writeFileSync(join(folder, "long.csv"), "");
  truncateSync(join(folder, "long.csv"), 9_000_000);
  assert.equal(spawnSync("mkfifo", [join(folder, "pipe.csv")]).status, 0);
  for (const [path, folders, words] of [
    ["own.csv", [], /relative path, but no folder is open: own\.csv/],
    ["none.csv", [folder], /^none\.csv cannot be read \(FileNotFound\)\. Check hubLineage\.organizations\.$/],
    ["pipe.csv", [folder], /^pipe\.csv is not a file/],
    [".", [folder], /is not a file/],
    ["long.csv", [folder], /larger than the limit of 8 MB/],
  ] as const) {
    const table = await tableAt(path, folders);
    assert.deepEqual(table?.entries, []);
    assert.match(table?.problems[0] ?? "", words);
  }
});

test("problems are shown once, without links, and all of them are in the log", () => {
  const log: string[] = [];
  const problems = ['Line 2 has the kind "[x](command:y)".', "Line 3 has no name."];
  program.warnOfOwnAuthors({ entries: [], problems }, { warn: line => log.push(line) });
  program.warnOfOwnAuthors({ entries: [], problems: [] }, { warn: line => log.push(line) });
  assert.equal(log.length, 2);
  const [shown, ...more] = program.vscode.shown;
  assert.deepEqual(more, []);
  assert.match(shown ?? "", /Line 2 has the kind .*The log has 1 more\. Only the shipped table is used\.$/);
  assert.ok(!shown?.includes("]("), shown);
});
