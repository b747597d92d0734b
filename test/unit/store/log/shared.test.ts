import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { folderFiles } from "../../../../src/platform/node-files";
import type { OpenIndex } from "../../../../src/store/open-index";
import { body, decoded, openTestIndex, putAll } from "../test-index";
import { temporaryFolder } from "./indexer-job";

/** An index in a folder that checks for others' writes on every call and folds only on request. */
async function open(t: TestContext, folder: string, files = folderFiles(folder)): Promise<OpenIndex> {
  let moment = 0;
  const index = await openTestIndex({
    files,
    foldAtBytes: 1e9,
    now: () => (moment += 10_000),
  });
  t.after(() => index.close().catch(() => undefined));
  return index;
}

async function pair(t: TestContext) {
  const folder = temporaryFolder(t);
  return { folder, one: await open(t, folder), other: await open(t, folder) };
}

async function license(index: OpenIndex, id: string): Promise<string | null> {
  const [found] = await index.lookup([id]);
  return found?.state === "known" ? found.entry.model.license : null;
}

const models = async (index: OpenIndex) => (await index.status()).models;

test("a running process sees what another saved, even before a fold", async t => {
  const { one, other } = await pair(t);
  await putAll(one, [decoded("o/a", ["o/b"], { license: "mit" })]);
  assert.equal(await license(other, "o/a"), null, "what is not saved is nobody else's");
  await one.save();
  assert.equal(await license(other, "o/a"), "mit");
  await putAll(one, [decoded("o/c", ["o/a"])]);
  await one.save();
  assert.equal((await other.family({ id: "o/b" })).models.length, 3);
});

test("a running process sees what another saves while its own fold takes long", async t => {
  const folder = temporaryFolder(t);
  const files = folderFiles(folder);
  const gate = new EventEmitter();
  const stage = async (bytes: Uint8Array) => {
    const released = once(gate, "release");
    if (gate.emit("staging")) await released;
    return files.stage(bytes);
  };
  const one = await open(t, folder, { ...files, stage });
  const other = await open(t, folder);
  await putAll(one, [decoded("o/a", ["o/b"])]);
  const staging = once(gate, "staging");
  const folding = one.fold();
  await staging;
  await putAll(other, [decoded("o/c", ["o/a"])]);
  await other.save();
  assert.equal(
    (await one.family({ id: "o/b" })).models.length,
    3,
    "the other's model is seen during the fold",
  );
  gate.emit("release");
  assert.equal(await folding, "done");
  assert.equal((await one.family({ id: "o/b" })).models.length, 3, "and after it");
});

test("segments that another process folded and removed are still read, with no loss of local changes", async t => {
  const { folder, one, other } = await pair(t);
  await putAll(other, [decoded("o/mine")]);
  await other.save();
  await putAll(other, [decoded("o/pending")]);
  await putAll(one, [decoded("o/a")]);
  assert.equal(await one.fold(), "done");
  await one.close();
  assert.equal(readdirSync(join(folder, "segments")).length, 1, "only the segment of who still runs is left");
  assert.equal(await models(other), 3);
  await other.save();
  await other.fold();
  assert.equal(await models(await open(t, folder)), 3);
});

test("two processes that take turns folding keep each other's work", async t => {
  const { folder, one, other } = await pair(t);
  for (let round = 0; round < 6; round++) {
    const index = round % 2 ? one : other;
    await putAll(index, [decoded(`o/m${round}`)]);
    await index.save();
    assert.equal(await (round % 3 ? one : other).fold(), "done");
  }
  assert.deepEqual([await models(one), await models(other)], [6, 6]);
  assert.equal(await models(await open(t, folder)), 6);
});

for (const [first, second] of [
  ["older", "newer"],
  ["newer", "older"],
] as const) {
  test(`the later of two answers wins when the ${second} one is read last`, async t => {
    const folder = temporaryFolder(t);
    const at = { older: 1_000, newer: 2_000 };
    for (const age of [first, second]) {
      const index = await open(t, folder);
      await putAll(index, [decoded("o/a", [`o/${age}`], { license: age })], at[age]);
      await index.putCard({ id: "o/a", text: age, at: at[age] });
      await index.putFailure({ id: "o/lost", reason: age === "newer" ? "gated" : "server", at: at[age] });
      await index.close();
    }
    const index = await open(t, folder);
    const [found, lost] = await index.lookup(["o/a", "o/lost"]);
    assert.deepEqual(
      found?.state === "known" && [found.entry.model.license, found.entry.parents[0]?.parent],
      ["newer", "o/newer"],
    );
    assert.equal((await index.card("o/a"))?.text, "newer");
    assert.equal(lost?.state === "failed" && lost.reason, "gated");
  });
}

test("a list read by two processes at once keeps all its children", async t => {
  const { folder, one, other } = await pair(t);
  const page = async (index: OpenIndex, at: number, last: boolean, ids: readonly string[]) => {
    await index.putChildren({ parent: "o/r", body: body(ids.map(id => decoded(id, ["o/r"]))), at, last });
    await index.save();
  };
  await page(one, 10, false, ["o/a", "o/b"]);
  await page(other, 12, false, ["o/a", "o/b"]);
  await page(other, 22, true, ["o/c"]);
  await one.status();
  await page(one, 30, true, ["o/c"]);
  const ids = async (index: OpenIndex) => (await index.family({ id: "o/r" })).models.map(model => model.id);
  const all = ["o/r", "o/a", "o/b", "o/c"];
  assert.deepEqual(await ids(one), all);
  assert.deepEqual(await ids(other), all);
  assert.deepEqual(await ids(await open(t, folder)), all);
});

