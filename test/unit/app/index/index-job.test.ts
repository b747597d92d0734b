import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobProgress } from "../../../../src/app/index/index-job";
import { HubError } from "../../../../src/app/ports/errors";
import { sampled } from "../../../harness/suites/long-runs";
import { readFamilies } from "../../../hub/family-file";
import { HubData } from "../../../hub/hub-data";
import { memoryFiles } from "../../store/test-index";
import { fastTimers, type JobStage, jumpingTimers, madeFamily, modelsOf, onJobStage } from "./job-stage";

const hour = 3_600_000;
const day = 24 * hour;
const root = "family/root";
const family = { kind: "family", root } as const;

const listsOf = (asked: readonly string[]) =>
  asked.flatMap(path => /filter=base_model:([^&]+)/.exec(path)?.[1] ?? []);

/** What every whole family must be: each model once, each edge, nothing unchecked. */
async function checkWhole(stage: JobStage, count: number): Promise<void> {
  const { models, edges, unchecked } = await stage.index.family({ id: root });
  assert.equal(models.length, count);
  assert.equal(edges.length, count - 1);
  assert.deepEqual(unchecked, []);
}

test("a large family is complete despite 10% 429, 5% 500, 5% cut off, and 50 ms of delay", {
  timeout: 300_000,
}, async t => {
  const size = sampled(t, "models", 150, 5000);
  const timers = fastTimers(30);
  const faults = {
    seed: 7,
    rate429: 0.1,
    rate500: 0.05,
    rateCut: 0.05,
    delayMs: 50,
    quota: { windowSeconds: 1 },
  };
  const limits = { timeoutMs: 600_000 };
  await onJobStage({ models: madeFamily(size), faults, timers, limits }, async stage => {
    const began = performance.now();
    const outcome = await stage.run(family);
    assert.equal(outcome.failure, null);
    assert.deepEqual(outcome.failed, []);
    assert.equal(outcome.extent.models, size);
    assert.equal(outcome.extent.unchecked, 0);
    await checkWhole(stage, size);
    const { requests, retries } = stage.clients.hub.counts();
    const records = stage.hub.requests();
    assert.equal(requests, records.length, "the client's count is what the Hub saw");
    const bad = records.filter(record => record.status !== 200).length;
    assert.ok(bad > size / 10, `only ${bad} answers failed: the faults were not there`);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    t.diagnostic(`${requests} requests, ${retries} retries, ${bad} refused, ${seconds} s`);
  });
});

test("a run that is canceled repeatedly requests nothing twice, even across restarts", async t => {
  const files = memoryFiles();
  const models = madeFamily(400);
  const asked: string[] = [];
  let runs = 0;
  for (let isWhole = false; !isWhole && runs < 50; runs++) {
    await onJobStage({ models, files }, async stage => {
      const stop = new AbortController();
      let steps = 0;
      const outcome = await stage.run({
        ...family,
        signal: stop.signal,
        onProgress: () => {
          if (++steps === 40) stop.abort();
        },
      });
      isWhole = outcome.failure === null;
      if (!isWhole) assert.equal(outcome.failure?.reason, "canceled");
      // A request that was under way when the run was canceled has no answer, and is rightly asked again.
      const answered = stage.hub.requests().filter(record => record.status === 200);
      asked.push(...answered.map(record => record.path + record.query));
      const [job] = await stage.index.jobs();
      assert.equal(job?.finishedAt === null, !isWhole, "an unfinished job must stay wanted");
      if (isWhole) await checkWhole(stage, 400);
    });
  }
  assert.ok(runs > 5 && runs < 50, `${runs} runs`);
  // A canceled request may have been answered into a connection that we had left: at most one for each concurrent request.
  const twice = asked.length - new Set(asked).size;
  assert.ok(twice <= 4 * runs, `${twice} answers were asked for twice in ${runs} runs`);
  t.diagnostic(`${asked.length} answers for 400 models in ${runs} runs, ${twice} of them twice`);
});

test("models likely to branch come first, then the most downloaded", () =>
  onJobStage({ models: new HubData(readFamilies()) }, async stage => {
    const id = "HuggingFaceTB/SmolLM2-1.7B";
    const outcome = await stage.run({ kind: "family", root: id });
    assert.deepEqual([outcome.extent.models, outcome.extent.edges], [1042, 1041]);
    const { edges } = await stage.index.family({ id });
    const relation = new Map(edges.map(edge => [edge.child, edge.relation]));
    const asked = stage.asked();
    const lists = listsOf(asked);
    assert.equal(lists.length, 1042);
    assert.equal(new Set(lists).size, 1042, "a list was asked for twice");
    assert.equal(asked.length, 1043, "the root's own answer, and one list for each model");
    const firstLevel = lists.slice(1, 75).map(each => relation.get(each) ?? "");
    const rank = (word: string) => ["finetune", "merge"].indexOf(word) < 0 && 1;
    const disorder = firstLevel.filter((word, at) => at > 4 && !rank(word) && rank(firstLevel[at - 5] ?? ""));
    assert.deepEqual(disorder, [], `first level: ${firstLevel.join(" ")}`);
  }));

