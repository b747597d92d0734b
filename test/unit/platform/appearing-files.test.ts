import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { folderFiles } from "../../../src/platform/node-files";

const rounds = 300;

function temporaryFolder(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-appearing-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a log's folder that another process makes meanwhile is no fault", async t => {
  const folder = temporaryFolder(t);
  const log = folderFiles(folder).segments ?? assert.fail("a folder should have a log");
  for (let round = 0; round < rounds; round++) {
    const [, ...lists] = await Promise.all([
      mkdir(join(folder, "segments")),
      ...Array.from({ length: 6 }, () => log.list()),
    ]);
    assert.deepEqual(lists.flat(), []);
    await rm(join(folder, "segments"), { recursive: true });
  }
});

test("a database that another process saves meanwhile is absent or whole", async t => {
  const folder = temporaryFolder(t);
  const files = folderFiles(folder);
  const place = join(folder, "index.sqlite");
  for (let round = 0; round < rounds; round++) {
    await writeFile(join(folder, "saved"), "whole");
    const [, ...seen] = await Promise.all([
      rename(join(folder, "saved"), place),
      ...Array.from({ length: 6 }, () => files.read()),
    ]);
    for (const each of seen) assert.ok(each === null || each.bytes.length === 5, "a part was read");
    await rm(place);
  }
});
