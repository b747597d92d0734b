import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { UserError } from "../../../../src/app/ports/errors";
import type { IndexFiles } from "../../../../src/app/ports/file-ports";
import { folderFiles } from "../../../../src/platform/node-files";
import { frame, readFrames } from "../../../../src/store/log/frames";
import { sealOf } from "../../../../src/store/log/seal";
import { body, decoded, openTestIndex, putAll } from "../test-index";
import { temporaryFolder } from "./indexer-job";

const open = (folder: string, files: IndexFiles = folderFiles(folder)) =>
  openTestIndex({ files, foldAtBytes: 1e9 });

const names = (folder: string) => readdirSync(join(folder, "segments"));

/** The ID of a process that no longer exists. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

/** A folder left by a killed process: a one-model database, and a log with a three-page list and a model. */
async function abandoned(t: TestContext) {
  const folder = temporaryFolder(t);
  const index = await open(folder);
  await putAll(index, [decoded("o/saved")]);
  await index.save();
  await index.fold();
  for (const page of [0, 1, 2]) {
    const children = [decoded(`o/child-${page}`, ["o/root"])];
    await index.putChildren({ parent: "o/root", body: body(children), at: 10 + page, last: page === 2 });
  }
  await index.putChildren({ parent: "o/other", body: body([]), at: 20, last: true });
  await index.save();
  const left = temporaryFolder(t);
  cpSync(folder, left, { recursive: true });
  await index.close();
  const [name = ""] = names(left);
  const log = readFileSync(join(left, "segments", name));
  rmSync(join(left, "segments", name));
  const path = join(left, "segments", name.replace(`_${process.pid}_`, `_${deadPid()}_`));
  return { folder: left, log, path };
}

const childrenAt = async (index: Awaited<ReturnType<typeof open>>, id: string) => {
  const family = await index.family({ id, up: 0 });
  return !family.unchecked.includes(id);
};

test("a truncated log silently yields everything before the cut", async t => {
  const { folder, log, path } = await abandoned(t);
  const [first] = readFrames(log);
  writeFileSync(path, log.subarray(0, (first?.end ?? 0) + 30));
  const index = await open(folder);
  const { models, notice } = await index.status();
  assert.deepEqual([models, notice], [2, null]);
  await index.close();
  assert.deepEqual(names(folder), []);
});

test("a damaged record is reported and kept; its neighbors are read, and its list is incomplete", async t => {
  const { folder, log, path } = await abandoned(t);
  const [first] = readFrames(log);
  const damaged = new Uint8Array(log);
  damaged.fill(0x20, (first?.end ?? 0) + 20, (first?.end ?? 0) + 40);
  writeFileSync(path, damaged);
  const index = await open(folder);
  const { models, notice } = await index.status();
  assert.equal(models, 3);
  assert.match(notice ?? "", /log was damaged.*kept as .*\.seg\.damaged.*read from the Hub again/);
  assert.equal(await childrenAt(index, "o/root"), false, "a list that lost a page should be read again");
  assert.equal(await childrenAt(index, "o/other"), true, "a list of one page is whole");
  await index.close();
  assert.equal(names(folder).length, 1);
  assert.deepEqual(new Uint8Array(readFileSync(join(folder, "segments", names(folder)[0] ?? ""))), damaged);
  const again = await open(folder);
  assert.equal((await again.status()).notice, null, "it should be told once");
  await again.close();
});

test("a record from a newer version is reported and left in place", async t => {
  const { folder, log, path } = await abandoned(t);
  const newer = Buffer.concat([log, frame(new TextEncoder().encode('{"type":"prophecy","at":1}'))]);
  writeFileSync(path, newer);
  const index = await open(folder);
  const { models, notice } = await index.status();
  assert.equal(models, 4);
  assert.match(notice ?? "", /newer version.*Update Hub Lineage/);
  await index.fold();
  await index.close();
  assert.deepEqual(readFileSync(path), newer, "a newer version will want it");
});

test("a damaged database is rebuilt from the log as far as possible", async t => {
  const { folder, log, path } = await abandoned(t);
  writeFileSync(path, log);
  const database = readFileSync(join(folder, "index.sqlite"));
  writeFileSync(join(folder, "index.sqlite"), database.subarray(0, 5_000));
  const index = await open(folder);
  const { models, notice } = await index.status();
  assert.equal(models, 3);
  assert.match(notice ?? "", /was damaged.*index\.damaged-1\.sqlite.*rebuilt from what remains/);
  assert.equal(await childrenAt(index, "o/root"), false, "an earlier page may have been in the database");
  await index.close();
  const again = await open(folder);
  const status = await again.status();
  assert.deepEqual([status.models, status.notice], [3, null]);
  await again.close();
});

