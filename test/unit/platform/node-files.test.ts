import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { IndexFiles } from "../../../src/app/ports/file-ports";
import { folderFiles } from "../../../src/platform/node-files";

function temporaryFolder(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-files-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const bytes = (...values: number[]) => new Uint8Array(values);
const gone = () => spawnSync(process.execPath, ["--version"]).pid;

async function replace(files: IndexFiles, ...values: number[]): Promise<string> {
  return (await files.stage(bytes(...values))).commit();
}

function segmentsOf(files: IndexFiles) {
  return files.segments ?? assert.fail("a folder should have a log");
}

test("the database is absent, then whole, then replaced, in a folder that is made; each has a mark of its own", async t => {
  const folder = join(temporaryFolder(t), "a", "b");
  const files = folderFiles(folder);
  assert.deepEqual([await files.read(), await files.mark()], [null, null]);
  const marks = new Set<string>();
  for (const values of [[1, 2, 3], [4, 5, 6], [4]]) {
    const mark = await replace(files, ...values);
    const saved = await files.read();
    assert.deepEqual(new Uint8Array(saved?.bytes ?? []), bytes(...values));
    assert.deepEqual([saved?.mark, await files.mark()], [mark, mark]);
    marks.add(mark);
  }
  assert.equal(marks.size, 3);
  assert.deepEqual(readdirSync(folder), ["index.sqlite"]);
});

test("what is staged is seen by nobody, and can be dropped", async t => {
  const folder = temporaryFolder(t);
  const files = folderFiles(folder);
  await replace(files, 1);
  const staged = await files.stage(bytes(2));
  assert.deepEqual(new Uint8Array((await files.read())?.bytes ?? []), bytes(1));
  await staged.drop();
  assert.deepEqual(readdirSync(folder), ["index.sqlite"]);
});

test("damaged files are kept side by side", async t => {
  const folder = temporaryFolder(t);
  const files = folderFiles(folder);
  const places: string[] = [];
  for (const value of [1, 2]) {
    await replace(files, value);
    places.push(await files.setAside());
  }
  assert.deepEqual(places, [join(folder, "index.damaged-1.sqlite"), join(folder, "index.damaged-2.sqlite")]);
  assert.deepEqual(
    places.map(place => [...readFileSync(place)]),
    [[1], [2]],
  );
  assert.deepEqual(new Uint8Array((await files.read())?.bytes ?? []), bytes(2), "until it is replaced");
});

test("a replacement that fails leaves the old file and no other", async t => {
  const folder = temporaryFolder(t);
  // A folder of this name keeps the rename from succeeding, also for root.
  mkdirSync(join(folder, "index.sqlite", "inside"), { recursive: true });
  await assert.rejects(replace(folderFiles(folder), 1), /EISDIR|ENOTEMPTY|EEXIST/);
  assert.deepEqual(readdirSync(folder), ["index.sqlite"]);
});

test("what killed processes left is removed, what belongs to others stays", async t => {
  const folder = temporaryFolder(t);
  const running = `index.${process.ppid}-1.tmp`;
  const dead = gone();
  for (const name of [`index.${dead}.tmp`, `index.${dead}-0123456789.tmp`, running, "notes.tmp"])
    writeFileSync(join(folder, name), "half");
  await folderFiles(folder).read();
  assert.deepEqual(readdirSync(folder).sort(), [running, "notes.tmp"].sort());
});

test("a segment grows, is read from any place, and stands in the list until it is removed", async t => {
  const folder = temporaryFolder(t);
  const segments = segmentsOf(folderFiles(folder));
  assert.deepEqual(await segments.list(), []);
  const first = await segments.begin();
  const second = await segments.begin();
  await first.append(bytes(1, 2, 3));
  await first.append(bytes(4));
  assert.deepEqual(
    (await segments.list()).map(({ bytes: size, finished }) => [size, finished]).sort(),
    [
      [0, false],
      [4, false],
    ],
    "a running process has finished none",
  );
  assert.deepEqual(await segments.read(first.name, 0), bytes(1, 2, 3, 4));
  assert.deepEqual(await segments.read(first.name, 3), bytes(4));
  assert.deepEqual(await segments.read(first.name, 9), bytes());
  await segments.remove(first.name);
  assert.equal(await segments.read(first.name, 0), null);
  await assert.rejects(first.append(bytes(5)), /removed/, "what nobody will read is not saved");
  await Promise.all([first.close(), second.close()]);
});

test("segments are listed by their begin, and are finished when their process is gone", async t => {
  const folder = temporaryFolder(t);
  const segments = segmentsOf(folderFiles(folder));
  mkdirSync(join(folder, "segments"));
  const name = (at: number, host: string, pid: number) =>
    `${String(at).padStart(14, "0")}_${host}_${pid}_0000000001.seg`;
  const here = hostname().replace(/[^\w.-]/g, "-");
  const files = [
    { name: name(1, here, gone()), finished: true },
    { name: name(2, here, process.ppid), finished: false },
    // Our own number, from before this process began: a container that gives it anew.
    { name: name(3, here, process.pid), finished: true },
    { name: name(4, "another-machine", gone()), finished: false },
  ];
  for (const file of files.toReversed()) writeFileSync(join(folder, "segments", file.name), "x");
  writeFileSync(join(folder, "segments", "notes.txt"), "x");
  const listed = await segments.list();
  assert.deepEqual(
    listed.map(({ name, finished }) => ({ name, finished })),
    files,
  );
  const old = new Date(Date.now() - 8 * 24 * 3_600_000);
  utimesSync(join(folder, "segments", files[3]?.name ?? ""), old, old);
  assert.equal((await segments.list())[3]?.finished, true, "a machine that was silent for a week");
});

test("a segment that a wrong clock dated is finished unless something says that it is recent", async t => {
  const folder = temporaryFolder(t);
  const segments = segmentsOf(folderFiles(folder));
  mkdirSync(join(folder, "segments"));
  const [now, wrong] = [Date.now(), Date.UTC(2099, 0, 1)];
  const here = hostname().replace(/[^\w.-]/g, "-");
  const files = [
    { begun: now, host: "another-machine", pid: 1, finished: false },
    { begun: wrong, host: "another-machine", pid: 1, finished: true },
    // Our own number, but no segment of ours.
    { begun: wrong, host: here, pid: process.pid, finished: true },
  ];
  for (const { begun, host, pid } of files) {
    const path = join(folder, "segments", `${String(begun).padStart(14, "0")}_${host}_${pid}_0000000001.seg`);
    writeFileSync(path, "x");
    utimesSync(path, new Date(wrong), new Date(wrong));
  }
  const found = (await segments.list()).map(({ name, finished }) => `${name} ${finished}`).sort();
  const wanted = files.map(
    ({ begun, host, pid, finished }) =>
      `${String(begun).padStart(14, "0")}_${host}_${pid}_0000000001.seg ${finished}`,
  );
  assert.deepEqual(found, wanted.sort());
});

test("only one at a time is alone, and the lock is gone afterwards, also after an error", async t => {
  const folder = join(temporaryFolder(t), "made");
  const [one, other] = [folderFiles(folder), folderFiles(folder)];
  const result = await one.alone(async held => {
    assert.equal(await held(), true);
    assert.equal(await other.alone(async () => assert.fail("two are alone")), null);
    return "done";
  });
  assert.equal(result, "done");
  await assert.rejects(
    one.alone(async () => {
      throw new Error("out of luck");
    }),
    /out of luck/,
  );
  assert.equal(await other.alone(async () => 1), 1);
  assert.deepEqual(readdirSync(folder), []);
});

const lockOf = (pid: number, host = hostname()) => JSON.stringify({ host, pid, at: Date.now(), word: "x" });
const wrong = new Date(Date.UTC(2099, 0, 1));
const minuteAgo = new Date(Date.now() - 61_000);
const minuteAhead = new Date(Date.now() + 60_000);

for (const [what, text, since, free] of [
  ["of a process that is gone", lockOf(gone()), new Date(), true],
  ["of a process that runs", lockOf(process.ppid), new Date(), false],
  ["of a process that runs, silent for a minute", lockOf(process.ppid), minuteAgo, true],
  ["of another machine", lockOf(1, "another-machine"), new Date(), false],
  ["of another machine, silent for a minute", lockOf(1, "another-machine"), minuteAgo, true],
  ["of a process that runs, dated 2099", lockOf(process.ppid), wrong, true],
  ["of another machine, dated 2099", lockOf(1, "another-machine"), wrong, true],
  ["of another machine, dated a minute ahead", lockOf(1, "another-machine"), minuteAhead, false],
  ["without a name, dated 2099", "", wrong, true],
  ["without a name, just made", "", new Date(), false],
  ["without a name, from a minute ago", "", minuteAgo, true],
] as const) {
  test(`a lock ${what} is ${free ? "taken over" : "respected"}`, async t => {
    const folder = temporaryFolder(t);
    const path = join(folder, "index.lock");
    writeFileSync(path, text);
    utimesSync(path, since, since);
    const results = await Promise.all(
      [1, 2].map(() =>
        folderFiles(folder).alone(async () => {
          await new Promise(resolve => setImmediate(resolve));
          return "alone";
        }),
      ),
    );
    const alone = results.filter(result => result === "alone");
    assert.equal(alone.length > 0, free);
    assert.deepEqual(readdirSync(folder), free ? [] : ["index.lock"]);
  });
}

test("a process that is killed while it takes the lock leaves nothing that the next one does not tidy up", async t => {
  const folder = temporaryFolder(t);
  const left = join(folder, `index.${gone()}-0123456789.tmp`);
  writeFileSync(left, lockOf(gone()));
  linkSync(left, join(folder, "index.lock"));
  const files = folderFiles(folder);
  assert.equal(await files.alone(async () => readdirSync(folder).length), 2, "the lock, and what was left");
  await files.read();
  assert.deepEqual(readdirSync(folder), []);
});

test("who lost the lock knows it, and does not remove another's", async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, "index.lock");
  await folderFiles(folder).alone(async held => {
    writeFileSync(path, lockOf(process.ppid));
    assert.equal(await held(), false);
  });
  assert.deepEqual(readdirSync(folder), ["index.lock"]);
});
