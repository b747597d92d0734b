import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { reasonAgainst, structureOf } from "../../../../src/platform/duckdb/duckdb-sql";
import { unlikeFunctions } from "../../../../src/platform/duckdb/unlike-sqlite";
import { loadSqlite } from "../../../../src/store/database";
import { hubQuestions } from "../../../harness/recorded/hub-questions";
import { wasm } from "../../store/test-index";
import { type DuckdbStage, duckdbStage, missing } from "./duckdb-stage";

let stage: DuckdbStage;
before(async () => {
  stage = await duckdbStage();
});

after(() => stage.clear());

/** Expressions with the edges of every function that DuckDB may answer: NULL, nothing, letters outside ASCII, negative numbers. */
const alike = [
  "abs(-3), abs(-2.5), abs(NULL), acos(0.5), acosh(2.0), asin(1), asinh(1), atan(1), atan2(1, 2), atanh(0.5)",
  "ceil(1.2), ceil(-1.2), ceiling(1.5), floor(-1.5), cos(1), cosh(1), cot(1), degrees(1), radians(180), exp(1), pi()",
  "concat('a', NULL, 1), concat_ws(',', 'a', NULL, 'b'), concat_ws(NULL, 'a')",
  "instr('abcb', 'b'), instr('abc', ''), instr(NULL, 'a'), instr('Übc', 'c'), length('Üa'), length(NULL), length('😀')",
  "ln(2), log10(100), log2(8), sqrt(4), pow(2, 3), power(2, 0.5), sign(-3), sign(0), sin(1), sinh(1), tan(1), tanh(1)",
  "lower('ABC'), lower('AÜB'), lower(NULL), upper('aß'), upper('abc'), upper(NULL)",
  "ltrim('  a '), ltrim('xxa', 'x'), rtrim('axx', 'x'), trim(' a '), trim('xyaxy', 'xy'), trim('a', NULL), trim('a', '')",
  "mod(7, 3), mod(-7, 3), mod(7, 0), nullif(1, 1), nullif('a', 'b'), nullif(NULL, 1), trunc(-1.5), trunc(2)",
  "replace('aba', 'a', 'c'), replace('abc', '', 'x'), replace('abc', 'b', NULL), replace('a', 'a', ''), reverse('abÜ')",
  "round(2.5), round(-2.5), round(3), round(NULL)",
  "substr('abc', 0), substr('abc', 0, 2), substr('abc', -2), substr('abc', -2, 1), substr('abc', 2, -1)",
  "substr('abc', 3, -2), substr('abc', -1, -1), substr('abc', 5), substr('abc', -5, 3), substr('Übc', 1, 1)",
  "substr('abc', 2, NULL), substr(NULL, 1), substring('abc', 2), substr('abc', 1, 0)",
  "avg(1), count(*), count(NULL), max('a'), min(2), sum(3), median(1)",
  "0.1 + 0.2, 3 * 1.1, 1.0 * 7 / 2, 1 / 3.0, 7 / 2, -7 / 2, 7 / 0, 7 % 0, -7 % 3, 7.0 / 0, -2.5, 1e3, 123456789.123456789",
  "0.1 = 0.10, 1 = 1.0, 'a' < 'B', 'a' LIKE 'A', 'xÜ' LIKE 'X_', 5 & 3, 5 | 3, ~5, 1 << 3, 'a' || 5, 'a' || NULL",
  "NULL IS NULL, NOT 2, NULL AND 0, NULL OR 1, 2 IN (1, NULL), CASE WHEN 2 THEN 'a' END, coalesce(NULL, 1), ifnull(NULL, 'a')",
  "row_number() OVER (), rank() OVER (), dense_rank() OVER (), percent_rank() OVER (), cume_dist() OVER (), ntile(2) OVER ()",
  "lag(1) OVER (), lead(1) OVER (), first_value(1) OVER (), last_value(1) OVER (), nth_value(1, 1) OVER ()",
];

/** Functions of SQLite that DuckDB has too, but for no value that SQLite takes: DuckDB fails, and SQLite answers. */
const failing = new Set(["octet_length"]);

