import assert from "node:assert/strict";
import { test } from "node:test";
import { unpackers } from "../../../../src/platform/node-snapshot";
import { readSnapshot } from "../../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import { type Random, seeded } from "../../../../src/statistics/random";
import { sampled } from "../../../harness/suites/long-runs";
import { inMemory, parquetOf, type SnapshotRow } from "./parquet-rows";

const rows: readonly SnapshotRow[] = Array.from({ length: 24 }, (_, at) => ({
  id: `maker/model-${at}`,
  createdAt: new Date(Date.UTC(2024, 1, 1 + at)),
  downloads: BigInt(at * 7),
  tags: [`base_model:maker/model-${at >> 1}`, "license:mit", at % 2 === 0 ? "en" : "region:us"],
  ...(at % 3 === 0 ? {} : { pipeline_tag: "text-generation" }),
  ...(at % 5 === 0 ? { baseModels: { relation: "merge", models: [{ _id: "1", id: "maker/model-1" }] } } : {}),
}));
const table = parquetOf(rows, {
  groupRows: 9,
  only: ["id", "createdAt", "downloads", "tags", "pipeline_tag", "baseModels"],
});
const list = (tags: readonly string[] = []) => `"[${tags.map(tag => `'${tag}'`).join(", ")}]"`;
const header = "model_id,likes,tags,pipeline_tag,createdAt";
const lines = rows.map(({ id, tags, createdAt }, at) =>
  at % 4 === 0
    ? `${id},${at},['en'],text-generation,${createdAt?.toISOString()}`
    : `${id},${at},${list(tags)},text-generation,${createdAt?.toISOString()}`,
);
const csv = new TextEncoder().encode(`${header}\n${lines.join("\n")}\n`);

/** Imports bytes; null if they are refused with a sentence. Anything else that is thrown fails the test. */
async function outcome(bytes: Uint8Array<ArrayBuffer>, what: string) {
  try {
    const opened = await openSnapshotTable(inMemory(bytes, "x"), unpackers);
    const { columns, skipped } = await readSnapshot(opened, {});
    const lost = skipped.damaged + skipped.duplicates + skipped.withoutId;
    assert.equal(skipped.first === null, lost === 0, what);
    return { models: columns.models, lost };
  } catch (error) {
    assert.ok(error instanceof Error && error.name === "UserError", `${what}: ${(error as Error).stack}`);
    assert.doesNotMatch(error.message, /undefined|\w+Error|Invalid|offset/, what);
    return null;
  }
}

function flipped(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
}

test("flipped bits in a Parquet table give a sentence or every row, read or counted as skipped", async t => {
  const random = seeded(7);
  const runs = sampled(t, "damaged tables", 150, 20_000);
  const told = { refused: 0, read: 0 };
  for (let run = 0; run < runs; run++) {
    const found = await outcome(flipped(table, random), `Parquet ${run}`);
    if (found === null) told.refused++;
    else {
      told.read++;
      assert.equal(found.models + found.lost, rows.length, `Parquet ${run}: ${JSON.stringify(found)}`);
    }
  }
  assert.ok(told.refused > runs / 4 && told.read > runs / 20, JSON.stringify(told));
});

test("a Parquet table that is cut off anywhere is rejected", async () => {
  for (let length = 0; length < table.length; length += 9)
    assert.equal(await outcome(table.slice(0, length), `cut at ${length}`), null, `cut at ${length}`);
});

test("flipped bits in a CSV table never lose a row silently", async t => {
  const random = seeded(11);
  const runs = sampled(t, "damaged tables", 250, 8_000);
  let read = 0;
  for (let run = 0; run < runs; run++) {
    const found = await outcome(flipped(csv, random), `CSV ${run}`);
    if (found === null) continue;
    read++;
    assert.ok(found.models <= rows.length, `CSV ${run}: ${JSON.stringify(found)}`);
    assert.ok(found.models === rows.length || found.lost > 0, `CSV ${run}: ${JSON.stringify(found)}`);
  }
  assert.ok(read > runs / 2, String(read));
});

test("a CSV table that is cut off within a row counts that row as damaged", async () => {
  for (let length = header.length + 1; length < csv.length; length += 11) {
    const text = new TextDecoder().decode(csv.slice(0, length));
    const begun = text.split("\n").filter(line => line !== "").length - 1;
    const found = await outcome(csv.slice(0, length), `cut at ${length}`);
    assert.equal(
      (found?.models ?? 0) + (found?.lost ?? 0),
      begun,
      `cut at ${length}: ${JSON.stringify(found)}`,
    );
  }
});
