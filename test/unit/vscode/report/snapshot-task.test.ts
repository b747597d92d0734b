import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { indexRate, sourceName } from "../../../../src/analyses/family/index-figures";
import { HubError } from "../../../../src/app/ports/errors";
import type { HubFiles, SnapshotSource } from "../../../../src/app/ports/snapshot-ports";
import { queryFast } from "../../../../src/platform/node";
import { snapshotTask } from "../../../../src/vscode/report/snapshot-task";
import { duckdbPackage, duckdbProgram } from "../../../harness/engines";
import { repoRoot } from "../../../harness/root";
import { parquetOf } from "../../snapshot/import/parquet-rows";
import { soundRows } from "../../snapshot/snapshot-stage";

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-task-"));
const scriptPath = join(folder, "snapshot-worker.cjs");
const index = join(folder, "index");
const path = join(folder, "models.parquet");
const noFiles: HubFiles = { part: () => assert.fail("nothing is to be asked for") };

before(async () => {
  const root = repoRoot();
  writeFileSync(path, parquetOf(soundRows));
  await build({
    absWorkingDir: root,
    entryPoints: ["src/snapshot-worker.ts"],
    outfile: scriptPath,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    alias: {
      "#platform": join(root, "src/platform/node.ts"),
      "@huggingface/hub": join(root, "node_modules/@huggingface/hub/dist/browser/index.mjs"),
    },
  });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function importing(source: SnapshotSource, files = noFiles, signal = new AbortController().signal) {
  return snapshotTask({ scriptPath, files, signal }, program =>
    program.call("importSnapshot", { folder: index, source }),
  );
}

test("the tables for DuckDB are written in a separate process, and DuckDB answers over them", async t => {
  const duckdb = duckdbProgram() ?? duckdbPackage();
  if (duckdb === null) return t.skip("needs duckdb-cli from PyPI or @duckdb/node-api from npm");
  const { signal } = new AbortController();
  const own = join(folder, "queried");
  await snapshotTask({ scriptPath, files: noFiles, signal }, program =>
    program.call("importSnapshot", { folder: own, source: { path } }),
  );
  let written = 0;
  const ask = () =>
    queryFast(
      {
        folder: own,
        chosen: duckdb,
        write: mark => {
          written++;
          return snapshotTask({ scriptPath, files: noFiles, signal }, program =>
            program.call("writeQueryTables", { folder: own, mark }),
          );
        },
      },
      { sql: "SELECT count(*) AS n FROM hub.models", rows: 10, timeoutMs: 60_000, longer: "", signal },
    );
  assert.deepEqual((await ask()).result?.rows, [[5]]);
  assert.deepEqual((await ask()).result?.rows, [[5]]);
  assert.equal(written, 1);
});

test("a file is imported and analyzed in a separate process", async () => {
  const imported = await importing({ path });
  assert.ok("models" in imported, JSON.stringify(imported));
  assert.deepEqual([imported.models, imported.edges], [5, 4]);
  const signal = new AbortController().signal;
  const choices = await snapshotTask({ scriptPath, files: noFiles, signal }, program =>
    program.call("listAnalyses", undefined),
  );
  assert.ok(choices.some(({ id }) => id === "structure"));
  const report = await snapshotTask({ scriptPath, files: noFiles, signal }, program =>
    program.call("analyze", { folder: index, hub: null, id: "mutation", mode: "paper", seed: 1, scope: {} }),
  );
  assert.equal(report.id, "mutation");
  assert.ok((report.tables[0]?.rows.length ?? 0) > 0);
  const figures = await snapshotTask({ scriptPath, files: noFiles, signal }, program =>
    program.call("driftFigures", index),
  );
  const { models, edges, from } = figures;
  assert.deepEqual([models, edges], [5, 3], "what drift is compared with is the snapshot");
  assert.equal(sourceName(from), "the snapshot of 2024-07-01");
  const license = indexRate(figures, "license", "finetune");
  assert.deepEqual([license?.edges, license?.rate], [1, 1], "apache-2.0 became mit");
});

test("canceling works even if the Hub never answers, and the previous snapshot is kept", async () => {
  await importing({ path });
  const kept = readFileSync(join(index, "snapshot.columns"));
  const stop = new AbortController();
  let ended = false;
  const silent: HubFiles = {
    part: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          ended = true;
          reject(new HubError("canceled", "The request was canceled. Try again when you need it."));
        });
        stop.abort();
      }),
  };
  await assert.rejects(importing({ url: "http://127.0.0.1:9/models.parquet" }, silent, stop.signal), {
    name: "AbortError",
  });
  assert.ok(ended, "the request under way is ended too");
  assert.deepEqual(readdirSync(index), ["snapshot.columns"]);
  assert.ok(kept.equals(readFileSync(join(index, "snapshot.columns"))));
});

test("errors in a file or web address reach the user unchanged", async () => {
  await assert.rejects(importing({ path: join(folder, "none.parquet") }), {
    name: "UserError",
    message: /cannot be read \(ENOENT\)/,
  });
  const failing: HubFiles = {
    part: async () => {
      throw new HubError("missing", "/x does not exist on example. Check the spelling.");
    },
  };
  await assert.rejects(importing({ url: "http://127.0.0.1:9/x" }, failing), {
    message: /does not exist on example/,
  });
});
