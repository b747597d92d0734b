import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { folderFiles } from "../../../src/platform/node-files";
import type { OpenIndex } from "../../../src/store/open-index";
import { importRows, withSnapshotFiles } from "../snapshot/snapshot-stage";
import { temporaryFolder } from "./log/indexer-job";
import { body, decoded, openTestIndex, putAll } from "./test-index";

const now = Date.UTC(2026, 5, 1);
const wrong = Date.UTC(2099, 0, 1);
const day = 24 * 3_600_000;

const job = { kind: "family", root: "o/root", cards: true, storage: true, failed: [] } as const;

/** Writes a family as a process does whose clock shows that time. */
async function write(index: OpenIndex, at: number, license: string): Promise<void> {
  await putAll(index, [decoded("o/root", [], { license })], at);
  const children = [decoded(`o/${license}`, ["o/root"]), decoded("o/child", ["o/root"])];
  await index.putChildren({ parent: "o/root", body: body(children), at, last: true });
  await index.putCard({ id: "o/root", text: license, at });
  await index.putFailure({ id: "o/gone", reason: "missing", at });
  const finishedAt = license === "mit" ? at : null;
  await index.putJob({ ...job, startedAt: at, updatedAt: at, finishedAt });
  await index.save();
}

async function stateOf(index: OpenIndex) {
  const [root, gone] = await index.lookup(["o/root", "o/gone"]);
  assert.ok(root?.state === "known" && gone?.state === "failed");
  const { model, fetchedAt, childrenAt } = root.entry;
  const [first] = await index.jobs();
  const dates = [fetchedAt, childrenAt, gone.at, first?.updatedAt, first?.startedAt];
  return {
    license: model.license,
    card: (await index.card("o/root"))?.text,
    dates: [...new Set(dates)],
    finishedAt: first?.finishedAt,
  };
}

async function tasksOf(index: OpenIndex): Promise<string[]> {
  const freshFrom = now - day;
  const wanted = {
    ...job,
    freshFrom,
    emptyFreshFrom: freshFrom,
    cardsFreshFrom: 0,
    goneFreshFrom: 0,
    isSignedIn: false,
    except: [],
    limit: 99,
  };
  return (await index.work(wanted)).tasks.map(({ what, name }) => `${what} ${name}`).sort();
}

/** Dates of a wrong clock are unknown: everything is due, and what is read with the right clock replaces it and stays. */
async function assertBeaten(index: OpenIndex): Promise<void> {
  const known = await stateOf(index);
  assert.deepEqual(known, { license: "mit", card: "mit", dates: [0], finishedAt: 0 });
  assert.ok((await tasksOf(index)).includes("list o/root"));
  await write(index, now, "apache-2.0");
  assert.deepEqual(await stateOf(index), {
    license: "apache-2.0",
    card: "apache-2.0",
    dates: [now],
    finishedAt: null,
  });
  const left = await tasksOf(index);
  assert.ok(!left.includes("list o/root"));
  assert.ok(left.includes("model o/mit"), "what the right list lacks is asked");
  await index.putFailure({ id: "o/mit", reason: "missing", at: now });
  const family = await index.family({ id: "o/root" });
  assert.deepEqual(
    family.edges.map(({ child }) => child).sort(),
    ["o/apache-2.0", "o/child"],
    "what is neither listed nor there is gone",
  );
}

const open = (t: TestContext, folder: string, clock: () => number) => {
  const opening = openTestIndex({ files: folderFiles(folder), foldAtBytes: 1e9, clock });
  t.after(async () => (await opening).close().catch(() => undefined));
  return opening;
};

test("a database that was saved in 2099 is due, and right answers replace what it says", async t => {
  const folder = temporaryFolder(t);
  const before = await open(t, folder, () => wrong);
  await write(before, wrong, "mit");
  await before.fold();
  await assertBeaten(await open(t, folder, () => now));
});

test("a log that was written in 2099 is due, and right answers replace what it says", async t => {
  const folder = temporaryFolder(t);
  const before = await open(t, folder, () => wrong);
  await write(before, wrong, "mit");
  assert.ok(!readdirSync(folder).includes("index.sqlite"));
  await assertBeaten(await open(t, folder, () => now));
});

test("a process whose clock is set right takes its own dates back", async t => {
  let time = wrong;
  const index = await open(t, temporaryFolder(t), () => time);
  await write(index, wrong, "mit");
  assert.deepEqual((await stateOf(index)).dates, [wrong]);
  time = now;
  await putAll(index, [decoded("o/other")], now);
  await assertBeaten(index);
});

test("right answers win over those of a wrong clock, whichever is read first", async t => {
  for (const order of [
    [now, wrong],
    [wrong, now],
  ]) {
    const folder = temporaryFolder(t);
    for (const at of order) {
      const writer = await open(t, folder, () => at);
      await write(writer, at, at === wrong ? "mit" : "apache-2.0");
    }
    const index = await open(t, folder, () => now);
    const { license, dates } = await stateOf(index);
    assert.deepEqual([license, dates], ["apache-2.0", [now]], order.join(" "));
  }
});

test("a clock that is wrong for one page of a list loses no child", async t => {
  let time = now;
  const index = await open(t, temporaryFolder(t), () => time);
  const page = (at: number, last: boolean) =>
    index.putChildren({ parent: "o/root", body: body([decoded(`o/${at}`, ["o/root"])]), at, last });
  await page(now, false);
  time = wrong;
  await page(wrong, false);
  time = now + 2;
  await page(now + 2, true);
  const family = await index.family({ id: "o/root" });
  assert.equal(family.edges.length, 3);
});

test("what a wrong clock forgot is forgotten, and what is read after that stays", async t => {
  const folder = temporaryFolder(t);
  const before = await open(t, folder, () => wrong);
  await write(before, wrong, "mit");
  await before.forget({ kind: "family", root: "o/root", at: wrong });
  const index = await open(t, folder, () => now);
  assert.equal((await index.lookup(["o/root"]))[0]?.state, "unknown");
  await write(index, now, "apache-2.0");
  await index.save();
  const later = await open(t, folder, () => now);
  assert.equal((await stateOf(later)).license, "apache-2.0");
});

test("a clock from before the Hub changes no dates", async t => {
  const folder = temporaryFolder(t);
  const before = await open(t, folder, () => now);
  await write(before, now, "mit");
  await before.fold();
  const index = await open(t, folder, () => 5_000);
  assert.deepEqual((await stateOf(index)).dates, [now]);
});

test("a model that claims to change in 2099 has its card read when it is due, not always", async t => {
  const index = await open(t, temporaryFolder(t), () => now);
  await putAll(index, [decoded("o/root", [], { lastModified: "2099-01-01T00:00:00.000Z" })], now);
  await index.putCard({ id: "o/root", text: "card", at: now });
  const due = async () => (await tasksOf(index)).filter(task => task !== "list o/root");
  assert.deepEqual(await due(), []);
});

test("a snapshot with dates of 2099 is of an unknown time", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [{ id: "o/root", tags: [], lastModified: new Date(wrong) }]);
    const index = await openTestIndex({ snapshot: files, clock: () => now });
    assert.equal((await index.status()).snapshot?.takenAt, null);
    const [found] = await index.lookup(["o/root"]);
    assert.ok(found?.state === "known");
    assert.deepEqual([found.entry.fetchedAt, found.entry.childrenAt], [0, 0]);
    await index.close();
  }));