test("a renamed model stays renamed when an older answer is read later", async t => {
  const { one, other } = await pair(t);
  await putAll(other, [decoded("o/old", ["o/base"])], 1_000);
  await one.putModel({ asked: "o/old", body: body(decoded("o/new", ["o/base"])), at: 2_000, moved: true });
  await one.save();
  await other.save();
  for (const index of [one, other]) {
    const [found] = await index.lookup(["o/old"]);
    assert.equal(found?.state === "known" && found.entry.model.id, "o/new");
    assert.equal(await models(index), 1);
  }
});

test("clearing the index reaches the other process and the files, and blocks no writer", async t => {
  const { folder, one, other } = await pair(t);
  await putAll(one, [decoded("o/a")]);
  await one.save();
  await one.fold();
  await putAll(other, [decoded("o/b")]);
  await other.save();
  await putAll(one, [decoded("o/c")]);
  await one.clear();
  assert.deepEqual([await models(one), await models(other)], [0, 0]);
  await putAll(other, [decoded("o/d")]);
  await other.save();
  assert.equal(await models(one), 1);
  assert.equal(await models(await open(t, folder)), 1);
});

test("a fold never waits: it reports busy while another process folds, and saving continues", async t => {
  const { folder, one, other } = await pair(t);
  await putAll(one, [decoded("o/a")]);
  await one.save();
  await folderFiles(folder).alone(async () => {
    assert.equal(await one.fold(), "busy");
    await putAll(other, [decoded("o/b")]);
    await other.save();
    assert.equal(await models(one), 2);
  });
  assert.equal(await one.fold(), "done");
});

test("saving one change writes only that change, regardless of index size", async t => {
  const folder = temporaryFolder(t);
  const index = await open(t, folder);
  const page = Array.from({ length: 5_000 }, (_, at) => decoded(`o/m${at}`, ["o/root"]));
  await index.putChildren({ parent: "o/root", body: body(page), at: 1, last: true });
  await index.save();
  await index.fold();
  const before = statSync(join(folder, "index.sqlite"), { bigint: true });
  await putAll(index, [decoded("o/m7", ["o/root"], { license: "mit" })], 2_000);
  await index.save();
  const [name = ""] = readdirSync(join(folder, "segments"));
  assert.ok(statSync(join(folder, "segments", name)).size < 1_000, "the log should hold one record");
  const after = statSync(join(folder, "index.sqlite"), { bigint: true });
  assert.deepEqual([after.ino, after.mtimeNs], [before.ino, before.mtimeNs], "the database should rest");
});

test("concurrent saves share one wait for the disk", async t => {
  const folder = temporaryFolder(t);
  const files = folderFiles(folder);
  let appends = 0;
  const { segments } = files;
  const counted = segments && {
    ...segments,
    begin: async () => {
      const segment = await segments.begin();
      return {
        ...segment,
        append: (bytes: Uint8Array) => {
          appends++;
          return segment.append(bytes);
        },
      };
    },
  };
  const index = await openTestIndex({ files: { ...files, segments: counted } });
  const work = Array.from({ length: 50 }, async (_, at) => {
    await putAll(index, [decoded(`o/m${at}`)]);
    await index.save();
  });
  await Promise.all(work);
  assert.ok(appends <= 3, `50 saves should be few writes, not ${appends}`);
  await index.close();
});

test("a segment removed under a running process loses no saved data", async t => {
  const folder = temporaryFolder(t);
  const index = await open(t, folder);
  await putAll(index, [decoded("o/a")]);
  await index.save();
  await index.fold();
  await putAll(index, [decoded("o/b")]);
  await index.save();
  rmSync(join(folder, "segments"), { recursive: true });
  await putAll(index, [decoded("o/c")]);
  await index.save();
  assert.equal((await index.status()).notice, null);
  assert.deepEqual(
    [await license(await open(t, folder), "o/b"), await models(await open(t, folder))],
    [null, 2],
  );
});

test("a running process reports a database upgraded to a newer version and keeps working", async t => {
  const { folder, one, other } = await pair(t);
  await putAll(one, [decoded("o/a")]);
  await one.save();
  await one.fold();
  const path = join(folder, "index.sqlite");
  const newer = readFileSync(path);
  newer.writeUInt32BE(99, 60); // user_version in the header of a SQLite file
  writeFileSync(path, newer);
  await putAll(other, [decoded("o/b")]);
  await other.save();
  assert.match((await other.status()).notice ?? "", /newer version.*Update Hub Lineage.*continues/);
  await assert.rejects(other.fold(), /newer version/);
  assert.equal((await other.lookup(["o/b"]))[0]?.state, "known");
  assert.deepEqual(readFileSync(path), newer, "it should not be overwritten");
});

test("a running process saves the index again when its database is damaged", async t => {
  const { folder, one, other } = await pair(t);
  await putAll(one, [decoded("o/a")]);
  await one.fold();
  assert.equal(await models(other), 1);
  await one.close();
  const path = join(folder, "index.sqlite");
  writeFileSync(path, readFileSync(path).subarray(0, 5_000));
  const { models: known } = await other.status();
  assert.equal(known, 1);
  assert.match((await other.status()).notice ?? "", /was damaged.*damaged-1\.sqlite.*rebuilt/);
  const later = await open(t, folder);
  assert.deepEqual([await models(later), (await later.status()).notice], [1, null]);
});
