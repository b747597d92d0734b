import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { publicOrigin } from "../../../src/app/ports/hub-port";
import { Channel } from "../../../src/channel";
import type { LimitedQuery } from "../../../src/platform/limited-query";
import { startWorker } from "../../../src/platform/node";
import { queryApart } from "../../../src/platform/query-apart";
import type { StartedWorker } from "../../../src/platform/started-worker";
import type { WorkerCalls } from "../../../src/protocol";
import { buildWorker } from "../store/built-worker";
import { body, wasm } from "../store/test-index";

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-apart-"));
const scriptPath = join(folder, "worker.cjs");
const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
const freshWasm = () => wasm().slice().buffer as ArrayBuffer;

let index: Channel<WorkerCalls>;
let indexWorker: StartedWorker;

before(async () => {
  await buildWorker(scriptPath);
  indexWorker = await startOne(reason => index.dispose(reason));
  index = new Channel<WorkerCalls>(indexWorker.wire, {});
  const program = freshWasm();
  await index.call(
    "open",
    { wasm: program, folder: join(folder, "index"), hub: publicOrigin, saved: true, speech: null },
    [program],
  );
  const children = body([{ id: "o/a", downloads: 5 }, { id: "o/b" }, { id: "o/c" }]);
  await index.call("putChildren", { parent: "o/root", body: children, at: 1, last: true });
});

after(async () => {
  await indexWorker.terminate();
  rmSync(folder, { recursive: true, force: true });
});

function startOne(onExit: (reason: string) => void): Promise<StartedWorker> {
  return startWorker({ scriptPath, readScript: () => assert.fail("not on the desktop"), onExit });
}

/** Runs a query; `ended` counts the workers that were ended. */
function run(
  query: Partial<LimitedQuery> & { readonly sql: string },
  work?: (worker: StartedWorker) => void,
) {
  const count = { ended: 0 };
  const result = queryApart(
    {
      start: async onExit => {
        const worker = await startOne(onExit);
        work?.(worker);
        const terminate = () => {
          count.ended++;
          return worker.terminate();
        };
        return { wire: worker.wire, terminate };
      },
      wasm: async () => freshWasm(),
      database: () => index.call("export", undefined),
      folder,
    },
    {
      rows: 100,
      timeoutMs: 60_000,
      longer: "hubLineage.query.timeout",
      signal: new AbortController().signal,
      ...query,
    },
  );
  return { result, count };
}

test("a query runs over a copy of the index, and its worker is ended with it", async () => {
  const { result, count } = run({ sql: "SELECT id, downloads FROM models ORDER BY id" });
  assert.deepEqual(await result, {
    columns: ["id", "downloads"],
    rows: [
      ["o/a", 5],
      ["o/b", null],
      ["o/c", null],
    ],
    truncated: false,
  });
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(count.ended, 1);
});

test("the index is as it was after it was exported, and can be read and written", async () => {
  await index.call("export", undefined);
  await index.call("putFailure", { id: "o/x", reason: "gated", at: 1 });
  assert.equal((await index.call("status", undefined)).models, 3);
});

test("rows are limited, and so are all their texts together", async () => {
  const many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
  const rows = await run({ sql: many, rows: 10 }).result;
  assert.deepEqual([rows.rows.length, rows.truncated], [10, true]);
  const long =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(zeroblob(1e6)) FROM n";
  const texts = await run({ sql: long, rows: 1_000 }).result;
  assert.deepEqual([texts.rows.length, texts.truncated], [10, true]);
});

const greedy = [
  "SELECT zeroblob(1000000000)",
  "SELECT length(ZeroBlob(1000000000))",
  "SELECT randomblob(1000000000)",
  "SELECT printf('%1000000000d', 1)",
  "WITH RECURSIVE n(x) AS (SELECT 'a' UNION ALL SELECT x || x FROM n) SELECT max(length(x)) FROM n",
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) SELECT group_concat(hex(zeroblob(9000000))) FROM n",
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(zeroblob(9000000)) || i FROM n ORDER BY 1",
];

for (const sql of greedy) {
  test(`a query that needs too much memory is refused in a sentence: ${sql.slice(-60)}`, async () => {
    await assert.rejects(run({ sql }).result, {
      name: "UserError",
      message: /^The query was stopped because it needs more memory than a query may take\. /,
    });
    assert.equal((await index.call("status", undefined)).models, 3);
  });
}

test("rows that do not fit into the worker end it, and a sentence says so", async () => {
  const sql =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i * .1, i * .2, i * .3, i * .4 FROM n";
  const start = (onExit: (reason: string) => void) =>
    startWorker({ scriptPath, heapMB: 32, readScript: () => assert.fail("not on the desktop"), onExit });
  const parts = {
    start,
    wasm: async () => freshWasm(),
    database: () => index.call("export", undefined),
    folder,
  };
  const limits = {
    rows: 9_999_999,
    timeoutMs: 60_000,
    longer: "--timeout",
    signal: new AbortController().signal,
  };
  await assert.rejects(queryApart(parts, { sql, ...limits }), {
    name: "UserError",
    message: /its rows need more memory than a query may take/,
  });
});

test("small blobs, and memory that fits, are still answered", async () => {
  const sql =
    "SELECT zeroblob(3) AS a, zeroblob(NULL) AS b, zeroblob(-1) AS c, length(hex(zeroblob(1e7))) AS d, 9e999 AS e";
  assert.deepEqual((await run({ sql }).result).rows, [
    ["<blob 3 bytes>", "<blob 0 bytes>", "<blob 0 bytes>", 20_000_000, "Infinity"],
  ]);
});

test("what a query gets wrong is told in SQLite's words", async () => {
  await assert.rejects(run({ sql: "SELECT licence FROM models" }).result, {
    name: "UserError",
    message: /no such column: licence/,
  });
  await assert.rejects(run({ sql: "DELETE FROM models" }).result, { name: "UserError" });
});

test("an endless query is ended at its time", async () => {
  const { result, count } = run({ sql: endless, timeoutMs: 300 });
  await assert.rejects(result, {
    name: "UserError",
    message: /^The query was stopped after 0\.3 seconds\. .*hubLineage\.query\.timeout/,
  });
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(count.ended, 1);
});

test("while an endless query runs the index answers; it is ended when a person cancels it, also before it began", async () => {
  const cancel = new AbortController();
  const started = new Promise<{
    readonly result: Promise<unknown>;
    readonly count: { readonly ended: number };
  }>(resolve => {
    const running = run({ sql: endless, signal: cancel.signal }, () => setImmediate(() => resolve(running)));
  });
  const { result, count } = await started;
  const rejected = assert.rejects(result, { name: "AbortError" });
  assert.equal((await index.call("status", undefined)).models, 3);
  assert.equal(count.ended, 0, "the index must have answered while the query still ran");
  cancel.abort();
  await rejected;
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(count.ended, 1);
  await assert.rejects(run({ sql: endless, signal: AbortSignal.abort() }).result, { name: "AbortError" });
});

test("a worker that ends by itself is told", async () => {
  const broken = queryApart(
    {
      start: async onExit => {
        setImmediate(() => onExit("The worker failed: out of memory"));
        return {
          wire: { post: () => undefined, onMessage: () => undefined },
          terminate: async () => undefined,
        };
      },
      wasm: async () => freshWasm(),
      database: () => index.call("export", undefined),
      folder,
    },
    { sql: endless, rows: 1, timeoutMs: 60_000, longer: "--timeout", signal: new AbortController().signal },
  );
  await assert.rejects(broken, { name: "UserError", message: /more memory than a query may take/ });
});
