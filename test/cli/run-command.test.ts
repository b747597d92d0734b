import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf } from "../unit/snapshot/import/parquet-rows";
import { soundRows } from "../unit/snapshot/snapshot-stage";
import { runCli, startCli, withEmptyIndex, withFolder } from "./run";

const notebook = `-- # Notes

SELECT license, count(*) AS n FROM hub.models GROUP BY 1 ORDER BY 1;
SELECT '<b>' AS a, NULL AS b

-- analyze mutation --mode paper --seed 3

SELECT * FROM nowhere

-- analyze shape

SELECT 3 AS last
`;

/** Runs with an index that has a snapshot. */
const withSnapshot = (work: (index: string, file: string) => Promise<void>) =>
  withFolder(async folder => {
    const [table, file] = [join(folder, "models.parquet"), join(folder, "notes.lineage.sql")];
    writeFileSync(table, parquetOf(soundRows));
    writeFileSync(file, notebook);
    assert.equal((await runCli(["import", table, "--index", folder])).code, 0);
    await work(folder, file);
  });

test("run gives the rows of query and the figures of analyze, and goes on after a cell that fails", () =>
  withSnapshot(async (index, file) => {
    const ran = await runCli(["run", file, "--format", "json", "--index", index]);
    assert.equal(ran.code, 2);
    const [title, sql, analysis, nowhere, shape, last] = JSON.parse(ran.stdout);
    assert.deepEqual(title, { kind: "markdown", text: "# Notes" });
    const query = "SELECT license, count(*) AS n FROM hub.models GROUP BY 1 ORDER BY 1";
    const { stdout } = await runCli(["query", query, "--index", index]);
    const rows = JSON.parse(stdout).map((row: object) => Object.values(row));
    assert.ok(rows.length > 1);
    assert.deepEqual(sql.results, [
      { columns: ["license", "n"], rows, truncated: false },
      { columns: ["a", "b"], rows: [["<b>", null]], truncated: false },
    ]);
    const options = ["--mode", "paper", "--seed", "3", "--index", index];
    const report = await runCli(["analyze", "mutation", ...options]);
    assert.deepEqual(analysis.results, [JSON.parse(report.stdout)]);
    assert.match(nowhere.error, /no such table: nowhere/);
    assert.match(shape.error, /no analysis named "shape"\. Use one of inventory/);
    assert.deepEqual(last.results[0].rows, [[3]]);
    const warnings = ran.stderr.trim().split("\n");
    assert.deepEqual(
      warnings.map(line => line.slice(0, line.indexOf("):"))),
      ["hub-lineage: Cell 4 (SELECT * FROM nowhere", "hub-lineage: Cell 5 (-- analyze shape"],
    );
  }));

test("each format shows tables, failures, and no markup of others; only a page has charts", () =>
  withSnapshot(async (index, file) => {
    const run = async (format: string) =>
      (await runCli(["run", file, "--format", format, "--index", index])).stdout;
    const [text, md, html] = [await run("text"), await run("md"), await run("html")];
    assert.match(text, /^# Notes\n\nSELECT license.*\n.*\n\nlicense +n\n-+ {2}-+\n/);
    assert.match(text, /\na {4}b\n--- {2}----\n<b> {2}null\n/);
    assert.match(md, /^# Notes\n\n```sql\n/);
    assert.match(md, /\| \\<b\\> \|/);
    assert.match(html, /<h1>Notes<\/h1>[\s\S]*<td>&#60;b&#62;<\/td>[\s\S]*<figure>[\s\S]*<svg /);
    for (const output of [text, md, html]) assert.match(output, /no such table: nowhere/);
  }));

test("limits of rows and time hold for each statement", () =>
  withEmptyIndex(async folder => {
    const file = join(folder, "a.sql");
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
    writeFileSync(file, `${endless} SELECT i FROM n\n\n${endless} SELECT max(i) FROM n\n`);
    const args = ["run", file, "--index", folder, "--max-rows", "2", "--timeout", "4"];
    const { code, stdout } = await runCli(args);
    assert.equal(code, 2);
    assert.match(stdout, /\n1\n2\nOnly the first 2 rows are shown\. .*--max-rows\.\n/);
    assert.match(stdout, /The query was stopped after 4 seconds\. .*--timeout\.\n$/);
  }));

test("each result is written when it is there, so that no number of cells fills the memory", () =>
  withEmptyIndex(async folder => {
    const file = join(folder, "a.sql");
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    writeFileSync(file, `SELECT 'first' || 1 AS a; ${endless}\n`);
    const args = ["run", file, "--index", folder, "--timeout", "600", "--format", "json"];
    const child = startCli(args);
    let written = "";
    for await (const chunk of child.stdout ?? []) {
      written += String(chunk);
      // The second statement never ends, so what is there was not kept for the end.
      if (written.includes("first1")) break;
    }
    child.kill("SIGKILL");
    assert.match(written, /"rows": \[\s+\[\s+"first1"\s+\]/);
  }));

test("a notebook in CRLF and one without cells run; what is no notebook is one line", () =>
  withEmptyIndex(async folder => {
    const file = join(folder, "a.sql");
    const run = () => runCli(["run", file, "--index", folder, "--format", "json"]);
    writeFileSync(file, "\uFEFF-- a\r\n-- b\r\n\r\nSELECT 1\r\n");
    const ran = await run();
    assert.deepEqual([ran.code, JSON.parse(ran.stdout)[0]], [0, { kind: "markdown", text: "a\nb" }]);
    writeFileSync(file, "\n");
    assert.deepEqual(await run(), { code: 0, stdout: "[\n]\n", stderr: "" });
    writeFileSync(file, Uint8Array.of(0x2d, 0xff, 0xfe));
    assert.match((await run()).stderr, /^hub-lineage: .*not UTF-8.*\n$/);
    for (const [path, says] of [
      [join(folder, "none.sql"), /no such file/],
      ["/dev/zero", /not a file but a pipe or a device/],
      [folder, /is a folder/],
    ] as const) {
      const { code, stderr } = await runCli(["run", path, "--index", folder]);
      assert.equal(code, 2);
      assert.match(stderr, says);
    }
  }));
