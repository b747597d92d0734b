import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { folderFiles } from "../../../../src/platform/node-files";
import { isUnfinished, readFrames } from "../../../../src/store/log/frames";
import type { OpenIndex } from "../../../../src/store/open-index";
import { body, decoded, openTestIndex, putAll } from "../test-index";
import { temporaryFolder } from "./indexer-job";

const open = (folder: string) => openTestIndex({ files: folderFiles(folder), foldAtBytes: 1e9 });

const segmentsOf = (folder: string) =>
  readdirSync(join(folder, "segments"))
    .filter(name => name.endsWith(".seg"))
    .sort()
    .map(name => join(folder, "segments", name));

/** A copy of what a process leaves that is killed after some work. */
async function killedAfter(
  t: TestContext,
  folder: string,
  work: (index: OpenIndex) => Promise<void>,
): Promise<string> {
  const index = await open(folder);
  await work(index);
  await index.save();
  const left = temporaryFolder(t);
  cpSync(folder, left, { recursive: true });
  await index.close();
  const { pid } = spawnSync(process.execPath, ["--version"]);
  for (const path of segmentsOf(left)) renameSync(path, path.replace(`_${process.pid}_`, `_${pid}_`));
  return left;
}

const parent = "o/root";
const began = 10;

/** Stores page `number` of the list and, unless it is the last, where to go on. */
async function putPage(index: OpenIndex, number: number, last = false): Promise<void> {
  const children = [decoded(`o/child-${number}`, [parent])];
  await index.putChildren({ parent, body: body(children), at: began + number, last, began });
  if (!last) await index.putListState({ parent, etag: null, next: `page-${number + 1}`, at: null, began });
}

async function putPages(index: OpenIndex, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) await putPage(index, number);
}

const listOf = async (index: OpenIndex) => (await index.childLists({ id: parent, freshFrom: 0 }))[0];

/** Flips a bit in the record after the first `n` readable ones of a segment. */
function flip(path: string, n: number): void {
  const bytes = new Uint8Array(readFileSync(path));
  const at = (readFrames(bytes)[n - 1]?.end ?? 0) + 30;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Two processes read a list of four pages one after the other; the first has three of them and their progress. */
async function inTwoLogs(t: TestContext): Promise<{ folder: string; first: string }> {
  const begun = await killedAfter(t, temporaryFolder(t), async index => {
    await putAll(index, [decoded(parent)], 1);
    await putPages(index, 0, 3);
  });
  const folder = await killedAfter(t, begun, index => putPage(index, 3, true));
  const [first = "", second] = segmentsOf(folder);
  assert.ok(second !== undefined, "each process has a log of its own");
  return { folder, first };
}

const lossesInLogs: Readonly<Record<string, (path: string) => void>> = {
  "a damaged page": path => flip(path, 3),
  "a damaged page at the end": path => {
    const frames = readFrames(readFileSync(path));
    flip(path, frames.length - 1);
    flip(path, frames.length - 2);
  },
  "a log that ends before its last page": path => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, readFrames(bytes).at(-3)?.end));
  },
  "a log that was deleted": path => rmSync(path),
};

test("a list that two processes read is complete", async t => {
  const { folder } = await inTwoLogs(t);
  const index = await open(folder);
  assert.equal((await listOf(index))?.completeAt, began + 3);
  await index.close();
});

for (const [what, lose] of Object.entries(lossesInLogs)) {
  test(`${what} leaves the list incomplete, although its last page is in another log`, async t => {
    const { folder, first } = await inTwoLogs(t);
    lose(first);
    const index = await open(folder);
    const list = await listOf(index);
    assert.deepEqual([list?.completeAt ?? null, list?.next ?? null], [null, null]);
    await index.close();
  });
}

const lossesOfTables: Readonly<Record<string, (path: string) => void>> = {
  "are damaged": path => writeFileSync(path, readFileSync(path).fill(1, 5_000, 5_001)),
  "were deleted": path => rmSync(path),
};

