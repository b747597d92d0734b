import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { before, test } from "node:test";
import { hubQuestions } from "../../harness/recorded/hub-questions";
import { madeRows } from "../../harness/recorded/made-models";
import type { SnapshotRow } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { assertAlike, missing, type Way, waysToDuckdb, withSnapshot } from "./duckdb-ways";

let ways: readonly Way[] = [];
before(() => {
  ways = waysToDuckdb();
});

/** One model as the questions name it, with children; names in two cases, a date before 1970 and one of five digits. */
const named: readonly SnapshotRow[] = [
  { id: "a/bert-base-german", downloads: 3n },
  { id: "mistralai/Mistral-7B-v0.1", tags: ["license:mit"], downloads: 7n },
  { id: "google/gemma-2b", tags: ["base_model:mistralai/Mistral-7B-v0.1"], createdAt: new Date(-1) },
  {
    id: "a/Llama-it-INSTRUCT",
    tags: ["base_model:google/gemma-2b"],
    createdAt: new Date(260_000_000_000_000),
  },
];

test("the fixed questions have the same rows in SQLite and in DuckDB, by its command line and its package", t =>
  withSnapshot([...soundRows, ...madeRows(2_000), ...named], async index => {
    if (ways.length === 0) return t.skip(missing);
    for (const { what, sql } of hubQuestions) {
      const rows = await assertAlike(index, what, sql, ways);
      assert.notEqual(rows, "[]\n", what);
    }
    assert.equal(readdirSync(index).filter(name => name.startsWith("snapshot-tables")).length, 1);
  }));

test("what SQLite and DuckDB would answer differently is the same, and joins with the index work", t =>
  withSnapshot([...soundRows, ...named], async index => {
    if (ways.length === 0) return t.skip(missing);
    for (const sql of [
      "SELECT id FROM hub.models WHERE id LIKE 'GOOGLE/%' OR id NOT LIKE '%A%' ORDER BY 1",
      "SELECT license FROM hub.models ORDER BY license, id",
      "SELECT downloads / 2 AS half, 7 / 2 AS three, 100.0 * 1 / 3 AS third FROM hub.models ORDER BY id",
      "SELECT CAST(2.7 AS INTEGER) AS two, max(downloads, likes) AS more FROM hub.models ORDER BY id",
      "SELECT downloads > 5 AS many, 1e400 AS infinite, 9007199254740993 AS large FROM hub.models ORDER BY id",
      "SELECT 'it''s\n,\"x\"' AS text, '' AS empty, NULL AS unknown FROM hub.models LIMIT 2",
      "SELECT count(*) FROM hub.edges WHERE resolved",
      "SELECT (SELECT count(*) FROM models) AS own, count(*) AS all_of_them FROM hub.models",
      "SELECT strftime('%Y', created_at) AS year, count(*) AS n FROM hub.models GROUP BY 1 ORDER BY 1",
      "EXPLAIN SELECT count(*) FROM hub.edges",
      "SELECT likes = '1' AS one, likes * 1.1 AS more, 0.1 + 0.2 AS sum FROM hub.models ORDER BY id",
      "SELECT printf('%d', likes) AS a, format('%s', id) AS b, typeof(likes) AS c FROM hub.models ORDER BY id",
      "SELECT lower('AÜ') AS a, upper('aß') AS b, 'Ü' LIKE 'ü' AS c, count(*) AS n FROM hub.models",
      "SELECT likes AS x FROM hub.models UNION SELECT license FROM hub.models ORDER BY 1",
      "SELECT parameters / 2 AS half, parameters || '' AS text FROM hub.models ORDER BY id",
    ]) {
      await assertAlike(index, sql, sql, ways);
    }
  }));
