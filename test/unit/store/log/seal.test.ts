import assert from "node:assert/strict";
import { test } from "node:test";
import type { IndexFiles } from "../../../../src/app/ports/file-ports";
import { type Database, loadSqlite } from "../../../../src/store/database";
import { load, openEmpty } from "../../../../src/store/log/load";
import { applyRecord } from "../../../../src/store/log/record";
import { sealed, sealOf } from "../../../../src/store/log/seal";
import { schemaVersion } from "../../../../src/store/schema";
import { sampled } from "../../../harness/suites/long-runs";
import { flipped } from "../flipped-bits";
import { decoded, memoryFiles, openTestIndex, putAll, wasm } from "../test-index";

const open = loadSqlite(wasm());

const reading = (bytes: Uint8Array) =>
  ({ read: async () => ({ bytes, mark: "1" }) }) as unknown as IndexFiles;

/** A database with a small family, a card, a failure, and a list. */
async function family(): Promise<Database> {
  const database = openEmpty(await open);
  for (let at = 0; at < 60; at++) {
    const traits = { license: "apache-2.0", downloads: at, task: "fill-mask", languages: ["en"] };
    const answer = decoded(`maker/model-${at}`, at === 0 ? [] : [`maker/model-${at >> 1}`], traits);
    applyRecord(database, { type: "model", asked: answer.model.id, answer, at: 1_000 + at });
  }
  applyRecord(database, { type: "card", id: "maker/model-1", text: "# One\n".repeat(99), at: 5 });
  applyRecord(database, { type: "failure", id: "gone/model", reason: "missing", at: 5 });
  return database;
}

const tables = ["models", "edges", "cards", "failures", "children_lists", "aliases", "jobs"];

/** Everything in the tables. */
function contentOf(database: Database): string {
  return JSON.stringify(tables.map(table => database.all(`SELECT * FROM ${table}`)));
}

test("of flipped bits in a saved index, none changes an answer in silence, and none is a raw error", async t => {
  const database = await family();
  const file = sealed(database.bytes());
  const right = contentOf(database);
  assert.match(right, /apache-2\.0/);
  assert.equal(sealOf(file), "whole");
  const opened = sampled(t, "damaged files that are opened", 30, 3_000);
  let flip = 0;
  for (const { what, bytes } of flipped(file, 3_000)) {
    assert.equal(sealOf(bytes), "broken", what);
    if (flip++ >= opened) continue;
    const loaded = await load(await open, reading(bytes));
    assert.equal(loaded.damaged, true, what);
    loaded.database.close();
  }
});

test("each bit of the header is checked", async () => {
  const file = sealed((await family()).bytes());
  for (let bit = 0; bit < 100 * 8; bit++) {
    const bytes = file.slice();
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(sealOf(bytes), "broken", `bit ${bit}`);
  }
});

test("a file that a newer version sealed in another way is not called damaged", async () => {
  const file = sealed((await family()).bytes());
  const header = new DataView(file.buffer);
  header.setUint32(60, schemaVersion + 1);
  header.setUint32(80, 0x1234_5678);
  assert.equal(sealOf(file), "none");
  await assert.rejects(load(await open, reading(file)), /newer version of Hub Lineage/);
});

test("looking at a seal changes nothing, also in a buffer of Node", async () => {
  const file = Buffer.from(sealed((await family()).bytes()));
  const newer = Buffer.from(file);
  newer.writeUInt32BE(99, 60);
  for (const [bytes, state] of [
    [file, "whole"],
    [newer, "none"],
  ] as const) {
    const before = Uint8Array.from(bytes);
    assert.equal(sealOf(bytes), state);
    assert.deepEqual(Uint8Array.from(bytes), before);
  }
});

test("SQLite opens a sealed file, finds nothing wrong, and what it writes is not taken for damage", async () => {
  const file = sealed((await family()).bytes());
  const other = (await open)(file);
  assert.equal(other.value("PRAGMA integrity_check"), "ok");
  other.run("UPDATE models SET license = 'mit'");
  const written = other.bytes();
  assert.equal(sealOf(written), "none");
  // The command line of SQLite counts on from our number.
  const header = new DataView(file.buffer);
  for (const at of [24, 92]) header.setUint32(at, header.getUint32(at) + 1);
  assert.equal(sealOf(file), "none");
  const loaded = await load(await open, reading(written));
  assert.deepEqual([loaded.damaged, loaded.sealed], [false, false]);
  assert.equal(sealOf(sealed(loaded.database.bytes())), "whole");
});

test("a file without a checksum is from an earlier version; another program's is not called damaged", async () => {
  const database = await family();
  assert.equal(sealOf(database.bytes()), "none");
  const loaded = await load(await open, reading(database.bytes()));
  assert.deepEqual([loaded.damaged, loaded.sealed], [false, false]);
  const foreign = (await open)(null);
  foreign.run("CREATE TABLE own (x)");
  const bytes = foreign.bytes();
  bytes[80] = 1;
  await assert.rejects(load(await open, reading(bytes)), /belongs to another program/);
});

test("every saved index is sealed, also one from which everything was forgotten", async () => {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await putAll(index, [decoded("o/one")]);
  await index.save();
  assert.equal(sealOf(files.bytes ?? assert.fail()), "whole");
  await index.clear();
  assert.equal(sealOf(files.bytes ?? assert.fail()), "whole");
  await index.close();
});
