import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf, type SnapshotRow } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const row = (id: string, ...tags: string[]): SnapshotRow => ({ id, downloads: 1n, tags });
const child = (id: string, parent: string) => row(id, "license:mit", `base_model:${parent}`);
const days: Readonly<Record<string, readonly SnapshotRow[]>> = {
  "2024-07-01": [row("a/one"), child("a/two", "a/one")],
  "2024-08-01": [row("c/only")],
  "2024-09-01": [row("a/one"), child("a/two", "a/one"), row("b/one"), child("b/two", "b/one")],
};

async function withDays(chosen: readonly string[], work: (index: string) => Promise<void>) {
  await withFolder(async folder => {
    const index = join(folder, "index");
    for (const day of chosen) {
      const table = join(folder, `${day}.parquet`);
      writeFileSync(table, parquetOf(days[day] ?? []));
      assert.equal((await runCli(["import", table, "--as", day, "--index", index])).code, 0);
    }
    await work(index);
  });
}

interface Series {
  readonly what: string;
  readonly points: readonly { readonly date: string; readonly estimate: number | null }[];
}

test("the main figures of all days are those that each day's report has", () =>
  withDays(Object.keys(days), async index => {
    const run = (...args: string[]) => runCli(["analyze", "structure", ...args, "--index", index]);
    const { code, stdout, stderr } = await run("--over-time");
    assert.equal(code, 0, stderr);
    const report = JSON.parse(stdout);
    assert.equal(report.id, "structure-over-time");
    const series: readonly Series[] = report.result.figures;
    assert.ok(series.length > 3);
    for (const day of Object.keys(days)) {
      const { summary } = JSON.parse((await run("--at", day)).stdout);
      const told = new Map(summary.map(({ what, estimate }: Record<string, unknown>) => [what, estimate]));
      for (const { what, points } of series) {
        const point = points.find(({ date }) => date === day);
        assert.deepEqual(point?.estimate, told.get(what) ?? null, `${what} of ${day}`);
      }
    }
    assert.equal(report.finding, "From 2024-07-01 to 2024-09-01, families: 1 to 2.");
    const csv = (await run("--over-time", "--format", "csv")).stdout;
    assert.match(csv, /,families,2024-07-01,1,/);
    const page = (await run("--over-time", "--format", "html")).stdout;
    assert.match(page, /<svg[\s\S]*families/);
  }));

test("a day without a model of the scope has no figure, and says why", () =>
  withDays(Object.keys(days), async index => {
    const args = ["analyze", "structure", "--over-time", "--organization", "a", "--index", index];
    const { result } = JSON.parse((await runCli(args)).stdout);
    const [july, august, september] = result.days;
    assert.deepEqual([july.missing, september.missing], [null, null]);
    assert.match(august.missing, /^No models in the snapshot match the organization a\./);
    for (const { what, points } of result.figures as readonly Series[])
      assert.equal(points[1]?.estimate, null, what);
    const nowhere = await runCli([...args.slice(0, -3), "z", "--index", index]);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.stderr, /No models in the snapshot match the organization z/);
  }));

test("one day is no history, and a day or a comparison beside all of them is refused", () =>
  withDays(["2024-07-01"], async index => {
    for (const [args, message] of [
      [["structure"], /needs the snapshots of two days or more, and .* has 1\./],
      [["structure", "--at", "2024-07-01"], /Remove --at and --compare\./],
      [["growth"], /growth compares two snapshots\./],
    ] as const) {
      const { code, stderr } = await runCli(["analyze", ...args, "--over-time", "--index", index]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  }));