test("a bit that flips in a database is told, set aside, and made good from the log", async t => {
  const { folder, log, path } = await abandoned(t);
  writeFileSync(path, log);
  const file = join(folder, "index.sqlite");
  const database = readFileSync(file);
  const at = database.indexOf("o/saved");
  assert.ok(at > 0);
  database[at + 2] = (database[at + 2] ?? 0) ^ 1;
  writeFileSync(file, database);
  const index = await open(folder);
  const { models, notice } = await index.status();
  assert.equal(models, 3, "the log has three, the database had one more");
  assert.match(notice ?? "", /was damaged.*index\.damaged-1\.sqlite.*rebuilt from what remains/);
  assert.deepEqual(readFileSync(join(folder, "index.damaged-1.sqlite")), database);
  await index.close();
});

test("a database that an earlier version saved gets a checksum when it is opened", async t => {
  const folder = temporaryFolder(t);
  const index = await open(folder);
  await putAll(index, [decoded("o/saved")]);
  await index.fold();
  await index.close();
  const file = join(folder, "index.sqlite");
  const before = readFileSync(file).fill(0, 72, 92);
  writeFileSync(file, before);
  const later = await open(folder);
  const { models, notice } = await later.status();
  assert.deepEqual([models, notice], [1, null]);
  await later.close();
  assert.equal(sealOf(readFileSync(file)), "whole");
});

test("a folder in place of a log is told and left alone, and the index opens without it", async t => {
  const { folder, path } = await abandoned(t);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "inside"), "");
  const index = await open(folder);
  const { notice } = await index.status();
  await index.close();
  assert.match(notice ?? "", /damaged|set aside|kept as/);
});

/** Files on which every write fails. */
function failing(files: IndexFiles, state: { error: Error | null }): IndexFiles {
  const or =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (state.error) throw state.error;
      return call(...args);
    };
  const { segments } = files;
  return {
    ...files,
    stage: or(files.stage),
    alone: work => (state.error ? Promise.reject(state.error) : files.alone(work)),
    segments: segments && {
      ...segments,
      begin: or(async () => {
        const segment = await segments.begin();
        return { ...segment, append: or(segment.append) };
      }),
    },
  };
}

for (const [what, message, advice] of [
  ["a full disk", "ENOSPC: no space left on device, write", /ENOSPC.*stays in memory.*Free up space/],
  ["a folder that is read only", "EROFS: read-only file system", /EROFS.*stays in memory.*folder writable/],
  ["a folder without permission", "EACCES: permission denied", /EACCES.*stays in memory.*folder writable/],
] as const) {
  test(`${what} is reported with a remedy; the index runs in memory and saves once it can`, async t => {
    const folder = temporaryFolder(t);
    const state: { error: Error | null } = { error: null };
    const index = await open(folder, failing(folderFiles(folder), state));
    await putAll(index, [decoded("o/before")]);
    await index.save();
    state.error = new Error(message);
    await putAll(index, [decoded("o/meanwhile")]);
    await assert.rejects(index.save(), error => error instanceof UserError && advice.test(error.message));
    assert.match((await index.status()).notice ?? "", advice);
    assert.equal((await index.lookup(["o/meanwhile"]))[0]?.state, "known");
    await assert.rejects(index.clear(), /could not be cleared.*Nothing was removed/);
    state.error = null;
    await index.save();
    assert.equal((await index.status()).notice, null);
    await index.close();
    const again = await open(folder);
    assert.equal((await again.status()).models, 2);
    await again.close();
  });
}

test("a read-only folder is read and left unchanged", async t => {
  const { folder, log, path } = await abandoned(t);
  writeFileSync(path, log);
  const index = await open(
    folder,
    failing(folderFiles(folder), { error: new Error("EROFS: read-only file system") }),
  );
  const { models, notice } = await index.status();
  assert.deepEqual([models, notice], [4, null]);
  await index.close();
  assert.deepEqual(readFileSync(path), log);
});

/** Saves cards until the disk is full; returns how many it saved and the last attempt's error. */
async function fill(index: Awaited<ReturnType<typeof open>>): Promise<{ saved: number; told: string }> {
  for (let saved = 0; saved < 200; saved++) {
    await index.putCard({ id: `o/m${saved}`, text: "x".repeat(5_000), at: saved });
    const told = await index.save().then(
      () => "",
      error => String(error.message),
    );
    if (told !== "") return { saved, told };
  }
  return { saved: 200, told: "" };
}

test("on a full disk, everything not reported as unsaved is there", async t => {
  const folder = temporaryFolder(t);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", folder]);
  if (mounted.status !== 0) return t.skip("needs to mount a small tmpfs (root on Linux)");
  try {
    const index = await open(folder);
    const { saved, told } = await fill(index);
    assert.match(told, /ENOSPC.*Free up space/);
    assert.ok(saved > 20, `${saved} cards should have found room`);
    await assert.rejects(index.fold(), /ENOSPC/);
    await assert.rejects(index.close(), /ENOSPC/);
    const later = await open(folder);
    for (let at = 0; at < saved; at++) assert.ok(await later.card(`o/m${at}`), `card ${at} was saved`);
    assert.equal((await later.status()).notice, null);
    await later.close();
  } finally {
    spawnSync("umount", [folder]);
  }
});
