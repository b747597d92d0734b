import assert from "node:assert/strict";
import { join } from "node:path";
import { runDuckdb } from "../../harness/engines";
import { authorsStatement, organizationSql, type SqlTable } from "../../harness/recorded/organization-sql";
import { runCli } from "../run";

type Row = Readonly<Record<string, unknown>>;
type Rows = readonly (readonly unknown[])[];

/** DuckDB gives whole numbers beyond 32 bits and decimals as text. */
function plain(value: unknown): unknown {
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** Numbers may differ by what sums in another order differ by; all else is the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "number" || typeof other !== "number") return one === other;
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

function assertSame(what: string, ours: Rows, theirs: Rows): void {
  const [one, other] = [ours, theirs].map(rows => rows.map(row => row.map(plain)));
  const differs = one?.some((row, at) => row.some((cell, place) => !isSame(cell, other?.[at]?.[place])));
  if (differs || one?.length !== other?.length) assert.deepEqual(one, other, what);
}

const named = (rows: Rows) => new Map(rows.map(([name, ...rest]) => [String(name), rest]));

/** Runs the statements of one analysis, and the analysis; gives rows by statement, and the result. */
async function bothOf(id: string, table: SqlTable, index: string) {
  const statements = organizationSql(table)[id] ?? assert.fail(id);
  const outcome = runDuckdb([authorsStatement, ...Object.values(statements)]) ?? assert.fail("no DuckDB");
  const [, ...results] = outcome.results;
  const { code, stdout, stderr } = await runCli(["analyze", id, "--index", index]);
  assert.equal(code, 0, stderr);
  return {
    sql: (name: string): Rows => results[Object.keys(statements).indexOf(name)]?.rows ?? assert.fail(name),
    result: JSON.parse(stdout).result,
  };
}

/** Checks that DuckDB, over the table itself, gives the figures of the analyses of organizations. */
export async function assertOrganizationsAgree(table: SqlTable, folder: string): Promise<void> {
  const index = join(folder, "index");
  const imported = await runCli(["import", table.file, "--index", index]);
  assert.equal(imported.code, 0, imported.stderr);
  await agreeOnUploads(table, index);
  await agreeOnKinds(table, index);
  await agreeOnLeaders(table, index);
  await agreeOnLanguageModels(table, index);
  await agreeOnEmissions(table, index);
}

async function agreeOnUploads(table: SqlTable, index: string): Promise<void> {
  const { sql, result } = await bothOf("uploads", table, index);
  for (const name of ["months", "years"]) {
    const ours = result[name].map((row: Row) => [
      ...[row.period, row.uploads, row.authors, row.sized, row.median, row.ninetieth, row.largest],
    ]);
    assert.ok(ours.length > 0);
    assertSame(name, ours, sql(name));
  }
}

async function agreeOnKinds(table: SqlTable, index: string): Promise<void> {
  const { sql, result } = await bothOf("kinds", table, index);
  for (const [name, rows] of [
    ["kinds", result.kinds],
    ["study-kinds", result.studyKinds],
  ] as const) {
    const theirs = named(sql(name));
    const ours = rows.filter((row: Row) => Number(row.models) > 0);
    assert.equal(ours.length, theirs.size);
    for (const row of ours) {
      const { kind, authors, models, downloads, medianDownloads, sized, medianSize, largestSize } = row;
      const [, , , known] = theirs.get(kind) ?? [];
      const fetched = Math.round(Number(downloads) / Number(row.perModel));
      assert.equal(fetched, Number(known), `${kind} ${models}`);
      assertSame(
        `${name} ${kind}`,
        [[authors, models, downloads, fetched, medianDownloads, sized, medianSize, largestSize]],
        [theirs.get(kind) ?? []],
      );
    }
  }
  const draws = sql("draws").map(([kind, ...sums]) => [String(kind), sums.map(Number)] as const);
  const total = (at: number) => draws.reduce((sum, [, sums]) => sum + (sums[at] ?? 0), 0);
  for (const [kind, [, , downloads = 0, squares = 0]] of draws) {
    const { ofDownloads } = result.kinds.find((row: Row) => row.kind === kind);
    const ratio = downloads / total(2);
    const spread = (1 - ratio) ** 2 * squares + ratio ** 2 * (total(3) - squares);
    const half = (1.959963984540054 * Math.sqrt((spread * total(4)) / (total(4) - 1))) / total(2);
    assertSame(
      `share of ${kind}`,
      [[ofDownloads.ratio, ofDownloads.low, ofDownloads.high]],
      [[ratio, Math.max(0, ratio - half), Math.min(1, ratio + half)]],
    );
  }
}

async function agreeOnLeaders(table: SqlTable, index: string): Promise<void> {
  const { sql, result } = await bothOf("leaders", table, index);
  const all = Number(sql("all")[0]?.[0]);
  for (const [name, at] of [
    ["uploads", "models"],
    ["downloads", "downloads"],
  ] as const) {
    // Among equal numbers, either order is right: the numbers are compared, and the names where they are not the last.
    const numbers = (rows: Rows) => rows.map(([kind, number]) => `${kind} ${Number(number)}`).sort();
    const theirs: Rows = sql(name).map(([kind, , models, downloads]) => [
      kind,
      at === "models" ? models : downloads,
    ]);
    assert.deepEqual(numbers(result[name].map((row: Row) => [row.kind, row[at]])), numbers(theirs), name);
  }
  const models = result.models.map((row: Row) => [row.model, row.kind, row.task, row.downloads]);
  assertSame("models", models, sql("models"));
  for (const row of result.models) assert.ok(Math.abs(row.share - row.downloads / all) < 1e-12);
}

async function agreeOnLanguageModels(table: SqlTable, index: string): Promise<void> {
  const { sql, result } = await bothOf("language-models", table, index);
  const theirs = named(sql("kinds"));
  const ours = result.kinds.filter((row: Row) => Number(row.models) > 0);
  assert.equal(ours.length, theirs.size);
  const estimated = ours.reduce((sum: number, row: Row) => sum + Number(row.estimated), 0);
  for (const { kind, models, known, estimated: fromNames, mean, median, largest } of ours) {
    const [counted, parameters, sized, average, middle, , most] = theirs.get(kind) ?? [];
    assertSame(`${kind}`, [[models, known - fromNames]], [[counted, parameters]]);
    // The statement reads names by a simpler pattern, so the rest is compared where no size is from a name.
    if (estimated > 0) continue;
    assertSame(`${kind}`, [[known, mean?.ratio ?? null, median, largest]], [[sized, average, middle, most]]);
  }
  if (estimated > 0) return;
  const months = result.months.map((row: Row) => [
    row.month,
    row.known,
    row.median,
    row.ninetieth,
    row.largest,
  ]);
  assertSame(
    "months",
    months,
    sql("months").map(([month, known, , median, ninetieth, largest]) => [
      ...[month, known, median, ninetieth, largest],
    ]),
  );
}

async function agreeOnEmissions(table: SqlTable, index: string): Promise<void> {
  const { sql, result } = await bothOf("emissions", table, index);
  if (!table.columns.has("cardData")) return assert.equal(result, null);
  const theirs = named(sql("kinds"));
  for (const { kind, models, reporting, kilograms, median } of result.kinds) {
    if (models === 0) continue;
    const [count, reports, sum, middle] = theirs.get(kind) ?? [];
    assertSame(`${kind}`, [[models, reporting, kilograms, median]], [[count, reports, sum ?? 0, middle]]);
  }
}