test("10,000 children take at most 25 requests, and an interrupted list continues with its next page", () =>
  onJobStage({ models: new HubData(madeFamily(10_001).all().slice(0, 1)) }, async stage => {
    const one = madeFamily(1).all()[0];
    assert.ok(one);
    stage.hub.data.put(
      Array.from({ length: 10_000 }, (_, at) => ({
        ...one,
        id: `child/number-${at}`,
        parents: [root],
        relation: "quantized" as const,
        createdAt: new Date(Date.UTC(2024, 0, 1) + at * 1000).toISOString(),
      })),
    );
    const stop = new AbortController();
    let reads = 0;
    const putChildren = stage.index.putChildren;
    Object.assign(stage.index, {
      putChildren: async (page: Parameters<typeof putChildren>[0]) => {
        const stored = await putChildren(page);
        if (++reads === 4) stop.abort();
        return stored;
      },
    });
    const cut = await stage.run({ ...family, signal: stop.signal });
    assert.equal(cut.failure?.reason, "canceled");
    assert.equal((await stage.index.family({ id: root })).models.length, 4001);
    const end = new AbortController();
    Object.assign(stage.index, {
      putChildren: async (page: Parameters<typeof putChildren>[0]) => {
        const stored = await putChildren(page);
        if (page.parent === root && page.last) end.abort();
        return stored;
      },
    });
    await stage.run({ ...family, signal: end.signal });
    const lists = stage.asked().filter(path => path.includes(`filter=base_model:${root}&`));
    assert.ok(lists.length <= 25, `${lists.length} requests for one level of 10,000`);
    assert.ok(lists.length <= 11, `${lists.length} requests: the second run began the list again`);
    const [found] = await stage.index.lookup([root]);
    const entry = found?.state === "known" ? found.entry : null;
    assert.equal(entry?.knownChildren.quantized, 10_000);
    assert.notEqual(entry?.childrenAt, null);
  }));

test("a refresh requests what may have changed, and finds it", async t => {
  await onJobStage({ models: madeFamily(600) }, async stage => {
    await stage.run(family);
    const first = stage.asked().length;
    await stage.run(family);
    assert.deepEqual(stage.asked(), [], "what is fresh is not asked for");
    stage.clock.now += 25 * hour;
    const child = stage.hub.data.childrenOf(root)[3];
    assert.ok(child);
    stage.hub.data.put([{ ...child, license: "mit", lastModified: new Date(stage.clock.now).toISOString() }]);
    await stage.run(family);
    const second = stage.asked();
    const [found] = await stage.index.lookup([child.id]);
    assert.equal(found?.state === "known" && found.entry.model.license, "mit", "the change was not seen");
    assert.ok(second.length < first / 4, `a refresh took ${second.length} requests of ${first}`);
    t.diagnostic(`${first} requests at first, ${second.length} a day later`);
  });
});

test("a long list is refreshed by its latest changes, or entirely if the Hub counts fewer models", () =>
  onJobStage({ models: new HubData(madeFamily(9_000).all()) }, async stage => {
    const stopAfterRoot = (signal: AbortController) => {
      const putListState = stage.index.putListState;
      const putFailure = stage.index.putFailure;
      const putChildren = stage.index.putChildren;
      Object.assign(stage.index, {
        putListState: async (state: Parameters<typeof putListState>[0]) => {
          await putListState(state);
          if (state.parent === root && state.at !== null) signal.abort();
        },
        putChildren: async (page: Parameters<typeof putChildren>[0]) => {
          const stored = await putChildren(page);
          if (page.parent === root && page.last) signal.abort();
          return stored;
        },
        putFailure: async (failure: Parameters<typeof putFailure>[0]) => {
          await putFailure(failure);
          signal.abort();
        },
      });
    };
    const runRoot = async () => {
      const stop = new AbortController();
      stopAfterRoot(stop);
      await stage.run({ ...family, signal: stop.signal });
      return stage.asked().filter(path => path.includes(`filter=base_model:${root}&`));
    };
    assert.equal((await runRoot()).length, 3, "2,250 children are three pages");

    stage.clock.now += 2 * day;
    const [changed] = stage.hub.data.childrenOf(root);
    assert.ok(changed);
    const lastModified = new Date(stage.clock.now - hour).toISOString();
    stage.hub.data.put([{ ...changed, license: "mit", lastModified }]);
    const refreshed = await runRoot();
    assert.equal(refreshed.length, 1, refreshed.join("\n"));
    assert.match(refreshed[0] ?? "", /sort=lastModified&direction=-1/);
    const [found] = await stage.index.lookup([changed.id]);
    assert.equal(found?.state === "known" && found.entry.model.license, "mit");

    stage.clock.now += 2 * day;
    assert.equal((await runRoot()).length, 1);
    stage.clock.now += 2 * day;
    const records = stage.hub.requests().length;
    assert.equal((await runRoot()).length, 1);
    assert.equal(records, 0);

    stage.clock.now += 2 * day;
    const before = stage.hub.data.childrenOf(root).length;
    stage.hub.data.remove(changed.id);
    await runRoot();
    await runRoot();
    const [parent] = await stage.index.lookup([root]);
    assert.equal(
      parent?.state === "known" && Object.values(parent.entry.knownChildren).reduce((a, b) => a + b, 0),
      before - 1,
      "the Hub counts one child less, so that the whole list is read, and the deleted one goes once it was asked",
    );
  }));

