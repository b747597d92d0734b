import assert from "node:assert/strict";
import { test } from "node:test";
import { FamilyReader } from "../../../../src/app/family/read-family";
import { IndexJob, type JobOptions } from "../../../../src/app/index/index-job";
import { readList } from "../../../../src/app/index/read-list";
import type { ListTask } from "../../../../src/app/ports/job-port";
import { createHubClient } from "../../../../src/hub/client";
import { hubDecoder } from "../../../../src/hub/decode";
import { type OpenIndex, openIndex } from "../../../../src/store/open-index";
import { clientOptions, FakeTimers, failed, json, type Stub, withStub } from "../../hub/stub-server";
import { memoryFiles, wasm } from "../../store/test-index";

const root = "org/root";

interface Stage {
  readonly stub: Stub;
  readonly index: OpenIndex;
  readonly reader: FamilyReader;
  readonly job: (options: JobOptions) => IndexJob;
  /** Reads the list of the root's children. */
  readonly list: (task?: Partial<ListTask>) => Promise<void>;
  /** What was asked about lists so far. */
  readonly pages: () => readonly string[];
}

/** A page of a list: its models, and where it says that the list goes on. */
interface Page {
  readonly ids: readonly string[];
  readonly next: string | null;
}

/** Runs the work before a Hub whose pages are made by the cursor (null on the first page), the count of requests, and the filter. */
async function onStage(
  page: (cursor: string | null, count: number, of: string) => Page,
  work: (stage: Stage) => Promise<void>,
  parentsOf: (id: string) => readonly string[] = () => [],
): Promise<void> {
  const index = await openIndex({ wasm: wasm(), files: memoryFiles(), decoder: hubDecoder });
  const isList = (path: string) => path.startsWith("/api/models?");
  await withStub(
    (request, response, count) => {
      const url = new URL(request.url ?? "/", "http://hub");
      if (!isList(request.url ?? "")) {
        const id = decodeURIComponent(url.pathname.slice("/api/models/".length));
        return json(response, { id, cardData: { base_model: parentsOf(id) } });
      }
      const of = (url.searchParams.get("filter") ?? "").replace("base_model:", "");
      const { ids, next } = page(url.searchParams.get("cursor"), count, of);
      const items = ids.map(id => ({ id, cardData: { base_model: of } }));
      json(response, items, next === null ? {} : { Link: `<${next}>; rel="next"` });
    },
    async stub => {
      const timers = new FakeTimers();
      const hub = createHubClient(clientOptions(stub.url, { timers }));
      const parts = { hub, index, clock: () => timers.now(), maxAgeMs: () => 3_600_000 };
      const task: ListTask = {
        what: "list",
        of: "children",
        name: root,
        parent: root,
        etag: null,
        next: null,
        began: null,
        completeAt: null,
        known: 0,
        counted: null,
      };
      await work({
        stub,
        index,
        reader: new FamilyReader(parts),
        job: options => new IndexJob(parts, options),
        list: more => readList(parts, { ...task, ...more }, { force: false, ask: {} }),
        pages: () => stub.asked.filter(isList),
      });
    },
  );
  await index.close();
}

const cursor = (name: string) => `/api/models?filter=base_model:${root}&cursor=${name}`;

for (const [name, page, asked] of [
  ["one page that links to itself", () => ({ ids: ["c/one"], next: cursor("A") }), 2],
  [
    "two pages that link to each other",
    (at: string | null) => ({ ids: [`c/${at}`], next: cursor(at === "A" ? "B" : "A") }),
    3,
  ],
  ["endless empty pages", (_: string | null, count: number) => ({ ids: [], next: cursor(`${count}`) }), 3],
  [
    "endless new pages with the same models",
    (_: string | null, count: number) => ({ ids: ["c/one", "c/two"], next: cursor(`${count}`) }),
    4,
  ],
] as const) {
  test(`a list of ${name} ends with a sentence and keeps what was read`, () =>
    onStage(page, async ({ list, pages, index }) => {
      const error = await failed(list(), "refused");
      assert.match(error.message, /^The Hub's list of the children of org\/root /);
      assert.equal(pages().length, asked);
      const { models } = await index.family({ id: root });
      assert.equal(
        models.some(({ id }) => id.startsWith("c/")),
        page(null, 1).ids.length > 0,
      );
      const [left] = await index.childLists({ id: root, freshFrom: 0 });
      assert.deepEqual([left?.next, left?.completeAt], [null, null], "it is neither whole nor to be resumed");
      await failed(list({ of: "author", name: "c", parent: "author:c" }), "refused");
      assert.equal(pages().length, 2 * asked, "an author's list ends as well");
    }));
}

test("a list that resumes in a circle is restarted once, then given up", () =>
  onStage(
    at => ({ ids: [`c/${at}`], next: cursor(at === "A" ? "B" : "A") }),
    async ({ stub, list, pages }) => {
      await failed(list({ next: `${stub.url}${cursor("B")}` }), "refused");
      assert.ok(pages().length <= 5, pages().join("\n"));
    },
  ));

test("endless new models stop a hundred pages after the Hub's count", () =>
  onStage(
    (_, count) => ({ ids: [`c/new-${count}`], next: cursor(`${count}`) }),
    async ({ list, pages, index }) => {
      const error = await failed(list({ counted: 250 }), "refused");
      assert.match(error.message, /has not ended after 103 pages/);
      assert.equal(pages().length, 103);
      assert.equal((await index.family({ id: root })).models.length, 104);
    },
  ));

test("reading the latest changes of a long list ends as well", () =>
  onStage(
    (_, count) => ({ ids: [], next: cursor(`${count}`) }),
    async ({ list, pages }) => {
      await failed(list({ completeAt: 1, known: 2000, counted: 2000 }), "refused");
      assert.equal(pages().length, 3);
    },
  ));

test("a long list with small pages, an empty page, and no count is read to its end", () =>
  onStage(
    (at, count) => ({
      ids: count % 7 === 0 ? [] : [`c/new-${count}`],
      next: Number(at) >= 300 ? null : cursor(`${Number(at) + 1}`),
    }),
    async ({ list, pages, index }) => {
      await list();
      assert.equal(pages().length, 301);
      assert.notEqual((await index.childLists({ id: root, freshFrom: 0 }))[0]?.completeAt, null);
    },
  ));

test("a model with endless ancestors is read a hundred generations up", () =>
  onStage(
    () => ({ ids: [], next: null }),
    async ({ reader, stub }) => {
      const { failure, more } = await reader.readAncestors("org/m-0");
      assert.deepEqual([failure?.reason, more], ["refused", true]);
      assert.match(failure?.message ?? "", /ancestors of org\/m-0 do not end/);
      assert.equal(stub.asked.length, 101);
    },
    id => [`org/m-${Number(id.split("-")[1]) + 1}`],
  ));

test("a model with endless descendants is read a hundred generations down, and a job also gives up", () =>
  onStage(
    (_, count) => ({ ids: [`c/child-${count}`], next: null }),
    async ({ reader, job, pages }) => {
      const { failure, more } = await reader.readDescendants(root);
      assert.deepEqual([failure?.reason, more], ["refused", true]);
      assert.equal(pages().length, 101);
      const outcome = await job({ kind: "family", root }).run();
      assert.match(outcome.failure?.message ?? "", /org\/root does not end/);
      assert.ok(pages().length < 500, `${pages().length} lists`);
    },
  ));
