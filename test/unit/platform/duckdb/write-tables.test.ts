import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { crc32 } from "../../../../src/columns/checksum";
import { factsName, foundTables, writtenTables } from "../../../../src/platform/duckdb/table-folder";
import { removeTables, writeTables } from "../../../../src/platform/duckdb/write-tables";

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-tables-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const write = async (place: string) => {
  const sums: Record<string, number> = {};
  for (const name of ["models", "edges"]) {
    writeFileSync(join(place, `${name}.parquet`), name);
    sums[name] = crc32(Buffer.from(name));
  }
  return sums;
};
const always = (mark: string) => async () => mark;

test("tables belong to the mark of their snapshot, and those of another one are removed", () =>
  withFolder(async folder => {
    assert.equal(await writtenTables(folder, "1-2-3"), null);
    const tables = await writeTables(folder, "1-2-3", write, always("1-2-3"));
    assert.deepEqual(Object.keys(tables ?? {}).sort(), ["edges", "models"]);
    assert.deepEqual(await writtenTables(folder, "1-2-3"), tables);
    assert.equal(await writtenTables(folder, "1-2-4"), null);
    await writeTables(folder, "1-2-4", write, always("1-2-4"));
    assert.equal(await writtenTables(folder, "1-2-3"), null);
    assert.equal(readdirSync(folder).length, 1);
    await removeTables(folder);
    assert.deepEqual(readdirSync(folder), []);
    await removeTables(join(folder, "nowhere"));
  }));

test("a snapshot that is replaced meanwhile, or an error, leaves no tables", () =>
  withFolder(async folder => {
    assert.equal(await writeTables(folder, "1", write, always("2")), null);
    assert.deepEqual(readdirSync(folder), []);
    const failing = async (place: string) => {
      await write(place);
      throw new Error("full");
    };
    await assert.rejects(writeTables(folder, "1", failing, always("1")), /full/);
    assert.deepEqual(readdirSync(folder), []);
  }));

test("what a killed process left is removed, what a running one writes stays, and damage is not used", () =>
  withFolder(async folder => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const [left, running] = [`snapshot-tables.${pid}-1.tmp`, `snapshot-tables.${process.ppid}-1.tmp`];
    for (const name of [left, running]) mkdirSync(join(folder, name));
    const tables = (await writeTables(folder, "1", write, always("1"))) ?? assert.fail();
    assert.deepEqual(readdirSync(folder).sort(), ["snapshot-tables-2-1", running].sort());
    writeFileSync(tables.models ?? "", "cut");
    assert.equal(await writtenTables(folder, "1"), null);
    assert.deepEqual(await writeTables(folder, "1", write, always("1")), tables);
    rmSync(tables.edges ?? "");
    assert.equal(await writtenTables(folder, "1"), null);
  }));

test("a table is used only with the bytes that were written to it, whatever its size and its time", () =>
  withFolder(async folder => {
    assert.deepEqual(await foundTables(folder, "1"), { tables: null, isDamaged: false });
    const tables = (await writeTables(folder, "1", write, always("1"))) ?? assert.fail();
    const path = tables.models ?? assert.fail();
    const facts = join(dirname(path), factsName);
    const first = readFileSync(facts, "utf8");
    // The same bytes at another time are read once, and remembered.
    utimesSync(path, 1, 1);
    assert.deepEqual(await foundTables(folder, "1"), { tables, isDamaged: false });
    const second = readFileSync(facts, "utf8");
    assert.notEqual(second, first);
    assert.deepEqual(await foundTables(folder, "1"), { tables, isDamaged: false });
    assert.equal(readFileSync(facts, "utf8"), second);
    // Other bytes of the same length, with the time of before.
    writeFileSync(path, "mddels");
    utimesSync(path, 1, 1);
    assert.deepEqual(await foundTables(folder, "1"), { tables: null, isDamaged: true });
    assert.deepEqual(await writeTables(folder, "1", write, always("1")), tables);
    writeFileSync(facts, first.slice(1));
    assert.deepEqual(await foundTables(folder, "1"), { tables: null, isDamaged: true });
  }));

test("what is written otherwise than it was handed over is not used", () =>
  withFolder(async folder => {
    const wrong = async (place: string) => {
      const sums = await write(place);
      writeFileSync(join(place, "edges.parquet"), "egdes");
      return sums;
    };
    const tables = await writeTables(folder, "1", wrong, always("1"));
    utimesSync(tables?.edges ?? assert.fail(), 1, 1);
    assert.deepEqual(await foundTables(folder, "1"), { tables: null, isDamaged: true });
  }));

test("two that write at once both get tables", () =>
  withFolder(async folder => {
    const [one, other] = await Promise.all([
      writeTables(folder, "1", write, always("1")),
      writeTables(folder, "1", write, always("1")),
    ]);
    assert.deepEqual(one, other);
    assert.deepEqual(readdirSync(folder), ["snapshot-tables-2-1"]);
  }));
