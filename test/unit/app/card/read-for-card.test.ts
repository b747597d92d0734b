import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { CardBudget } from "../../../../src/app/card/card-budget";
import { type CardNeeds, readForCard } from "../../../../src/app/card/read-for-card";
import { ModelFacts } from "../../../../src/app/family/model-facts";
import { FamilyReader } from "../../../../src/app/family/read-family";
import type { HubError } from "../../../../src/app/ports/errors";
import { createHubClient } from "../../../../src/hub/client";
import { hubDecoder } from "../../../../src/hub/decode";
import { openIndex } from "../../../../src/store/open-index";
import { clientOptions, FakeTimers, json, type Stub, withStub } from "../../hub/stub-server";
import { memoryFiles, wasm } from "../../store/test-index";

interface Stage {
  readonly stub: Stub;
  readonly facts: ModelFacts;
  readonly budget: CardBudget;
  readonly clock: { now: number };
  readonly timers: FakeTimers;
  readonly failures: readonly { readonly id: string; readonly error: HubError }[];
  read(needs: CardNeeds, budget?: CardBudget): Promise<void>;
}

async function onStage(
  answer: (path: string, response: ServerResponse) => void,
  work: (stage: Stage) => Promise<void>,
): Promise<void> {
  const index = await openIndex({ wasm: wasm(), files: memoryFiles(), decoder: hubDecoder });
  await withStub(
    (request, response) => answer(decodeURIComponent(request.url ?? ""), response),
    async stub => {
      const timers = new FakeTimers();
      const hub = createHubClient(clientOptions(stub.url, { timers }));
      const clock = { now: 1_000_000 };
      const failures: { id: string; error: HubError }[] = [];
      const failed = (id: string, error: HubError) => void failures.push({ id, error });
      const parts = { index, clock: () => clock.now };
      const reader = new FamilyReader({ ...parts, hub, maxAgeMs: () => 3_600_000 });
      const nothing = () => undefined;
      const facts = new ModelFacts({
        ...parts,
        of: () => ({ index: parts.index, reader }),
        failed,
        changed: nothing,
        busyChanged: nothing,
      });
      const budget = new CardBudget(() => clock.now);
      const read = (needs: CardNeeds, its = budget) =>
        readForCard({ hub, reader, facts, failed }, needs, its);
      await work({ stub, facts, budget, clock, timers, failures, read });
    },
  );
  await index.close();
}

const idOf = (path: string) => path.slice("/api/models/".length).split("?")[0];
const known = (path: string, response: ServerResponse) =>
  path.startsWith("/api/models?") ? json(response, []) : json(response, { id: idOf(path) });
const parents = (count: number) => Array.from({ length: count }, (_, at) => `lab/part-${at}`);

test("a card with hundreds of parents makes a hundred requests, says once what is left, and continues later", () =>
  onStage(known, async ({ stub, facts, clock, failures, read }) => {
    const ids = parents(150);
    await read({ ids, own: null });
    assert.equal(stub.asked.length, 100);
    const states = ids.map(id => facts.get(id).state);
    assert.equal(states.filter(state => state === "known").length, 100);
    assert.equal(states.filter(state => state === "unknown").length, 50, "what is not read is not missing");
    assert.deepEqual(
      failures.map(({ error }) => [
        error.reason,
        /so 50 answers that it needs were not read/.test(error.message),
      ]),
      [["rate-limited", true]],
    );
    await read({ ids, own: null });
    assert.equal(stub.asked.length, 100, "an edit brings no new budget");
    clock.now += 5 * 60_000;
    await read({ ids, own: null });
    assert.deepEqual([stub.asked.length, ids.every(id => facts.get(id).state === "known")], [150, true]);
  }));

test("an ordinary card stays within its request budget", () =>
  onStage(known, async ({ stub, failures, read }) => {
    await read({ ids: ["lab/own", ...parents(20)], own: "lab/own" });
    assert.deepEqual([stub.asked.length, failures], [22, []]);
  }));

test("endless ancestors and endless pages count toward the budget", () =>
  onStage(
    (path, response) => {
      if (!path.startsWith("/api/models?"))
        return json(response, {
          id: idOf(path),
          cardData: { base_model: `lab/n${Number(/\d+$/.exec(idOf(path) ?? "")?.[0]) + 1}` },
        });
      const at = Number(/cursor=(\d+)/.exec(path)?.[1] ?? 0);
      json(response, [{ id: `lab/child-${at}`, tags: ["base_model:lab/n0", "base_model:finetune:lab/n0"] }], {
        Link: `</api/models?cursor=${at + 1}>; rel="next"`,
      });
    },
    async ({ stub, failures, read, clock }) => {
      await read({ ids: ["lab/n0"], own: null });
      assert.deepEqual([stub.asked.length, failures.length], [100, 1]);
      clock.now += 5 * 60_000;
      stub.asked.length = 0;
      await read({ ids: [], own: "lab/n0" });
      assert.equal(stub.asked.length, 100);
      assert.match(failures.at(-1)?.error.message ?? "", /so 1 answer that it needs was not read/);
    },
  ));

test("a Hub that does not answer in time is asked for only a few models", () =>
  onStage(
    () => undefined,
    async ({ stub, timers, failures, read }) => {
      const reading = read({ ids: parents(250), own: null });
      let isDone = false;
      const done = reading.finally(() => {
        isDone = true;
      });
      while (!isDone) {
        timers.runOut();
        await new Promise(resolve => setImmediate(resolve));
      }
      await done;
      assert.ok(stub.asked.length <= 8, `${stub.asked.length} requests`);
      assert.equal(failures.at(-1)?.error.reason, "rate-limited");
    },
  ));

test("an unreachable Hub is given up at once, and the budget is not blamed", () =>
  onStage(
    (_, response) => response.destroy(),
    async ({ failures, read }) => {
      await read({ ids: parents(250), own: null });
      assert.ok(failures.length <= 4, `${failures.length} failures`);
      assert.deepEqual(new Set(failures.map(({ error }) => error.reason)), new Set(["unreachable"]));
    },
  ));

test("another model than the one that was asked for is told and not taken for it, unless the Hub redirects", async () => {
  for (const [redirects, state] of [
    [false, "unknown"],
    [true, "known"],
  ] as const)
    await onStage(
      (path, response) =>
        redirects && idOf(path) === "lab/asked"
          ? void response.writeHead(307, { Location: "/api/models/lab/sent" }).end()
          : json(response, { id: "lab/sent" }),
      async ({ read, facts, failures }) => {
        await read({ ids: ["lab/asked"], own: null });
        assert.equal(facts.get("lab/asked").state, state);
        const told = redirects ? [] : [/returned lab\/sent instead of lab\/asked without a redirect/];
        assert.equal(failures.length, told.length);
        for (const [at, words] of told.entries()) assert.match(failures[at]?.error.message ?? "", words);
      },
    );
});
