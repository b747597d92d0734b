import assert from "node:assert/strict";
import { test } from "node:test";
import { FamilyReader } from "../../../../src/app/family/read-family";
import { IndexJob } from "../../../../src/app/index/index-job";
import { createHubClient } from "../../../../src/hub/client";
import { hubDecoder } from "../../../../src/hub/decode";
import { openIndex } from "../../../../src/store/open-index";
import { clientOptions, FakeTimers, json, withStub } from "../../hub/stub-server";
import { memoryFiles, wasm } from "../../store/test-index";

/** Reads a family whose root has children according to pages of entries, as a job and for a view. */
async function onStage(
  pages: readonly (readonly unknown[])[],
  hubCounts: () => number | undefined,
  work: (parts: {
    job: () => Promise<readonly string[]>;
    read: () => Promise<string | null>;
    childrenAt: () => Promise<number | null>;
    refresh: (to: readonly unknown[]) => Promise<readonly string[]>;
    children: () => Promise<readonly string[]>;
  }) => Promise<void>,
): Promise<void> {
  let served = pages;
  const index = await openIndex({ wasm: wasm(), files: memoryFiles(), decoder: hubDecoder });
  await withStub(
    (request, response) => {
      const url = new URL(request.url ?? "/", "http://hub");
      if (url.pathname.startsWith("/api/models/") && !url.pathname.endsWith("/o/root"))
        return response.writeHead(404, { "X-Error-Code": "RepoNotFound" }).end();
      if (url.pathname !== "/api/models") return json(response, { id: "o/root", ...counts(hubCounts()) });
      if (url.searchParams.get("filter") !== "base_model:o/root") return json(response, []);
      const at = Number(url.searchParams.get("cursor") ?? 0);
      url.searchParams.set("cursor", String(at + 1));
      const next = `<${url.pathname}${url.search}>; rel="next"`;
      json(response, served[at] ?? [], at + 1 < served.length ? { Link: next } : {});
    },
    async stub => {
      const timers = new FakeTimers();
      const hub = createHubClient(clientOptions(stub.url, { timers }));
      let later = 0;
      const parts = { hub, index, clock: () => timers.now() + later, maxAgeMs: () => 3_600_000 };
      await work({
        job: async () => {
          const { failed } = await new IndexJob(parts, { kind: "family", root: "o/root" }).run();
          return failed.map(({ message }) => message);
        },
        read: async () => {
          const reader = new FamilyReader(parts);
          await reader.readModel("o/root");
          return (await reader.readDescendants("o/root")).failure?.message ?? null;
        },
        refresh: async page => {
          served = [page];
          later += 1000;
          const { failed } = await new IndexJob(parts, { kind: "family", root: "o/root", force: true }).run();
          return failed.map(({ message }) => message);
        },
        children: async () => {
          const all = await index.children({ id: "o/root", relation: null, offset: 0, limit: 10 });
          return all.map(({ model }) => model.id);
        },
        childrenAt: async () => {
          const [root] = await index.lookup(["o/root"]);
          return root?.state === "known" ? root.entry.childrenAt : assert.fail("the root is known");
        },
      });
    },
  );
  await index.close();
}

const counts = (finetune: number | undefined) =>
  finetune === undefined ? {} : { childrenModelCount: { finetune } };

const child = (id: string) => ({ id, cardData: { base_model: "o/root" } });

test("a list of which no entry can be read is told with both counts and is not complete", () =>
  onStage(
    [Array.from({ length: 300 }, () => ({ id: "not an id" }))],
    () => undefined,
    async ({ job, read, childrenAt }) => {
      const told =
        /^None of the 300 entries in the Hub's list of the children of o\/root can be read, so the list is not complete/;
      assert.match((await read()) ?? "", told);
      const [message = "", ...more] = await job();
      assert.match(message, told);
      assert.deepEqual([more, await childrenAt()], [[], null]);
    },
  ));

test("unreadable entries on any page keep the list from being complete, and the others are stored", () =>
  onStage(
    [[child("o/a"), null], [child("o/b")]],
    () => undefined,
    async ({ job, childrenAt }) => {
      for (let run = 0; run < 2; run++) {
        const [message = ""] = await job();
        assert.match(message, /^1 of the 3 entries in the Hub's list .* cannot be read/);
        assert.equal(await childrenAt(), null);
      }
    },
  ));

test("a list whose entries are all models is complete", () =>
  onStage(
    [[child("o/a")], [child("o/b")]],
    () => undefined,
    async ({ job, childrenAt }) => {
      assert.deepEqual(await job(), []);
      assert.notEqual(await childrenAt(), null);
    },
  ));

const shortLists: ReadonlyMap<string, readonly unknown[]> = new Map([
  ["none", []],
  ["only 2", [child("o/a"), child("o/b"), child("o/b")]],
]);

test("a list with far fewer different children than the Hub counts is told and is not complete", async () => {
  for (const [how, page] of shortLists) {
    await onStage(
      [page],
      () => 6,
      async ({ job, childrenAt }) => {
        const [message = ""] = await job();
        assert.match(
          message,
          new RegExp(`^The Hub counts 6 children of o/root, but its list has ${how}, so`),
        );
        assert.equal(await childrenAt(), null, how);
      },
    );
  }
});

test("a list may lack up to three of the counted children, or half of more, on every run", async () => {
  for (const [counted, listed] of [
    [1, 0],
    [3, 0],
    [4, 1],
    [5, 2],
    [6, 3],
    [8, 4],
  ] as const) {
    const page = Array.from({ length: listed }, (_, at) => child(`o/${at}`));
    for (const [entries, isEnough] of [
      [page, true],
      [page.slice(1), listed === 0],
    ] as const)
      await onStage(
        [entries],
        () => counted,
        async ({ job, refresh, childrenAt }) => {
          const told = [...(await job()), ...(await refresh(entries))];
          assert.equal(told.length, isEnough ? 0 : 2, `${entries.length} of ${counted}: ${told.join()}`);
          assert.equal((await childrenAt()) !== null, isEnough, `${entries.length} of ${counted}`);
        },
      );
  }
});

test("a list that contradicts the count, or whose entries name no such parent, removes no known child", () =>
  onStage(
    [[child("o/a"), child("o/b"), child("o/c"), child("o/d")]],
    () => 4,
    async ({ job, refresh, children }) => {
      assert.deepEqual(await job(), []);
      assert.match((await refresh([])).join(), /its list has none/);
      const strangers = [{ id: "z/1" }, { id: "z/2" }, child("o/a")];
      assert.match(
        (await refresh(strangers)).join(),
        /^2 of the 3 entries in the Hub's list .* did not name o\/root as a parent/,
      );
      assert.deepEqual((await children()).toSorted(), ["o/a", "o/b", "o/c", "o/d"]);
    },
  ));

test("hidden children leave a list complete, and a count that is no longer true is asked again", async () => {
  let reads = 0;
  await onStage(
    [[child("o/a"), child("o/b")]],
    () => (++reads <= 2 ? 4 : 0),
    async stage => {
      assert.deepEqual(await stage.job(), []);
      assert.deepEqual(await stage.refresh([]), []);
      assert.deepEqual([await stage.children(), reads], [[], 3]);
    },
  );
});
