import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sortTexts } from "../../../../src/columns/sort-texts";
import { packTexts } from "../../../../src/snapshot/pack-texts";
import { type Random, seeded } from "../../../../src/statistics/random";
import { type Database, loadSqlite, type Value } from "../../../../src/store/database";
import {
  chosenTextsColumn,
  noValues,
  numbersColumn,
  ownTextsColumn,
  textsColumn,
  valuesColumn,
} from "../../../../src/store/pages/page-columns";
import { type PagedTable, PageFile, type TableColumnPages } from "../../../../src/store/pages/page-file";
import { allRows, numberKey, textKey } from "../../../../src/store/pages/sorted-rows";
import { wasm } from "../test-index";

/** A column to write, and its values to insert. */
interface Made {
  readonly column: TableColumnPages;
  readonly values: readonly Value[];
}

/** A table to write, and the same as columns of values. */
interface MadeTable {
  readonly table: PagedTable;
  readonly values: readonly (readonly Value[])[];
}

const noKey = { kind: "digits", digits: () => [] } as const;

function madeText(random: Random, pageBytes: number): string {
  const kinds = [
    () => "",
    () => "mit",
    () => `owner/model-${random.below(50)}`,
    () => "zero\0inside",
    () => "grün 😀 \u{10ffff}",
    () => "x".repeat(random.below(80)),
    // Around the lengths that fit on a page, in a table and in an index.
    () => "y".repeat(Math.max(0, pageBytes - 60 + random.below(60))),
    () => "z".repeat(Math.max(0, Math.floor(pageBytes / 4) - 50 + random.below(60))),
    () => "long ".repeat(random.below(pageBytes)),
  ];
  // Most are short, or a table would have nothing but overflow pages.
  const few = random.below(5) === 0 ? kinds.length : 6;
  return kinds[random.below(few)]?.() ?? "";
}

const edges = [7, 8, 15, 16, 23, 24, 31, 32, 47, 48, 53, 62, 63].flatMap(bits => [
  2 ** bits - 1,
  2 ** bits,
  -(2 ** bits),
  -(2 ** bits) - 1,
]);
const oddNumbers = [...edges, 0, -0, 1, -1, 0.5, -1e-9, 1e300, -1e19, Number.POSITIVE_INFINITY, Number.NaN];

function madeTexts(random: Random, rows: number, pageBytes: number): Made {
  const values = [
    ...new Set(Array.from({ length: 1 + random.below(30) }, () => madeText(random, pageBytes))),
  ];
  const codes = Int32Array.from({ length: rows }, () => random.below(values.length + 1) - 1);
  const texts = packTexts(values);
  return {
    column: {
      ...{ name: "word", type: "", values: textsColumn(texts, codes), key: textKey(texts, codes, rows) },
      ...{ distinct: values.length, most: rows },
    },
    values: Array.from(codes, code => values[code] ?? null),
  };
}

function madeNumbers(random: Random, rows: number): Made {
  const isOdd = random.below(2) === 0;
  const some = () => (isOdd ? (oddNumbers[random.below(oddNumbers.length)] ?? 0) : random.below(100_000));
  const numbers = Float64Array.from({ length: rows }, () => (random.below(9) === 0 ? Number.NaN : some()));
  return {
    column: {
      ...{ name: "number", type: "INTEGER", values: numbersColumn(numbers), key: numberKey(numbers, rows) },
      ...{ distinct: 10, most: rows / 10 },
    },
    values: Array.from(numbers, number => (Number.isNaN(number) ? null : number)),
  };
}

function madeIds(random: Random, rows: number): Made {
  const ids = Array.from(
    { length: rows },
    (_, row) => `owner-${random.below(9)}/${row}-${"n".repeat(random.below(40))}`,
  );
  const texts = packTexts(ids);
  const order = () => {
    const all = allRows(rows);
    sortTexts(texts, all);
    return all;
  };
  const values = ownTextsColumn(texts);
  return {
    column: { name: "id", type: "", values, key: { kind: "unique", order }, distinct: rows, most: 1 },
    values: ids,
  };
}

function madeTable(random: Random, name: string, pageBytes: number): MadeTable {
  const sizes = pageBytes === 1024 ? [1, 50, 700, 2500] : [0, 1, 2, 60];
  const rows = sizes[random.below(sizes.length)] ?? 0;
  const made = [madeTexts(random, rows, pageBytes), madeNumbers(random, rows)];
  if (random.below(2) === 0) made.push(madeIds(random, rows));
  const places = made.map((_, at) => at);
  const unique = made.length === 3 ? [2] : [];
  const rest = (first: number) =>
    [...unique, ...places].filter((at, n, all) => at !== first && all.indexOf(at) === n);
  return {
    table: {
      ...{ name, rows, columns: made.map(({ column }) => column) },
      indexes: places.map(first => [first, ...rest(first)]),
    },
    values: made.map(({ values }) => values),
  };
}

/** Values of all kinds, without an index. */
function mixedTable(random: Random, pageBytes: number): MadeTable {
  const rows = 60;
  const value = (): Value => {
    const kind = random.below(4);
    if (kind === 0) return null;
    if (kind === 1) return Uint8Array.from({ length: random.below(3 * pageBytes) }, (_, at) => at);
    return kind === 2 ? madeText(random, pageBytes) : random.below(1000) - 500;
  };
  const values = Array.from({ length: rows }, value);
  const texts = packTexts(Array.from({ length: 9 }, () => madeText(random, pageBytes)));
  const chosen = Uint32Array.from(values, () => random.below(9));
  const textOf = (code: number) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      texts.bytes.subarray(texts.offsets[code], texts.offsets[code + 1]),
    );
  const column = (name: string, of: TableColumnPages["values"]): TableColumnPages => ({
    ...{ name, type: "", values: of, key: noKey, distinct: 1, most: 1 },
  });
  return {
    table: {
      ...{ name: "mixed", rows, indexes: [] },
      columns: [
        column("anything", valuesColumn(values)),
        column("chosen", chosenTextsColumn(texts, chosen)),
        column("empty", noValues),
      ],
    },
    values: [values, Array.from(chosen, textOf), values.map(() => null)],
  };
}