for (const [what, lose] of Object.entries(lossesOfTables)) {
  test(`when the tables with the first pages ${what}, the list is not resumed after them`, async t => {
    const folder = temporaryFolder(t);
    const index = await open(folder);
    await putAll(index, [decoded(parent)], 1);
    await putPages(index, 0, 3);
    await index.save();
    await index.fold();
    await index.close();
    const left = await killedAfter(t, folder, next => putPages(next, 3, 5));
    lose(join(left, "index.sqlite"));
    const later = await open(left);
    const list = await listOf(later);
    assert.deepEqual([list?.known, list?.next], [2, null]);
    await putPage(later, 5, true);
    assert.equal((await listOf(later))?.completeAt ?? null, null, "pages 0 to 2 are missing");
    await later.close();
  });
}

test("a list that lost a page is not resumed after it, and is complete once it is read anew", async t => {
  const left = await killedAfter(t, temporaryFolder(t), index => putPages(index, 0, 3));
  const [path = ""] = segmentsOf(left);
  flip(path, 2);
  const index = await open(left);
  assert.equal((await listOf(index))?.next, null);
  const children = ["o/child-0", "o/child-1", "o/child-2"].map(id => decoded(id, [parent]));
  await index.putChildren({ parent, body: body(children), at: 99, last: true, began: 99 });
  assert.equal((await listOf(index))?.completeAt, 99);
  await index.close();
});

test("what is unlisted stays if a page of the new list is lost", async t => {
  const folder = temporaryFolder(t);
  const index = await open(folder);
  const old = [0, 1, 2].map(number => decoded(`o/child-${number}`, [parent]));
  await index.putChildren({ parent, body: body(old), at: 1, last: true, began: 1 });
  await index.close();
  const begun = await killedAfter(t, folder, next => putPages(next, 0, 2));
  const left = await killedAfter(t, begun, next => putPage(next, 2, true));
  flip(segmentsOf(left)[0] ?? "", 2);
  const later = await open(left);
  const { models } = await later.family({ id: parent, up: 0 });
  assert.deepEqual(
    models.map(({ id }) => id).filter(id => id !== parent),
    ["o/child-0", "o/child-1", "o/child-2"],
  );
  await later.close();
});

test("what the Hub confirmed is not taken for confirmed if the answer itself was lost", async t => {
  const folder = temporaryFolder(t);
  const index = await open(folder);
  await putAll(index, [decoded("o/model", [], { license: "mit" })], 1);
  await index.putChildren({ parent, body: body([decoded("o/old", [parent])]), at: 1, last: true, began: 1 });
  await index.close();
  const left = await killedAfter(t, folder, async next => {
    await putAll(next, [decoded("o/model", [], { license: "apache-2.0" })], 5);
    await next.putModelChecked({ id: "o/model", etag: '"new"', at: 5 });
    await next.putChildren({ parent, body: body([decoded("o/new", [parent])]), at: 6, last: true, began: 6 });
    await next.putListState({ parent, etag: '"list"', next: null, at: 6 });
  });
  flip(segmentsOf(left)[0] ?? "", 2);
  flip(segmentsOf(left)[0] ?? "", 0);
  const later = await open(left);
  const { rows } = await later.query({
    sql: "SELECT license, etag, fetched_at, (SELECT etag FROM children_lists) FROM models WHERE id = 'o/model'",
    limit: 1,
  });
  assert.deepEqual(rows, [["mit", null, 1, null]], "with an ETag, the Hub would confirm what is not here");
  assert.equal((await listOf(later))?.completeAt, 1);
  await later.close();
});

test("the last record of a log is told and kept if it is damaged; the beginning of one is not damage", async t => {
  const left = await killedAfter(t, temporaryFolder(t), index =>
    putAll(index, [decoded("o/a"), decoded("o/b")]),
  );
  const [path = ""] = segmentsOf(left);
  const good = new Uint8Array(readFileSync(path));
  const last = good.subarray(readFrames(good).at(-2)?.end ?? 0);
  for (let length = 0; length < last.length; length++)
    assert.ok(isUnfinished(last.subarray(0, length)), `${length} of ${last.length} bytes`);
  for (let bit = 0; bit < last.length * 8; bit++) {
    const bytes = last.slice();
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(isUnfinished(bytes), false, `bit ${bit}`);
  }
  flip(path, 1);
  const index = await open(left);
  const { models, notice } = await index.status();
  assert.equal(models, 1);
  assert.match(notice ?? "", /log was damaged.*kept as .*\.seg\.damaged/);
  await index.close();
});
