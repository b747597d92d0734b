import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { madeRows } from "../../harness/recorded/made-models";
import { startCli } from "../run";
import { ask, missing, waysToDuckdb, withSnapshot } from "./duckdb-ways";

const sql = "SELECT count(*) AS n, sum(downloads) AS d FROM hub.models";

/** What there is of tables: names of folders, and of the files in them. */
function tableFiles(index: string): readonly string[] {
  const list = (folder: string) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  };
  const folders = list(index).filter(name => name.startsWith("snapshot-tables"));
  return folders.flatMap(name => [name, ...list(join(index, name)).map(file => `${name}/${file}`)]);
}

test("tables whose writing is killed at any moment leave nothing wrong, and the next question writes them", t =>
  withSnapshot(madeRows(20_000), async index => {
    const [way] = waysToDuckdb();
    if (way === undefined) return t.skip(missing);
    const { stdout: expected } = await ask(index, sql, "off");
    const removeAll = () => {
      for (const name of tableFiles(index).filter(name => !name.includes("/")))
        rmSync(join(index, name), { recursive: true });
    };
    // Killed as soon as so many folders and files are seen: from nothing at all to everything.
    let unfinished = 0;
    for (let seen = 0; seen <= 6; seen++) {
      removeAll();
      const child = startCli(["query", sql, "--index", index], { HUB_LINEAGE_DUCKDB: way.path });
      const ended = new Promise(resolve => child.once("close", resolve));
      while (tableFiles(index).length < seen && child.exitCode === null)
        await new Promise(resolve => setImmediate(resolve));
      child.kill("SIGKILL");
      await ended;
      if (tableFiles(index).some(name => name.endsWith(".tmp"))) unfinished++;
      const next = await ask(index, sql, way.path);
      assert.deepEqual([next.code, next.stdout], [0, expected], String(seen));
      const names = tableFiles(index).filter(name => !name.includes("/"));
      assert.equal(names.filter(name => name.startsWith("snapshot-tables-")).length, 1, String(seen));
    }
    assert.ok(unfinished > 0, "no process was killed while it wrote");
    removeAll();
    assert.equal((await ask(index, sql, way.path)).stdout, expected);
    assert.equal(tableFiles(index).filter(name => name.endsWith(".tmp")).length, 0);
  }));