test("an unchanged short list and an unchanged model are confirmed by their ETags", () =>
  onJobStage({ models: madeFamily(20) }, async stage => {
    await stage.run(family);
    stage.clock.now += 25 * hour;
    stage.hub.resetRequests();
    await stage.run(family);
    const records = stage.hub.requests();
    assert.ok(records.length > 1);
    assert.deepEqual(new Set(records.map(record => record.status)), new Set([304]));
    assert.equal((await stage.index.family({ id: root })).oldestAt !== null, true);
    stage.hub.resetRequests();
    await stage.run(family);
    assert.equal(stage.hub.requests().length, 0, "a 304 counts as fresh");
  }));

test("an organization is read with all pages of its models and their ancestors up to the roots", () =>
  onJobStage(
    {
      models: modelsOf(
        { id: "base/one" },
        { id: "mid/one", parents: ["base/one"], relation: "finetune" },
        ...Array.from({ length: 1500 }, (_, at) => ({
          id: `org/model-${at}`,
          parents: at % 2 ? ["mid/one"] : [],
          ...(at % 2 ? { relation: "quantized" } : {}),
        })),
        { id: "org-two/other" },
      ),
    },
    async stage => {
      const outcome = await stage.run({ kind: "organization", root: "org" });
      assert.deepEqual(outcome.extent, { models: 1502, edges: 751, unchecked: 0 });
      assert.equal(stage.asked().length, 4, "two pages and two ancestors");
      const [job] = await stage.index.jobs();
      assert.deepEqual([job?.kind, job?.root, job?.models], ["organization", "org", 1502]);
      await stage.run({ kind: "organization", root: "org" });
      assert.deepEqual(stage.asked(), []);
      await stage.run({ kind: "organization", root: "nobody" });
      assert.equal((await stage.index.jobs()).length, 1, "a name without models is no job");
    },
  ));

test("a card that a proxy refused is not known to be empty; others are read once, and again if their model has changed or by force", () =>
  onJobStage({ models: madeFamily(30) }, async stage => {
    const none = { match: "model-7/resolve", status: 404, headers: { "X-Error-Code": "EntryNotFound" } };
    stage.hub.setFaults({
      targets: [none, { match: "model-8/resolve", status: 404, body: "<html></html>" }],
    });
    const job = { ...family, cards: true };
    const { failed } = await stage.run(job);
    assert.deepEqual([failed.length, failed[0]?.id, failed[0]?.reason], [1, "maker-8/model-8", "unreadable"]);
    assert.equal(new Set(stage.asked().filter(path => path.includes("/resolve/"))).size, 30);
    assert.match((await stage.index.card("maker-3/model-3"))?.text ?? "", /apache-2\.0/);
    stage.hub.setFaults({});
    await stage.run(job);
    assert.deepEqual(stage.asked(), ["/maker-8/model-8/resolve/main/README.md"]);
    stage.clock.now += 25 * hour;
    const changed = stage.hub.data.get("maker-3/model-3");
    assert.ok(changed);
    stage.hub.data.put([
      { ...changed, license: "mit", lastModified: new Date(stage.clock.now - hour).toISOString() },
    ]);
    await stage.run(job);
    const cards = stage.asked().filter(path => path.includes("/resolve/"));
    assert.equal(cards.length, 1, cards.join(" "));
    assert.match((await stage.index.card("maker-3/model-3"))?.text ?? "", /mit/);
    stage.clock.now += hour;
    await stage.run({ ...job, force: true });
    assert.equal(stage.asked().filter(path => path.includes("/resolve/")).length, 30);
  }));

