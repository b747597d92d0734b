import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { UserError } from "../../../../src/app/ports/errors";
import { folderFiles } from "../../../../src/platform/node-files";
import { loadSqlite } from "../../../../src/store/database";
import { schemaVersion } from "../../../../src/store/schema";
import { decoded, manualTime, memoryFiles, openTestIndex, putAll, wasm } from "../test-index";

function temporaryFolder(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-store-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Lets pending promises settle; the in-memory files never need longer than this. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve));
};

/** The bytes of a saved index with one model. */
async function savedBytes(): Promise<Uint8Array> {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await putAll(index, [decoded("o/a", ["o/b"])]);
  await index.close();
  return files.bytes ?? assert.fail("closing should have saved");
}

test("stored data survives closing and reopening, in a folder created for it", async t => {
  const folder = join(temporaryFolder(t), "deep", "er");
  const first = await openTestIndex({ files: folderFiles(folder) });
  await putAll(first, [decoded("o/a", ["o/b"], { license: "mit" })]);
  const before = await first.lookup(["o/a"]);
  const family = await first.family({ id: "o/b" });
  await first.close();
  assert.deepEqual(readdirSync(folder), ["index.sqlite", "segments"], "no temporary file should stay");
  assert.deepEqual(readdirSync(join(folder, "segments")), [], "a small log should be folded");

  const second = await openTestIndex({ files: folderFiles(folder) });
  assert.deepEqual(await second.lookup(["o/a"]), before);
  assert.deepEqual(await second.family({ id: "o/b" }), family);
  assert.equal((await second.status()).notice, null);
  await second.close();
});

test("an index that is only read is not written, and no folder is created", async () => {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await index.lookup(["o/a"]);
  await index.save();
  await index.close();
  assert.equal(files.replaced, 0);
});

test("changes are saved once, a second after the last one", async () => {
  const files = memoryFiles();
  const time = manualTime();
  const index = await openTestIndex({ files, schedule: time.schedule });
  await putAll(index, [decoded("o/a"), decoded("o/b")]);
  time.pass(999);
  assert.equal(files.replaced, 0);
  await putAll(index, [decoded("o/c")]);
  time.pass(999);
  assert.equal(files.replaced, 0, "the last change was less than a second ago");
  time.pass(1);
  await settled();
  assert.equal(files.replaced, 1);
  time.pass(60_000);
  await settled();
  assert.equal(files.replaced, 1, "nothing was changed since");
});

test("continuous changes are saved every five seconds", async () => {
  const files = memoryFiles();
  const time = manualTime();
  const index = await openTestIndex({ files, schedule: time.schedule });
  for (let step = 0; step < 100; step++) {
    await putAll(index, [decoded(`o/m${step}`)]);
    time.pass(100);
    await settled();
  }
  assert.equal(files.replaced, 2, "ten seconds of writing are two saves");
});

test("a save waits for the one in progress; two never write at once", async () => {
  const files = memoryFiles();
  let writing = 0;
  let most = 0;
  const release: (() => void)[] = [];
  const slow = {
    ...files,
    read: () => files.read(),
    mark: () => files.mark(),
    async stage(bytes: Uint8Array) {
      most = Math.max(most, ++writing);
      await new Promise<void>(resolve => release.push(resolve));
      writing--;
      return files.stage(bytes);
    },
  };
  const index = await openTestIndex({ files: slow });
  await putAll(index, [decoded("o/a")]);
  const first = index.save();
  await settled();
  await putAll(index, [decoded("o/b")]);
  const second = index.save();
  const third = index.save();
  await settled();
  assert.equal(release.length, 1, "the second save should wait");
  release[0]?.();
  await settled();
  release[1]?.();
  await Promise.all([first, second, third]);
  assert.deepEqual([most, files.replaced], [1, 2]);
  const again = await openTestIndex({ files: memoryFiles(files.bytes) });
  assert.equal(
    (await again.status()).models,
    2,
    "the second save should hold what came while the first wrote",
  );
});

test("a failed save is reported, remembered, and retried at the next change", async () => {
  const files = memoryFiles();
  const time = manualTime();
  const index = await openTestIndex({ files, schedule: time.schedule });
  files.failure = new Error("ENOSPC: no space left on device");
  await putAll(index, [decoded("o/a")]);
  time.pass(1_000);
  await settled();
  assert.match((await index.status()).notice ?? "", /could not be saved: ENOSPC.*memory/);
  await assert.rejects(index.save(), error => error instanceof UserError && /ENOSPC/.test(error.message));
  time.pass(60_000);
  await settled();
  assert.equal((await index.lookup(["o/a"]))[0]?.state, "known", "what was read stays in memory");

  files.failure = null;
  await putAll(index, [decoded("o/b")]);
  time.pass(1_000);
  await settled();
  assert.equal((await index.status()).notice, null);
  const again = await openTestIndex({ files: memoryFiles(files.bytes) });
  assert.equal((await again.status()).models, 2);
});