test("every function that SQLite and DuckDB both have is the same at its edges, or is left to SQLite", async t => {
  const [way] = stage.ways;
  if (way === undefined) return t.skip(missing);
  const { raw } = (await loadSqlite(wasm()))(null);
  const own = raw.exec("SELECT DISTINCT name FROM pragma_function_list")[0]?.values.flat().map(String) ?? [];
  const { rows } = await stage.run(way, "SELECT DISTINCT function_name FROM duckdb_functions()", {
    rows: 9_000,
  });
  const others = new Set(rows.map(([name]) => String(name)));
  assert.ok(own.length > 100 && others.size > 300);
  const shared = own.filter(name => others.has(name));
  const tested = (name: string) => alike.some(line => new RegExp(`(?:^|[ (])${name}\\(`).test(line));
  const unknown = shared.filter(
    name => /^\w+$/.test(name) && !unlikeFunctions.has(name) && !failing.has(name),
  );
  assert.deepEqual(
    unknown.filter(name => !tested(name)),
    [],
  );
  const sql = `SELECT ${alike.join(", ")}`;
  const expected = raw.exec(sql)[0]?.values[0] ?? [];
  assert.ok(expected.length > 100);
  for (const each of stage.ways) assert.deepEqual((await stage.run(each, sql)).rows, [expected], each.kind);
});

/** Expressions over `hub.models` that DuckDB would answer otherwise. */
const unlike = [
  "printf('%d', likes)",
  "format('%s', id)",
  "hex(1)",
  "log(10)",
  "typeof(likes)",
  "random()",
  "round(likes / 3.0, 2)",
  "max(likes, 1)",
  "strftime('%Y', created_at)",
  "current_date",
  "group_concat(id)",
  "json_extract('[1]', '$[0]')",
  "'[1]' ->> 0",
  "id GLOB 'a*'",
  "id LIKE 'a' ESCAPE 'b'",
  "id LIKE '%Ü%'",
  "id LIKE license",
  "id COLLATE NOCASE = 'a'",
  "id = 'a' COLLATE nocase",
  "likes = '1'",
  "'1' = 1",
  "likes IN (1, '2')",
  "likes BETWEEN '1' AND '2'",
  "likes = id",
  "task = 123",
  "count(*) = '5'",
  "CASE likes WHEN '1' THEN 2 END",
  "nullif(likes, '1')",
  "n = '1' FROM (SELECT max(likes) + 1 AS n FROM hub.models)",
  "n = '1' FROM (SELECT 1) AS t(n)",
  "coalesce(license, 0)",
  "CASE WHEN likes THEN 'a' ELSE 0 END",
  "likes FROM hub.models UNION SELECT license",
  "7.5 % 2",
  "avg(likes) || ''",
  "(likes > 1) || ''",
  "CAST(likes * 1.5 AS TEXT)",
  "CAST(likes > 1 AS TEXT)",
  "CAST(1.5 AS INTEGER)",
  "CAST(id AS BLOB)",
  "CAST(likes AS DECIMAL(10, 2))",
  "10000000000000000000",
];

/** Expressions that DuckDB answers. */
const answered = [
  "count(*) FROM hub.models WHERE license = 'mit' AND likes > 5 AND created_at >= '2023' AND license IN ('mit', 'other')",
  "substr(created_at, 1, 4) AS year, count(*) FROM hub.models GROUP BY year HAVING year = '2023' AND count(*) > 5",
  "likes * 1.1, coalesce(license, 'none'), CASE WHEN likes > 1 THEN 'a' ELSE 'b' END, id || likes",
  "nullif(license, 'mit'), CAST(likes AS TEXT), lower(id) LIKE '%bert%'",
  "count(*) FROM hub.edges WHERE resolved = 1",
  "date_trunc('month', created_at::TIMESTAMP) > '2023-01-01'",
  "n FROM (SELECT id AS n FROM hub.models) WHERE n = '5'",
];

test("a statement that would have other rows in DuckDB is left to SQLite, and no other", async t => {
  const [way] = stage.ways;
  if (way === undefined) return t.skip(missing);
  const made = [...unlike, ...answered].map(each =>
    / FROM (?!.*UNION)/.test(each) ? `SELECT ${each}` : `SELECT ${each} FROM hub.models`,
  );
  const statements = [...made, ...hubQuestions.map(({ sql }) => sql)];
  const all = statements.map((sql, at) => `(${structureOf(sql)}) AS s${at}(structure, access, lock)`);
  const { rows } = await stage.run(
    way,
    `SELECT ${statements.map((_, at) => `s${at}.structure`).join(", ")} FROM ${all.join(", ")}`,
  );
  const reasons = statements.map((sql, at) => reasonAgainst(sql, String(rows[0]?.[at])));
  assert.deepEqual(
    statements.filter((_, at) => reasons[at] === null),
    statements.slice(unlike.length),
  );
  const plain = String(rows[0]?.[unlike.length]);
  assert.notEqual(reasonAgainst("SELECT X'4a'", plain), null);
  for (const sql of ["SELECT 'x'", "SELECT 'an x' AS x", "SELECT 'x''41'"])
    assert.equal(reasonAgainst(sql, plain), null, sql);
});
