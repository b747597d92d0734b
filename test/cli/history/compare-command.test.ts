import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf, type SnapshotRow } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const row = (id: string, downloads: number | null, ...tags: string[]): SnapshotRow => ({
  id,
  ...(downloads === null ? {} : { downloads: BigInt(downloads) }),
  tags,
});
const before = [
  row("a/base", 100, "license:mit"),
  row("a/child", 10, "license:mit", "base_model:a/base", "base_model:finetune:a/base"),
  row("a/other", 5, "en", "de", "base_model:x/unlisted"),
  row("b/gone", 7, "license:mit", "base_model:a/base"),
  row("c/unknown", null, "license:mit"),
  row("c/moved", 1, "base_model:a/base"),
];
const after = [
  row("d/new", 50, "license:mit", "base_model:a/base"),
  // The parent that was not listed is a model now.
  row("x/unlisted", 2),
  row("c/moved", 1, "base_model:a/child"),
  row("a/other", 5, "de", "en", "base_model:x/unlisted"),
  row("a/child", 11, "license:apache-2.0", "base_model:a/base", "base_model:quantized:a/base"),
  row("c/unknown", 3),
  row("a/base", 100, "license:mit"),
];

async function withSnapshots(work: (run: (...args: string[]) => ReturnType<typeof runCli>) => Promise<void>) {
  await withFolder(async folder => {
    const run = (...args: string[]) => runCli([...args, "--index", join(folder, "index")]);
    for (const [name, rows, as] of [
      ["before", before, ["--as", "2024-07-01"]],
      ["after", after, ["--as", "2024-08-01"]],
      ["current", after, []],
    ] as const) {
      writeFileSync(join(folder, `${name}.parquet`), parquetOf(rows));
      assert.equal((await run("import", join(folder, `${name}.parquet`), ...as)).code, 0);
    }
    await work(run);
  });
}

test("compare counts what changed, and keeps unknown apart from changed", () =>
  withSnapshots(async run => {
    const { code, stdout, stderr } = await run("compare", "2024-07-01", "2024-08-01", "--format", "json");
    assert.equal(code, 0, stderr);
    const { result, finding } = JSON.parse(stdout);
    assert.equal(finding, "2 models were added, 1 are gone, and 5 are in both.");
    assert.deepEqual(result.models, { added: 2, gone: 1, kept: 5 });
    assert.deepEqual(result.columns.license, { changed: 1, gained: 0, lost: 1, same: 1 });
    assert.deepEqual(result.columns.language, { changed: 0, gained: 0, lost: 0, same: 1 });
    assert.deepEqual(result.columns.downloads, { changed: 1, gained: 1, lost: 0, same: 3 });
    // A column that no table has says nothing.
    assert.equal(result.columns.usedStorage, null);
    assert.deepEqual(result.links, {
      ...{ same: 1, relationChanged: 1, added: 2, addedByKept: 1, removed: 2, removedOfKept: 1 },
    });
    assert.equal(result.reparented, 2);
    assert.deepEqual(result.top.added, [
      { model: "d/new", downloads: 50 },
      { model: "x/unlisted", downloads: 2 },
    ]);
    assert.deepEqual(result.top.gone, [{ model: "b/gone", downloads: 7 }]);
    assert.deepEqual(result.top.relicensed, [
      { model: "a/child", downloads: 11, before: "mit", after: "apache-2.0" },
      { model: "c/unknown", downloads: 3, before: "mit", after: null },
    ]);
  }));

test("compare takes the current snapshot for the second, and sets main figures side by side", () =>
  withSnapshots(async run => {
    const args = ["compare", "2024-07-01", "--analyses", "structure", "--format", "json"];
    const { result } = JSON.parse((await run(...args)).stdout);
    assert.deepEqual([result.older.day, result.newer.day], ["2024-07-01", null]);
    const { summary } = JSON.parse((await run("analyze", "structure", "--at", "2024-07-01")).stdout);
    for (const { what, estimate } of summary) {
      const line = result.figures.find((each: { what: string }) => each.what === what);
      assert.equal(line.older, estimate, what);
    }
    const reverse = JSON.parse((await run("compare", "2024-08-01", "2024-07-01", "--format", "json")).stdout);
    assert.deepEqual(reverse.result.models, { added: 1, gone: 2, kept: 5 });
    const { links } = reverse.result;
    assert.deepEqual([links.added, links.removed, links.relationChanged, links.same], [2, 2, 1, 1]);
  }));

test("what is no day, and a day without a snapshot, is told", () =>
  withSnapshots(async run => {
    for (const [args, message] of [
      [
        ["2024-07-01", "2024-07-02"],
        /There is no snapshot of 2024-07-02 .*snapshots of 2024-07-01, 2024-08-01\./,
      ],
      [["older"], /compare takes a date such as 2024-07-01, not "older"\./],
      [[], /compare takes the dates of two snapshots/],
      [["2024-07-01", "--top", "0"], /--top takes a whole number/],
      [["2024-07-01", "--analyses", "growth"], /growth compares two snapshots/],
    ] as const) {
      const { code, stderr } = await run("compare", ...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  }));