test("the storage size is requested once per model, and again if the model has changed", () =>
  onJobStage({ models: madeFamily(30) }, async stage => {
    const own = (asked: readonly string[]) => asked.filter(path => path.startsWith("/api/models/"));
    await stage.run(family);
    const [listed] = await stage.index.lookup(["maker-3/model-3"]);
    assert.equal(listed?.state === "known" && listed.entry.model.storage, null);
    stage.asked();
    const job = { ...family, storage: true };
    const outcome = await stage.run(job);
    assert.deepEqual([outcome.failure, outcome.failed], [null, []]);
    assert.equal(own(stage.asked()).length, 29, "each but the root, which was read by itself before");
    const { rows } = await stage.index.query({
      sql: "SELECT count(*) FROM models WHERE storage > 0",
      limit: 1,
    });
    assert.deepEqual(rows, [[30]]);
    await stage.run(job);
    assert.deepEqual(stage.asked(), []);
    stage.clock.now += 25 * hour;
    const changed = stage.hub.data.get("maker-3/model-3");
    assert.ok(changed);
    stage.hub.data.put([{ ...changed, lastModified: new Date(stage.clock.now - hour).toISOString() }]);
    await stage.run(job);
    const again = own(stage.asked()).map(path => path.split("?")[0]);
    assert.deepEqual(again.sort(), ["/api/models/family/root", "/api/models/maker-3/model-3"]);
  }));

test("a job stays within 500 requests in five minutes, reports its waits, and continues after the window", async t => {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const timers = jumpingTimers(clock);
  const limits = { timeoutMs: 8_000_000 };
  const faults = { quota: { api: 500 } };
  await onJobStage({ models: madeFamily(1200), clock, timers, limits, faults }, async stage => {
    const waits: JobProgress[] = [];
    const outcome = await stage.run({
      ...family,
      onProgress: progress => {
        if (progress.waitingMs > 0) waits.push(progress);
      },
    });
    assert.deepEqual([outcome.failure, outcome.extent.models], [null, 1200]);
    const refused = stage.hub.requests().filter(record => record.status === 429).length;
    assert.equal(refused, 0, "the Hub had to refuse a request");
    assert.ok(waits.length > 0, "the wait for the Hub's limit was not told");
    assert.equal(Math.max(...waits.map(({ waitingMs }) => waitingMs)), 300_000, "a whole window");
    for (const { left, leftMs, waitingMs } of waits) {
      if (left > 0)
        assert.ok((leftMs ?? 0) >= waitingMs, `${leftMs} ms are less than the wait of ${waitingMs}`);
    }
    t.diagnostic(`${stage.clients.hub.counts().requests} requests in three windows, none refused`);
  });
});

test("while a job waits for the Hub's limit, opening a card reports it at once", async () => {
  // At the begin of one of the Hub's windows: towards its end the wait would be short.
  const timers = fastTimers(1, Date.UTC(2026, 0, 1));
  await onJobStage({ models: madeFamily(50), timers, faults: { quota: { api: 20 } } }, async stage => {
    const stop = new AbortController();
    let waiting = (): void => undefined;
    const untilWaiting = new Promise<void>(done => {
      waiting = done;
    });
    const running = stage.run({
      ...family,
      signal: stop.signal,
      // A pause after a fault is short; the Hub's window is minutes.
      onProgress: ({ waitingMs }) => waitingMs > 60_000 && waiting(),
    });
    await untilWaiting;
    await assert.rejects(stage.clients.hub.model("maker-3/model-3"), (error: unknown) => {
      assert.ok(error instanceof HubError);
      assert.equal(error.reason, "rate-limited");
      return true;
    });
    stop.abort();
    assert.equal((await running).failure?.reason, "canceled");
  });
});

test("a root that the Hub does not show is an error, and an unreachable Hub stops the run", () =>
  onJobStage({ models: madeFamily(100) }, async stage => {
    await assert.rejects(stage.run({ kind: "family", root: "no/such" }), /does not exist|private/);
    stage.hub.data.put(modelsOf({ id: "no/such" }).all());
    assert.equal((await stage.run({ kind: "family", root: "no/such" })).extent.models, 1);
    stage.hub.setFaults({ targets: [{ match: "base_model(:|%3A)maker-9", status: 500 }] });
    const part = await stage.run(family);
    assert.equal(part.failure, null);
    assert.ok(part.failed.length > 0 && part.failed.every(({ id }) => id.startsWith("maker-9")));
    const [job] = await stage.index.jobs();
    assert.deepEqual([job?.finishedAt, job?.failed.length], [null, part.failed.length]);
    stage.hub.setFaults({});
    assert.deepEqual((await stage.run(family)).failed, []);
    await checkWhole(stage, 100);
  }));
