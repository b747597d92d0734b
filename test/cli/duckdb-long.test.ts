import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { duckdbFolder, runDuckdb } from "../harness/engines";
import { repoRoot } from "../harness/root";
import { parquetOf } from "../unit/snapshot/import/parquet-rows";
import { familyRows } from "../unit/snapshot/snapshot-stage";
import { runCli, withFolder } from "./run";

const data = process.env.HUB_LINEAGE_DATA ?? join(repoRoot(), "../shared/data");
const tables = [
  { name: "the census", path: join(data, "hub-2024-07.parquet") },
  {
    name: "the extract of hub-stats with relations",
    path: join(data, "tables/hub_stats_frozen_2026-06-05_4167.parquet"),
  },
];

let hasDuckdb = false;
before(() => {
  hasDuckdb = duckdbFolder() !== null;
});

/** Rows of a shipped statement, run as it is in the folder of the exported files. */
function rowsOf(out: string, name: string): unknown[][] {
  const outcome = runDuckdb([readFileSync(join(out, `${name}.sql`), "utf8")], { in: out });
  return (outcome?.results[0]?.rows ?? []) as unknown[][];
}

async function compare(file: string, folder: string): Promise<void> {
  const [index, out] = [join(folder, "index"), join(folder, "out")];
  const imported = await runCli(["import", file, "--index", index]);
  assert.equal(imported.code, 0, imported.stderr);
  const exported = await runCli(["export", "--index", index, "--out", out]);
  assert.equal(exported.code, 0, exported.stderr);
  const resultOf = async (id: string) =>
    JSON.parse((await runCli(["analyze", id, "--mode", "paper", "--index", index])).stdout).result;

  const shape = Object.fromEntries(
    rowsOf(out, "structure").map(([figure, value]) => [figure, Number(value)]),
  );
  const { models, edges, selfReferences, components, largestFamilies, patterns } =
    await resultOf("structure");
  assert.deepEqual(shape, {
    models,
    edges,
    selfReferences,
    components,
    largestFamily: largestFamilies[0].size,
    ...patterns,
  });

  const rates = new Map(
    rowsOf(out, "mutation").map(([trait, relation, ...rest]) => [`${trait} ${relation}`, rest]),
  );
  for (const { trait, relation, edges, sum } of (await resultOf("mutation")).rows) {
    const [count, total] = rates.get(`${trait} ${relation}`) ?? [0, 0];
    assert.equal(Number(count), edges, `${trait} ${relation}`);
    assert.ok(
      Math.abs(Number(total) - sum) <= 1e-9 * Math.max(1, sum),
      `${trait} ${relation}: ${total}, ${sum}`,
    );
  }

  const moves = rowsOf(out, "drift").map(([trait, from, to, count]) => `${trait}: ${from} → ${to} ${count}`);
  for (const { trait, transitions } of (await resultOf("drift")).traits) {
    const ours = transitions.map(
      ({ from, to, count }: { from: string; to: string; count: number }) =>
        `${trait}: ${from} → ${to} ${count}`,
    );
    assert.deepEqual(ours.sort(), moves.filter(move => move.startsWith(`${trait}: `)).sort());
  }

  const counts = rowsOf(out, "inventory").map(([trait, value, models]) => `${trait} ${value} ${models}`);
  const counted = new Set(counts);
  const { traits, edgesByRelation, created, mostDerived, mostDownloaded } = await resultOf("inventory");
  for (const { trait, values, top } of traits) {
    assert.equal(counts.filter(row => row.startsWith(`${trait} `)).length, values, trait);
    for (const { value, models } of top) assert.ok(counted.has(`${trait} ${value} ${models}`), value);
  }
  const rows = (name: string) => counts.filter(row => row.startsWith(`${name} `)).sort();
  const ranked = (name: string, all: readonly { id: string; count: number }[]) =>
    assert.deepEqual(rows(name), all.map(({ id, count }) => `${name} ${id} ${count}`).sort(), name);
  ranked("most derived", mostDerived);
  ranked("most downloaded", mostDownloaded);
  assert.deepEqual(
    rows("relation"),
    edgesByRelation
      .filter((row: { edges: number }) => row.edges > 0)
      .map((row: { relation: string; edges: number }) => `relation ${row.relation} ${row.edges}`)
      .sort(),
  );
  assert.deepEqual(
    rows("month"),
    created.map((row: { month: string; models: number }) => `month ${row.month} ${row.models}`).sort(),
  );
}

test("DuckDB runs the shipped SQL over the exported files with the figures of the analyses", t =>
  withFolder(async folder => {
    if (!hasDuckdb) return t.skip("needs @duckdb/node-api from the npm registry");
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(familyRows));
    await compare(file, folder);
  }));

for (const { name, path } of tables) {
  const skip = existsSync(path) ? false : `needs ${path} (HUB_LINEAGE_DATA)`;
  test(`DuckDB agrees with the analyses on ${name}`, { skip }, t =>
    withFolder(async folder => {
      if (!hasDuckdb) return t.skip("needs @duckdb/node-api from the npm registry");
      await compare(path, folder);
    }),
  );
}
