import assert from "node:assert/strict";
import { test } from "node:test";
import {
  queryMark,
  queryTemplate,
  tablesFromRows,
  tablesQuery,
} from "../../../../src/app/index/query-template";
import { queryToMarkdown } from "../../../../src/app/index/query-text";
import { statementsOf } from "../../../../src/app/index/sql-statements";
import { openTestIndex } from "../../store/test-index";

test("Markdown shows every value unchanged, with numbers aligned right", () => {
  const rows = [
    ["o/a_b", 1],
    ["<b>|x\ny", null],
  ] as const;
  assert.equal(
    queryToMarkdown({ columns: ["id", "n"], rows, truncated: false }),
    "| id | n |\n| --- | ---: |\n| o/a_b | 1 |\n| \\<b\\>\\|x y |  |\n",
  );
});

test("the initial document names every table and column, and its queries run on an empty index", async t => {
  const index = await openTestIndex();
  t.after(() => index.close());
  const { rows } = await index.query({ sql: tablesQuery, limit: 1_000 });
  const tables = tablesFromRows(rows);
  const models = tables.find(({ name }) => name === "models") ?? assert.fail("there is no table of models");
  assert.deepEqual(models.columns.slice(0, 3), ["id", "author", "license"]);
  const text = queryTemplate(tables, false);
  assert.ok(text.startsWith(queryMark));
  const comments = text
    .split("\n")
    .filter(line => line.startsWith("--"))
    .join(" ");
  for (const { name, columns } of tables) {
    for (const word of [name, ...columns]) assert.match(comments, new RegExp(`\\b${word}\\b`));
  }
  assert.ok(Math.max(...text.split("\n").map(line => line.length)) <= 110, "a line is too long to read");
  const statements = statementsOf(text);
  assert.equal(statements.length, 2);
  for (const { sql } of statements) assert.deepEqual((await index.query({ sql, limit: 1 })).rows, []);
});