test("closing an index that cannot be saved reports it", async () => {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await putAll(index, [decoded("o/a")]);
  files.failure = new Error("EROFS: read-only file system");
  await assert.rejects(index.close(), /EROFS.*writable/);
});

test("statements keep working after a save", async () => {
  const index = await openTestIndex();
  for (let round = 0; round < 3; round++) {
    await putAll(index, [decoded(`o/m${round}`, ["o/root"])]);
    await index.save();
    await index.query({ sql: "SELECT 1", limit: 1 });
    assert.equal((await index.family({ id: "o/root" })).models.length, round + 2);
  }
});

const damages: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
  ["no SQLite file at all", () => new TextEncoder().encode("<html>504 Gateway Time-out</html>".repeat(40))],
  ["empty", () => new Uint8Array()],
  ["cut off in its header", bytes => bytes.slice(0, 50)],
  ["cut off after its first page", bytes => bytes.slice(0, 4096)],
  ["cut off in the middle", bytes => bytes.slice(0, Math.floor(bytes.length / 2))],
  ["cut off by one byte", bytes => bytes.slice(0, -1)],
  ["zeros from its second page on", bytes => bytes.slice().fill(0, 4096)],
  ["noise in its schema", bytes => bytes.slice().fill(0xa5, 100, 3000)],
];

for (const [what, damage] of damages) {
  test(`a file that is ${what} is set aside and reported, and the index keeps working`, async t => {
    const folder = temporaryFolder(t);
    const damaged = damage(await savedBytes());
    writeFileSync(join(folder, "index.sqlite"), damaged);
    const index = await openTestIndex({ files: folderFiles(folder) });
    const { notice, models } = await index.status();
    assert.equal(models, 0);
    assert.match(notice ?? "no notice", /was damaged.*index\.damaged-1\.sqlite/);
    await putAll(index, [decoded("o/next")]);
    await index.close();
    assert.deepEqual(readdirSync(folder).sort(), ["index.damaged-1.sqlite", "index.sqlite", "segments"]);
    assert.deepEqual(new Uint8Array(readFileSync(join(folder, "index.damaged-1.sqlite"))), damaged);
  });
}

test("a damaged file that cannot be moved is never overwritten", async () => {
  const damaged = new TextEncoder().encode("damaged");
  const files = memoryFiles(damaged);
  files.failure = new Error("EACCES: permission denied");
  const index = await openTestIndex({ files });
  assert.match((await index.status()).notice ?? "", /damaged and could not be moved aside: EACCES/);
  await putAll(index, [decoded("o/a")]);
  await assert.rejects(index.save(), UserError);
  assert.equal(files.bytes, damaged);

  files.failure = null;
  await index.save();
  assert.deepEqual(files.aside, [damaged], "it should be moved before the first save");
  assert.match((await index.status()).notice ?? "", /kept as damaged 1/);
});

/** The bytes of a database that `sql` makes. */
async function database(sql: string, from: Uint8Array | null = null): Promise<Uint8Array> {
  const made = (await loadSqlite(wasm()))(from);
  made.raw.run(sql);
  const bytes = made.bytes();
  made.close();
  return bytes;
}

test("a file from a newer version is rejected with a remedy and left unchanged", async () => {
  const newer = await database(`PRAGMA user_version = ${schemaVersion + 1}`, await savedBytes());
  const files = memoryFiles(newer);
  await assert.rejects(openTestIndex({ files }), error => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /newer version.*Update Hub Lineage, or choose another index folder/);
    return true;
  });
  assert.deepEqual([files.bytes, files.aside.length, files.replaced], [newer, 0, 0]);
});

test("another program's database is rejected and left unchanged", async () => {
  const foreign = await database("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
  const files = memoryFiles(foreign);
  await assert.rejects(
    openTestIndex({ files }),
    error => error instanceof UserError && /another program/.test(error.message),
  );
  assert.deepEqual([files.bytes, files.aside.length, files.replaced], [foreign, 0, 0]);
});

test("an unreadable file is an error that says what to do", async () => {
  const files = { ...memoryFiles(), read: () => Promise.reject(new Error("EACCES: permission denied")) };
  await assert.rejects(
    openTestIndex({ files }),
    error => error instanceof UserError && /EACCES.*readable/.test(error.message),
  );
});

test("the saved file is a recognizable SQLite database of the current version", async () => {
  const saved = (await loadSqlite(wasm()))(await savedBytes());
  assert.equal(saved.value("PRAGMA user_version"), schemaVersion);
  assert.equal(saved.value("PRAGMA application_id"), 0x4875624c);
  assert.equal(saved.value("PRAGMA integrity_check"), "ok");
  saved.close();
});
