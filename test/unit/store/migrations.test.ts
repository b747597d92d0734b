import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { loadSqlite, type Row } from "../../../src/store/database";
import { decodeRecord, encodeRecord } from "../../../src/store/log/record";
import { schemaVersion } from "../../../src/store/schema";
import { repoRoot } from "../../harness/root";
import { putSynthetic } from "./synthetic";
import { decoded, memoryFiles, openTestIndex, wasm } from "./test-index";

const place = (version: number) => join(repoRoot(), `test/fixtures/index/v${version}.sqlite.gz`);

/** A database of the current version with the synthetic content. */
async function present(): Promise<Uint8Array> {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await putSynthetic(index);
  await index.close();
  return files.bytes ?? assert.fail("closing should have saved");
}

interface Content {
  readonly schema: readonly Row[];
  /** The columns of models, in their order. */
  readonly columns: readonly unknown[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
}

/** A database's full content; columns by name, because a migration appends its own. */
async function contentOf(bytes: Uint8Array): Promise<Content> {
  const database = (await loadSqlite(wasm()))(bytes);
  const tables = ["models", "edges", "children_lists", "failures", "aliases", "cards", "folded_segments"];
  const rows = Object.fromEntries(
    tables.map(table => [table, database.all(`SELECT * FROM ${table} ORDER BY 1, 2`)]),
  );
  const schema = database.all(
    "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS c ORDER BY 1, 2",
  );
  const columns = database.all("SELECT name FROM pragma_table_xinfo('models') ORDER BY cid").flat();
  assert.equal(database.value("PRAGMA user_version"), schemaVersion);
  assert.equal(database.value("PRAGMA integrity_check"), "ok");
  database.close();
  return { schema, columns, rows };
}

if (process.env.HUB_LINEAGE_STORE_FIXTURE) {
  test("store a database of the current version", async () => {
    writeFileSync(place(schemaVersion), gzipSync(await present(), { level: 9 }));
  });
}

for (let version = 1; version <= schemaVersion; version++) {
  test(`a version ${version} database migrates to version ${schemaVersion} with the same content`, async () => {
    assert.ok(
      existsSync(place(version)),
      `store it with HUB_LINEAGE_STORE_FIXTURE=1 npm test unit, before the schema changes again`,
    );
    const files = memoryFiles(gunzipSync(readFileSync(place(version))));
    const index = await openTestIndex({ files });
    const [base, renamed, gone] = await index.lookup(["maple/base", "seedling", "elm/gone"]);
    assert.equal(base?.state === "known" && base.entry.model.licenseName, "maple-1");
    assert.deepEqual(base?.state === "known" && base.entry.knownChildren, { finetune: 1, quantized: 1 });
    assert.equal(renamed?.state === "known" && renamed.entry.model.id, "oak/seedling");
    assert.deepEqual(gone, { state: "failed", reason: "missing", at: 1_500 });
    assert.match((await index.card("maple/base"))?.text ?? "", /楓 🍁/);
    await index.putFailure({ id: "elm/gone", reason: "missing", at: 1_500 });
    await index.close();
    const migrated = await contentOf(files.bytes ?? assert.fail("closing should have saved"));
    const fresh = await contentOf(await present());
    assert.deepEqual(migrated.schema, fresh.schema);
    // Version 1 did not know when a model was renamed, and none before 4 when it was read by itself and
    // how much room it takes.
    const aliases = version === 1 ? { aliases: [["seedling", "oak/seedling", 0]] } : {};
    const isLater = (at: number) => ["storage", "detailed_at"].includes(String(fresh.columns[at]));
    const before4 = fresh.rows.models?.map(row => row.map((value, at) => (isLater(at) ? null : value)));
    const models = version < 4 ? { models: before4 } : {};
    assert.deepEqual(migrated.rows, { ...fresh.rows, ...aliases, ...models });
  });
}

test("a version 5 organization job is found under its current kind", async () => {
  const database = (await loadSqlite(wasm()))(gunzipSync(readFileSync(place(5))));
  database.run(
    "INSERT INTO jobs (kind, root, cards, storage, started_at, updated_at, failed) VALUES ('organisation', 'maple', 0, 0, 1, 2, '[]')",
  );
  const files = memoryFiles(database.raw.export());
  database.close();
  const index = await openTestIndex({ files });
  assert.deepEqual(
    (await index.jobs()).map(({ kind, root }) => [kind, root]),
    [["organization", "maple"]],
  );
  await index.close();
});

test("older log records are read with the current kind", () => {
  const old = { type: "forget", kind: "organisation", root: "maple", at: 3 };
  const record = decodeRecord(new TextEncoder().encode(JSON.stringify(old)));
  assert.deepEqual(record, { ...old, kind: "organization" });
});

const some = (number: number, name: string) => Array.from({ length: number }, (_, at) => `${name}${at}`);

test("what earlier limits may have cut counts as not read, and no list is confirmed by its ETag", async () => {
  const database = (await loadSqlite(wasm()))(gunzipSync(readFileSync(place(7))));
  const add = (id: string, languages: number, datasets: number) =>
    database.run(
      `INSERT INTO models (id, languages, datasets, disabled, adult, detailed, fetched_at, etag)
       VALUES (?, ?, ?, 0, 0, 1, 5000, 'W/"m"')`,
      [id, JSON.stringify(some(languages, "l")), JSON.stringify(some(datasets, "d"))],
    );
  const name = (child: string, parents: readonly string[]) => {
    for (const parent of parents)
      database.run("INSERT INTO edges (child, parent, relation) VALUES (?, ?, 'merge')", [child, parent]);
  };
  add("cut/languages", 200, 0);
  add("cut/datasets", 0, 200);
  add("cut/parents", 1, 1);
  add("whole/model", 199, 201);
  name("cut/languages", ["ash/one"]);
  name("cut/parents", some(100, "lab/parent"));
  name("whole/model", [...some(98, "lab/parent"), "ash/two"]);
  for (const parent of ["ash/one", "ash/two", "lab/parent99", "author:CUT", "author:whole"])
    database.run("INSERT INTO children_lists (parent, complete_at, etag) VALUES (?, 5000, 'W/\"l\"')", [
      parent,
    ]);
  const files = memoryFiles(database.raw.export());
  database.close();
  const index = await openTestIndex({ files });
  const found = await index.lookup(["cut/languages", "cut/datasets", "cut/parents", "whole/model"]);
  assert.deepEqual(
    found.map(({ state }) => state),
    ["unknown", "unknown", "unknown", "known"],
  );
  const family = await index.family({ id: "ash/one" });
  assert.deepEqual(
    family.models.map(({ id, unread }) => [id, unread]),
    [
      ["ash/one", true],
      ["cut/languages", true],
    ],
  );
  const rows = await index.query({
    sql: "SELECT parent, complete_at, etag FROM children_lists WHERE complete_at IN (0, 5000) ORDER BY parent",
    limit: 10,
  });
  assert.deepEqual(rows.rows, [
    ["ash/one", 0, null],
    ["ash/two", 5000, null],
    ["author:CUT", 0, null],
    ["author:whole", 5000, null],
    ["lab/parent99", 0, null],
  ]);
  await index.close();
});

test("log records of earlier limits lose what these may have cut, and their list is read again", async () => {
  const cut = decoded("lab/cut", ["ash/one"], { languages: some(200, "l") });
  const merge = decoded("lab/merge", some(100, "lab/parent"));
  const whole = decoded("lab/whole", ["ash/one"], { languages: some(199, "l") });
  const page = { type: "children", parent: "ash/one", began: 5, at: 5, last: true, page: 0 } as const;
  const read = (record: object) => decodeRecord(new TextEncoder().encode(JSON.stringify(record)));
  assert.deepEqual(read({ ...page, answers: [cut, whole] }), {
    ...page,
    answers: [whole],
    page: -1,
    last: false,
  });
  assert.deepEqual(read({ ...page, answers: [whole] }), { ...page, answers: [whole] });
  const present = { ...page, answers: [cut, merge] };
  assert.deepEqual(decodeRecord(encodeRecord(present)), present);
  const one = { type: "model", asked: "lab/merge", answer: merge, at: 6 } as const;
  assert.deepEqual(decodeRecord(encodeRecord(one)), one);
  assert.equal(read(one)?.type, "model-checked");
});