/** Inserts the same rows, one after another. */
function insert(database: Database, { table, values }: MadeTable): void {
  const columns = table.columns.map(({ name, type }) => `${name} ${type}`);
  database.run(`CREATE TABLE ${table.name} (${columns.join(", ")})`);
  const sql = `INSERT INTO ${table.name} VALUES (${columns.map(() => "?").join(", ")})`;
  for (let row = 0; row < table.rows; row++)
    database.run(
      sql,
      values.map(all => all[row] ?? null),
    );
}

/** Questions about a table that read it, and each of its indexes from all sides. */
function questions({ table }: MadeTable, schema: string): readonly string[] {
  const from = `FROM ${schema}.${table.name}`;
  const names = table.columns.map(({ name }) => name);
  const exact = names.map(name => `typeof(${name}), hex(${name}), ${name}`).join(", ");
  return [
    `SELECT rowid, ${exact} ${from} ORDER BY rowid`,
    `SELECT count(*) ${from}`,
    ...names.flatMap(name => [
      `SELECT ${name}, count(*) ${from} GROUP BY 1 ORDER BY 1`,
      `SELECT ${exact}, rowid ${from} ORDER BY ${[name, ...names].join(", ")}, rowid`,
      `SELECT count(*) ${from} WHERE ${name} = (SELECT ${name} ${from} LIMIT 1 OFFSET 17)`,
      `SELECT min(${name}), max(${name}), count(DISTINCT ${name}) ${from} WHERE ${name} > (SELECT ${name} ${from} LIMIT 1)`,
    ]),
  ];
}

test("SQLite reads from written pages what it reads from rows that were inserted", async () => {
  const open = await loadSqlite(wasm());
  const random = seeded(19);
  for (const pageBytes of [1024, 1024, 4096, 65_536])
    for (let round = 0; round < 2; round++) {
      const made = [madeTable(random, "one", pageBytes), madeTable(random, "two", pageBytes)];
      // Small pages have no room for a list of more tables.
      const all = pageBytes > 1024 ? [...made, mixedTable(random, pageBytes)] : made.slice(0, 1);
      const tables = all.map(({ table }) => table);
      const dense = new PageFile(tables, { pageBytes, isDense: true });
      const bytes = dense.subarray(0, dense.length).slice();
      assert.deepEqual(open(bytes).all("PRAGMA integrity_check"), [["ok"]]);
      const database = open(null);
      for (const each of all) insert(database, each);
      const detach = database.attach("hub", new PageFile(tables, { pageBytes, isDense: false }));
      for (const each of all) {
        const [asked, expected] = [questions(each, "hub"), questions(each, "main")];
        for (const [at, sql] of asked.entries())
          assert.deepEqual(database.raw.exec(sql), database.raw.exec(expected[at] ?? ""), sql);
      }
      detach();
      assert.deepEqual(dense.failure, null);
      database.close();
    }
});

test("Python's SQLite opens written pages, finds them in order, and uses their indexes", () => {
  const random = seeded(3);
  const rows = 5000;
  const { column, values } = madeIds(random, rows);
  const table: PagedTable = { name: "models", rows, columns: [column], indexes: [[0]] };
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-pages-"));
  try {
    const file = new PageFile([table], { pageBytes: 512, isDense: true });
    writeFileSync(join(folder, "pages.sqlite"), file.subarray(0, file.length));
    const program = `import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
plan = db.execute("EXPLAIN QUERY PLAN SELECT 1 FROM models WHERE id = 'x'").fetchone()[3]
print(json.dumps([db.execute("PRAGMA integrity_check").fetchall(), plan, [id for (id,) in db.execute("SELECT id FROM models ORDER BY id")]]))`;
    const { stdout, stderr } = spawnSync("python3", ["-c", program, join(folder, "pages.sqlite")]);
    assert.equal(stderr.toString(), "");
    const [check, plan, ids] = JSON.parse(stdout.toString());
    assert.deepEqual(check, [["ok"]]);
    assert.match(plan, /USING COVERING INDEX models_by_id/);
    assert.deepEqual(ids, values.toSorted());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what keeps a page from being written is told, and SQLite is left whole", async () => {
  const open = await loadSqlite(wasm());
  const key = {
    kind: "digits" as const,
    digits: () => {
      throw new RangeError("no room to sort");
    },
  };
  const values = valuesColumn(["a", "b"]);
  const column: TableColumnPages = { name: "word", type: "", values, key, distinct: 2, most: 1 };
  const table: PagedTable = { name: "words", rows: 2, columns: [column], indexes: [[0]] };
  const file = new PageFile([table], { pageBytes: 4096, isDense: false });
  const database = open(null);
  const detach = database.attach("hub", file);
  assert.throws(
    () => database.raw.exec("SELECT * FROM hub.words INDEXED BY words_by_word WHERE word = 'a'"),
    /malformed/,
  );
  assert.match(String(file.failure), /no room to sort/);
  assert.deepEqual(database.raw.exec("SELECT count(*) FROM hub.words NOT INDEXED")[0]?.values, [[2]]);
  detach();
  assert.deepEqual(database.all("SELECT 1"), [[1]]);
});
