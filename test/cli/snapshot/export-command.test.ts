import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetReadObjects } from "hyparquet";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { runCli, withFolder } from "../run";

function withIndex(work: (index: string, folder: string) => Promise<void>): Promise<void> {
  return withFolder(async folder => {
    const [file, index] = [join(folder, "models.parquet"), join(folder, "index")];
    writeFileSync(file, parquetOf(soundRows));
    assert.equal((await runCli(["import", file, "--index", index])).code, 0);
    await work(index, folder);
  });
}

const rowsIn = async (path: string) => {
  const bytes = readFileSync(path);
  return parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) });
};

test("export in parts holds the rows of one file, in order, and each engine has its own program", () =>
  withIndex(async (index, folder) => {
    const [one, parts] = [join(folder, "one"), join(folder, "parts")];
    await runCli(["export", "--index", index, "--out", one]);
    assert.ok(!existsSync(join(one, "components-next.sql")));
    for (const dialect of ["duckdb", "spark", "clickhouse"]) {
      const args = [
        "export",
        "--index",
        index,
        "--out",
        join(parts, dialect),
        "--dialect",
        dialect,
        "--parts",
        "3",
      ];
      const { code, stdout, stderr } = await runCli([...args, "--format", "json"]);
      assert.equal(code, 0, stderr);
      const { files, rows } = JSON.parse(stdout);
      for (const name of ["models", "traits", "edges"]) {
        const names = [0, 1, 2].map(part => `${name}/part-000${part}.parquet`);
        for (const file of names) assert.ok(files.includes(file), file);
        const all = await Promise.all(names.map(file => rowsIn(join(parts, dialect, file))));
        assert.deepEqual(all.flat(), await rowsIn(join(one, `${name}.parquet`)), name);
        assert.equal(rows[name], all.flat().length);
      }
      const programs = readdirSync(join(parts, dialect)).filter(name => name.endsWith(".py"));
      assert.deepEqual(programs, dialect === "duckdb" ? [] : [`run-${dialect}.py`]);
    }
  }));

test("parts of an earlier export that would be read along are refused", () =>
  withIndex(async (index, folder) => {
    const args = ["export", "--index", index, "--out", join(folder, "out"), "--dialect", "spark", "--parts"];
    assert.equal((await runCli([...args, "3"])).code, 0);
    assert.equal((await runCli([...args, "3"])).code, 0);
    const { code, stderr } = await runCli([...args, "2"]);
    assert.equal(code, 2);
    assert.match(stderr, /part-0002\.parquet is in the way: engines read every file .* Choose another --out/);
    const wrong = await runCli([...args, "0"]);
    assert.match(wrong.stderr, /--parts takes a whole number from 1 to 1000, not "0"\./);
  }));

test("export replaces tables of an earlier export, and never the one that was imported", () =>
  withIndex(async (index, folder) => {
    const source = readFileSync(join(folder, "models.parquet"));
    const run = (out: string) => runCli(["export", "--index", index, "--out", out]);
    const { code, stderr } = await run(folder);
    assert.equal(code, 2);
    assert.match(stderr, /models\.parquet is in the way: no export wrote it/);
    assert.deepEqual(readFileSync(join(folder, "models.parquet")), source);
    assert.ok(!existsSync(join(folder, "edges.parquet")));
    const own = join(folder, "own");
    assert.deepEqual([(await run(own)).code, (await run(own)).code], [0, 0]);
  }));
