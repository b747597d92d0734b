import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf, type SnapshotRow } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const row = (id: string, ...tags: string[]): SnapshotRow => ({ id, downloads: 1n, tags });
const before = [row("a/one", "license:mit"), row("a/two", "license:mit", "base_model:a/one")];
const after = [...before, row("a/three", "license:mit", "base_model:a/one")];

async function withHistory(
  work: (run: (...args: string[]) => ReturnType<typeof runCli>, folder: string) => Promise<void>,
) {
  await withFolder(async folder => {
    const index = join(folder, "index");
    const run = (...args: string[]) => runCli([...args, "--index", index]);
    for (const [day, rows] of [
      ["2024-07-01", before],
      ["2024-08-01", after],
    ] as const) {
      writeFileSync(join(folder, `${day}.parquet`), parquetOf(rows));
      const { code, stderr, stdout } = await run("import", join(folder, `${day}.parquet`), "--as", day);
      assert.equal(code, 0, stderr);
      assert.match(stdout, new RegExp(`kept as ${day}: \\d+\\.\\d MB`));
    }
    await work(run, folder);
  });
}

test("each command reads the snapshot of the day that it names", () =>
  withHistory(async (run, folder) => {
    const models = "SELECT count(*) AS n FROM hub.models";
    for (const [day, expected] of [
      ["2024-07-01", 2],
      ["2024-08-01", 3],
    ] as const) {
      const at = ["--at", day];
      const analyzed = await run("analyze", "structure", ...at);
      assert.equal(JSON.parse(analyzed.stdout).summary[0].of, expected);
      assert.deepEqual(JSON.parse((await run("query", models, ...at)).stdout), [{ n: expected }]);
      const family = await run("family", "a/one", ...at, "--format", "json");
      assert.equal(JSON.parse(family.stdout).models.length, expected, family.stderr);
      const notebook = join(folder, `${day}.sql`);
      writeFileSync(notebook, models);
      assert.match((await run("run", notebook, ...at)).stdout, new RegExp(`\\b${expected}\\b`));
      const out = join(folder, `out-${day}`);
      mkdirSync(out);
      const exported = JSON.parse((await run("export", "--out", out, ...at, "--format", "json")).stdout);
      assert.equal(exported.rows.models, expected);
    }
    // There is no current snapshot.
    assert.match((await run("analyze", "structure")).stderr, /There is no snapshot in/);
  }));

test("a day is compared with another one", () =>
  withHistory(async run => {
    const growth = await run("analyze", "growth", "--at", "2024-08-01", "--compare", "2024-07-01");
    const { result } = JSON.parse(growth.stdout);
    assert.deepEqual([result.stayed, result.added], [2, 1]);
    const watched = await run("watch", "a", "--at", "2024-08-01", "--compare", "2024-07-01");
    assert.match(watched.stdout, /^a: 3 models watched/);
  }));

test("history and status list the days, and one can be removed", () =>
  withHistory(async run => {
    assert.match((await run("status")).stdout, /^snapshot of 2024-07-01: 2 models, 1 edge, \d/m);
    const listed = JSON.parse((await run("history", "--format", "json")).stdout);
    assert.deepEqual(
      listed.snapshots.map(({ day, models, edges }: Record<string, unknown>) => [day, models, edges]),
      [
        ["2024-07-01", 2, 1],
        ["2024-08-01", 3, 2],
      ],
    );
    const removed = await run("history", "--remove", "2024-07-01");
    assert.match(removed.stdout, /^snapshot of 2024-08-01: 3 models/);
    assert.doesNotMatch(removed.stdout, /2024-07-01/);
    assert.equal(
      JSON.parse((await run("analyze", "structure", "--at", "2024-08-01")).stdout).summary[0].of,
      3,
    );
  }));

test("a day that is none, or that there is no snapshot of, is told", () =>
  withHistory(async run => {
    for (const [args, message] of [
      [
        ["analyze", "structure", "--at", "2024-07-02"],
        /no snapshot of 2024-07-02 .*There are snapshots of 2024-07-01, 2024-08-01\./,
      ],
      [["analyze", "structure", "--at", "July"], /--at takes a date such as 2024-07-01, not "July"\./],
      [["history", "--remove", "2024-02-30"], /--remove takes a date/],
      [["query", "SELECT count(*) FROM models", "--at", "2024-07-01"], /whose names begin with hub\./],
      [["family", "b/none", "--at", "2024-07-01"], /To ask the Hub, remove --at\./],
      [["audit", "a", "--at", "2024-07-01"], /Add --snapshot, or remove --at\./],
      [["watch", "a", "--at", "2024-07-01"], /Add --compare, or remove --at\./],
    ] as const) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  }));
