import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf, type SnapshotRow } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const row = (id: string, downloads: number): SnapshotRow => ({
  id,
  downloads: BigInt(downloads),
  createdAt: new Date(Date.UTC(2024, 0, 1)),
  tags: ["license:mit"],
});
const [older, newer] = [
  [row("a/one", 5), row("b/gone", 1)],
  [row("a/one", 9), row("c/new", 2), row("c/newer", 2)],
];

test("growth compares with a table or an index folder, and leaves nothing behind", () =>
  withFolder(async folder => {
    const [then, now, temporary] = ["then.parquet", "now.parquet", "tmp"].map(name => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(then, parquetOf(older ?? []));
    writeFileSync(now, parquetOf(newer ?? []));
    mkdirSync(temporary);
    const [index, olderIndex] = [join(folder, "index"), join(folder, "older")];
    for (const [file, place] of [
      [now, index],
      [then, olderIndex],
    ] as const)
      assert.equal((await runCli(["import", file, "--index", place])).code, 0);
    for (const compare of [then, olderIndex]) {
      const { code, stdout, stderr } = await runCli(
        ["analyze", "growth", "--compare", compare, "--index", index],
        { TMPDIR: temporary },
      );
      assert.deepEqual([code, stderr], [0, ""]);
      const { result } = JSON.parse(stdout);
      assert.deepEqual([result.stayed, result.vanished, result.added], [1, 1, 2]);
      assert.deepEqual(readdirSync(temporary), []);
    }
    const out = join(folder, "out");
    const report = ["report", "--analyses", "growth,similarity", "--measure", "metadata/tfidf"];
    const written = await runCli([...report, "--compare", then, "--index", index, "--out", out]);
    assert.equal(written.code, 0, written.stderr);
    const text = readFileSync(join(out, "report.md"), "utf8");
    assert.match(text, /compared with 2 models of 2024-01-01/);
    assert.match(text, /hub-lineage report .* --measure metadata\/tfidf --compare OLDER$/m);
    const all = await runCli(["analyze", "all", "--index", index, "--format", "json"]);
    const ids = JSON.parse(all.stdout).map(({ id }: { id: string }) => id);
    assert.ok(ids.includes("repackagers") && !ids.includes("growth") && !ids.includes("organization"));
    const page = await runCli(["analyze", "organization", "--organization", "c", "--index", index]);
    assert.equal(JSON.parse(page.stdout).result.ranks[0].count, 2);
  }));

test("what growth and organization lack, and a comparison that nothing makes, are told", () =>
  withFolder(async folder => {
    const now = join(folder, "now.parquet");
    writeFileSync(now, parquetOf(newer ?? []));
    assert.equal((await runCli(["import", now, "--index", folder])).code, 0);
    const told = {
      growth: /growth compares two snapshots\. .*--compare/,
      organization: /organization is about one organization\. .*--organization/,
      "inventory --compare x": /Only growth compares/,
      "growth --compare missing-table": /There is no file or folder "missing-table"/,
    };
    for (const [line, message] of Object.entries(told)) {
      const { code, stderr } = await runCli(["analyze", ...line.split(" "), "--index", folder]);
      assert.equal(code, 2, line);
      assert.match(stderr, message);
    }
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const { stderr } = await runCli(["analyze", "growth", "--compare", empty, "--index", folder]);
    assert.match(stderr, /There is no snapshot in .*empty/);
  }));
