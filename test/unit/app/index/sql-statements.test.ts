import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOfProblem, statementAt, statementsOf } from "../../../../src/app/index/sql-statements";

const sqlOf = (text: string) => statementsOf(text).map(({ sql }) => sql);

test("semicolons separate statements, and comments alone are not statements", () => {
  assert.deepEqual(sqlOf(""), []);
  assert.deepEqual(sqlOf(" ;; -- nothing; here\n ; /* nor ; here */"), []);
  assert.deepEqual(sqlOf("SELECT 1"), ["SELECT 1"]);
  assert.deepEqual(sqlOf("SELECT 1;SELECT 2 ;\n"), ["SELECT 1", "SELECT 2"]);
});

test("semicolons in comments, strings, and quoted names separate nothing", () => {
  const kept = [
    "SELECT ';'",
    "SELECT 'it''s; one'",
    'SELECT "a;""b"',
    "SELECT `a;``b`",
    "SELECT [a;b] FROM t",
    "SELECT 1 -- one; only\n, 2",
    "SELECT /* ; */ 1",
  ];
  assert.deepEqual(sqlOf(kept.join(";\n")), kept);
});

test("an unclosed string, name, or comment extends to the end", () => {
  for (const open of ["'a; b", '"a; b', "`a; b", "[a; b"])
    assert.deepEqual(sqlOf(`SELECT ${open}`), [`SELECT ${open}`]);
  assert.deepEqual(sqlOf("SELECT 1 /* a; b"), ["SELECT 1"]);
});

test("comments above a statement belong to it and are not sent", () => {
  const text = "-- first\nSELECT 1; -- behind\n\n-- second\nSELECT 2 -- inside\n + 3 -- end\n;";
  const [first, second] = statementsOf(text);
  assert.deepEqual([first?.sql, second?.sql], ["SELECT 1", "SELECT 2 -- inside\n + 3"]);
  assert.equal(text.slice(second?.start, second?.end), second?.sql);
  assert.deepEqual([first?.from, first?.to, second?.from], [0, text.indexOf(";") + 1, text.indexOf(";") + 1]);
});

test("a minus sign and a slash do not start a comment", () => {
  assert.deepEqual(sqlOf("SELECT 4 - 2 / 1; SELECT 1"), ["SELECT 4 - 2 / 1", "SELECT 1"]);
});

test("the statement at the cursor is the one around it, or the nearest", () => {
  const text = "-- about one\nSELECT 1; -- done\n\nSELECT 2;\n\n";
  const at = (place: number) => statementAt(text, place)?.sql;
  assert.equal(at(0), "SELECT 1");
  assert.equal(at(text.indexOf("1;")), "SELECT 1");
  assert.equal(at(text.indexOf(";") + 1), "SELECT 1", "behind its semicolon, the cursor is still on it");
  assert.equal(at(text.indexOf("2")), "SELECT 2");
  assert.equal(at(text.indexOf("\n\nSELECT 2") + 1), "SELECT 2");
  assert.equal(at(text.length), "SELECT 2");
  assert.equal(statementAt("-- nothing", 3), null);
});

test("a problem is reported at the words that SQLite names", () => {
  const text = "SELECT 1;\nSELECT licence FROM models";
  const statement = statementsOf(text)[1] ?? assert.fail();
  const words = (message: string) => {
    const { start, end } = placeOfProblem(statement, message);
    return text.slice(start, end);
  };
  assert.equal(words("SQLite rejected the query: no such column: licence. The tables are …"), "licence");
  assert.equal(words('SQLite rejected the query: near "FROM": syntax error.'), "FROM");
  assert.equal(words("no such table: gone"), statement.sql);
  assert.equal(words("The query was stopped after 30 seconds."), statement.sql);
});
