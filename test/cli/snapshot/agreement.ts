import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runDuckdb } from "../../harness/engines";
import { runCli } from "../run";
import { assertAuthorAgreement } from "./author-agreement";

/** Rows of a shipped statement, run as it is in the folder of the exported files. */
function rowsOf(out: string, name: string): unknown[][] {
  const outcome = runDuckdb([readFileSync(join(out, `${name}.sql`), "utf8")], { in: out });
  return (outcome?.results[0]?.rows ?? []) as unknown[][];
}

/** Rows of the statements of an export, by the analyses that they are of. */
type Results = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** Checks that DuckDB, which runs the shipped SQL over the exported files, gives the figures of the analyses. */
export async function assertAgreement(file: string, folder: string): Promise<void> {
  const [index, out] = [join(folder, "index"), join(folder, "out")];
  const imported = await runCli(["import", file, "--index", index]);
  assert.equal(imported.code, 0, imported.stderr);
  const exported = await runCli(["export", "--index", index, "--out", out]);
  assert.equal(exported.code, 0, exported.stderr);
  const names = ["structure", "mutation", "drift", "inventory"];
  await assertFigures(index, Object.fromEntries(names.map(name => [name, rowsOf(out, name)])));
  await assertAuthorAgreement(index, out);
}

/** Checks rows of an engine against the analyses of the snapshot in an index folder, by the paper's count. */
export async function assertFigures(index: string, results: Results): Promise<void> {
  const resultOf = async (id: string) =>
    JSON.parse((await runCli(["analyze", id, "--mode", "paper", "--index", index])).stdout).result;
  const rowsBy = (name: string) => results[name] ?? assert.fail(name);

  const shape = Object.fromEntries(rowsBy("structure").map(([figure, value]) => [figure, Number(value)]));
  const { models, edges, selfReferences, components, largestFamilies, patterns, chains } =
    await resultOf("structure");
  assert.deepEqual(shape, {
    models,
    edges,
    selfReferences,
    components,
    largestFamily: largestFamilies[0].size,
    ...patterns,
    // The paper's code counts fewer chains of four than there are.
    quad_3: chains.exact,
  });

  const rates = new Map(
    rowsBy("mutation").map(([trait, relation, ...rest]) => [`${trait} ${relation}`, rest]),
  );
  for (const { trait, relation, edges, sum } of (await resultOf("mutation")).rows) {
    const [count, total] = rates.get(`${trait} ${relation}`) ?? [0, 0];
    assert.equal(Number(count), edges, `${trait} ${relation}`);
    assert.ok(
      Math.abs(Number(total) - sum) <= 1e-9 * Math.max(1, sum),
      `${trait} ${relation}: ${total}, ${sum}`,
    );
  }

  const moves = rowsBy("drift").map(([trait, from, to, count]) => `${trait}: ${from} → ${to} ${count}`);
  for (const { trait, transitions } of (await resultOf("drift")).traits) {
    const ours = transitions.map(
      ({ from, to, count }: { from: string; to: string; count: number }) =>
        `${trait}: ${from} → ${to} ${count}`,
    );
    assert.deepEqual(ours.sort(), moves.filter(move => move.startsWith(`${trait}: `)).sort());
  }

  const counts = rowsBy("inventory").map(([trait, value, models]) => `${trait} ${value} ${models}`);
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
