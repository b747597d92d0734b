import assert from "node:assert/strict";
import { test } from "node:test";
import { FamilyReader } from "../../../../src/app/family/read-family";
import { readList } from "../../../../src/app/index/read-list";
import { HubError } from "../../../../src/app/ports/errors";
import type { ListTask } from "../../../../src/app/ports/job-port";
import { type JobStage, modelsOf, onJobStage } from "./job-stage";

const root = "family/root";
const day = 24 * 3_600_000;

/** A root with 2,300 children: three pages. */
const longList = () =>
  modelsOf(
    { id: root },
    ...Array.from({ length: 2300 }, (_, at) => ({ id: `child/number-${at}`, parents: [root] })),
  );

function readerOf({ clients, index, clock }: JobStage): FamilyReader {
  return new FamilyReader({ hub: clients.hub, index, clock: () => clock.now, maxAgeMs: () => day });
}

type Page = Parameters<JobStage["index"]["putChildren"]>[0];

/** Aborts the signal that is answered once such a page was stored. */
function abortAt({ index }: JobStage, isLast: (page: Page) => boolean): AbortSignal {
  const stop = new AbortController();
  const { putChildren } = index;
  Object.assign(index, {
    putChildren: async (page: Page) => {
      const answer = await putChildren(page);
      if (isLast(page)) stop.abort();
      return answer;
    },
  });
  return stop.signal;
}

/** Reads so many pages of the list and is canceled. */
async function readPages(pages: number, stage: JobStage): Promise<void> {
  let stored = 0;
  const signal = abortAt(stage, () => ++stored === pages);
  const reader = readerOf(stage);
  await reader.readModel(root);
  await assert.rejects(reader.readChildren(root, { signal }), { reason: "canceled" });
}

async function onlyList({ index, clock }: JobStage): Promise<ListTask> {
  const [list, ...others] = await index.childLists({ id: root, freshFrom: clock.now - day });
  assert.ok(list !== undefined && others.length === 0);
  return list;
}

const rootPages = (asked: readonly string[]) => asked.filter(path => path.includes(`base_model:${root}&`));

test("a canceled long list continues with its next page", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(1, stage);
    const family = await stage.index.family({ id: root });
    assert.deepEqual([family.models.length, family.unchecked[0]], [1001, root]);
    stage.asked();
    await readerOf(stage).readChildren(root);
    const pages = rootPages(stage.asked());
    assert.deepEqual([pages.length, new Set(pages).size], [2, 2], pages.join("\n"));
    assert.ok(
      pages.every(page => page.includes("cursor=")),
      "the first page was asked for again",
    );
    assert.equal((await stage.index.family({ id: root })).models.length, 2301);
    await readerOf(stage).readChildren(root);
    assert.deepEqual(stage.asked(), [], "the list is whole and fresh");
  }));

test("a list that is canceled again keeps its position", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(1, stage);
    await readPages(1, stage);
    stage.asked();
    await readerOf(stage).readChildren(root);
    assert.equal(rootPages(stage.asked()).length, 1, "only the third page was left");
  }));

test("a list starts over if the Hub refuses its next page", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(1, stage);
    const next = "https://mirror.example/api/models?cursor=1";
    await stage.index.putListState({ parent: root, etag: null, next, at: null });
    stage.asked();
    await readerOf(stage).readChildren(root);
    assert.equal(rootPages(stage.asked()).length, 3);
    assert.ok(!(await stage.index.family({ id: root })).unchecked.includes(root));
  }));

test("a job continues at the page where the family view stopped", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(2, stage);
    stage.asked();
    const signal = abortAt(stage, ({ parent, last }) => parent === root && last);
    await stage.run({ kind: "family", root, signal });
    assert.equal(rootPages(stage.asked()).length, 1, "only the third page was left");
    assert.equal((await stage.index.family({ id: root })).models.length, 2301);
  }));

test("a run that ends after another run loses no children", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(2, stage);
    const left = await onlyList(stage);
    stage.clock.now += 1000;
    await readerOf(stage).readChildren(root);
    stage.clock.now += 1000;
    const parts = { hub: stage.clients.hub, index: stage.index, clock: () => stage.clock.now };
    await readList(parts, left, { force: false, ask: {} });
    const [found] = await stage.index.lookup([root]);
    assert.deepEqual(found?.state === "known" && found.entry.knownChildren, { unknown: 2300 });
  }));

test("a family that is read again has the age of its new answers, even if the Hub would confirm the old ones", () =>
  onJobStage({ models: modelsOf({ id: root }, { id: "child/one", parents: [root] }) }, async stage => {
    const reader = readerOf(stage);
    await reader.readModel(root);
    await reader.readChildren(root);
    assert.notEqual((await onlyList(stage)).etag, null, "the ETag is kept for jobs");
    stage.clock.now += 2 * day;
    await reader.readModel(root);
    await reader.readChildren(root);
    assert.equal((await stage.index.family({ id: root })).oldestAt, stage.clock.now);
  }));

test("a list that was restarted after a stale interruption is resumed as well", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(1, stage);
    stage.clock.now += 3 * day;
    await readPages(2, stage);
    stage.clock.now += 1000;
    stage.asked();
    await readerOf(stage).readChildren(root);
    assert.equal(rootPages(stage.asked()).length, 1, "only the third page was left");
  }));

for (const reason of ["server", "timeout", "unreadable", "gated"] as const) {
  test(`a list keeps its position if its next page fails temporarily (${reason})`, () =>
    onJobStage({ models: longList() }, async stage => {
      await readPages(1, stage);
      const left = await onlyList(stage);
      const hub = { ...stage.clients.hub, list: () => Promise.reject(new HubError(reason, "not now")) };
      const parts = { hub, index: stage.index, clock: () => stage.clock.now };
      await assert.rejects(readList(parts, left, { force: true, ask: {} }), { reason });
      assert.deepEqual([(await onlyList(stage)).next, left.next === null], [left.next, false]);
    }));
}

test("data read in 2099 is due once the clock is right, and the correct answers then stay", () =>
  onJobStage({ models: longList() }, async stage => {
    const right = stage.clock.now;
    stage.clock.now = Date.UTC(2099, 0, 1);
    const reader = readerOf(stage);
    await reader.readModel(root);
    await reader.readChildren(root);
    await reader.readModel("gone/model");
    stage.asked();
    await reader.readModel(root);
    assert.deepEqual(stage.asked(), [], "by its own clock it is fresh");
    stage.clock.now = right;
    await reader.readModel(root);
    await reader.readChildren(root);
    await reader.readModel("gone/model");
    const asked = stage.asked();
    assert.deepEqual([asked.length, rootPages(asked).length], [5, 3], asked.join("\n"));
    assert.equal((await stage.index.family({ id: root })).oldestAt, right);
    await reader.readModel(root);
    await reader.readChildren(root);
    await reader.readModel("gone/model");
    assert.deepEqual(stage.asked(), []);
  }));

test("a list whose next page is gone gives up its position", () =>
  onJobStage({ models: longList() }, async stage => {
    await readPages(1, stage);
    const left = await onlyList(stage);
    const hub = { ...stage.clients.hub, list: () => Promise.reject(new HubError("missing", "gone")) };
    const parts = { hub, index: stage.index, clock: () => stage.clock.now };
    await assert.rejects(readList(parts, left, { force: true, ask: {} }), { reason: "missing" });
    assert.equal((await onlyList(stage)).next, null);
  }));
