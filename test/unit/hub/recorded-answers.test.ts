import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import type { DecodedModel } from "../../../src/app/ports/decoder-ports";
import { hubDecoder } from "../../../src/hub/decode";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";

const needsAnswers = needsRecorded("api");

/** A test over recorded data. */
function recorded(name: string, work: (read: (file: string) => string) => void): void {
  test(name, needsAnswers, () => work(file => readText(recordedPath(file))));
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}

type Row = Record<string, unknown> & { readonly id: string; readonly tags?: readonly string[] };

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (text: string) => text.split("\n").filter(line => line !== "");

/** Decodes a page as a list and checks what must hold for every model. */
function decodeList(text: string): Map<string, DecodedModel> {
  const rows = JSON.parse(text) as Row[];
  const decoded = new Map(hubDecoder.list(bytes(text)).map(item => [item.model.id, item]));
  for (const row of rows) {
    const item = decoded.get(row.id);
    assert.ok(item, `${row.id} was dropped, though the Hub serves it`);
    checkTraits(row, item);
  }
  return decoded;
}

function checkTraits(row: Row, { model, parents }: DecodedModel): void {
  const tagged = (row.tags ?? []).filter(tag => tag.startsWith("base_model:"));
  assert.equal(model.task, row.pipeline_tag ?? null, row.id);
  assert.equal(model.library, row.library_name ?? null, row.id);
  assert.equal(model.downloads, row.downloads ?? null, row.id);
  assert.ok(
    parents.length >= new Set(tagged.map(tag => tag.split(":").at(-1)?.trim())).size,
    `${row.id} lost a parent`,
  );
  assert.equal(
    parents.length,
    new Set(parents.map(({ parent }) => parent)).size,
    `${row.id} has a parent twice`,
  );
  if (row.createdAt === "2022-03-02T23:29:04.000Z") assert.equal(model.createdAt, null, row.id);
  const licensed = row.tags?.find(tag => tag.startsWith("license:"));
  if (licensed) assert.notEqual(model.license, null, row.id);
}

recorded("the recorded pages of 1,000 decode whole, none of them with languages that are none", read => {
  for (const page of ["page1", "page380", "page760"]) {
    const file = `api/fixtures/list_${page}_of_760_sort-downloads_limit1000_2024-07-11.json.gz`;
    const decoded = decodeList(read(file));
    assert.equal(decoded.size, 1000, file);
    const languages = new Set([...decoded.values()].flatMap(({ model }) => model.languages));
    for (const word of ["tf", "trl", "rp"]) assert.ok(!languages.has(word), `${word} is no language`);
  }
});

recorded("the recorded list and details with expand[] decode with their resolved parents", read => {
  const list = decodeList(read("api/fixtures/list_expand_baseModels_trending_2026-10-01.json"));
  const resolved = [...list.values()].flatMap(({ parents }) => parents.map(parent => parent.resolved));
  assert.ok(resolved.length > 10);
  assert.deepEqual(new Set(resolved), new Set([true]));
  const detail = hubDecoder.model(bytes(read("api/fixtures/detail_expand_Qwen__Qwen3.5-9B_2026-10-01.json")));
  assert.deepEqual(detail.parents, [
    { parent: "Qwen/Qwen3.5-9B-Base", relation: "finetune", resolved: true },
  ]);
});

recorded("the 179 recorded bodies of details decode one by one", read => {
  const rows = lines(read("api/model_details_2024-07_verbatim.jsonl.gz"));
  assert.equal(rows.length, 179);
  for (const row of rows) checkTraits(JSON.parse(row) as Row, hubDecoder.model(bytes(row)));
});

recorded("the 8,650 recorded details decode", read => {
  const rows = lines(read("tables/hub_2024-07_details_8650.jsonl.gz"));
  assert.equal(rows.length, 8650);
  const decoded = decodeList(`[${rows.join(",")}]`);
  assert.ok([...decoded.values()].filter(({ model }) => model.parameters !== null).length > 2000);
  assert.equal([...decoded.values()].filter(({ model }) => model.gated !== false).length, 0);
});

recorded("in 4,167 rows of hub-stats the relation of the tags is that of baseModels", read => {
  const rows = lines(read("tables/hub_stats_frozen_2026-06-05_4167.jsonl.gz"));
  const decoded = decodeList(`[${rows.join(",")}]`);
  const plain = rows.map(row =>
    JSON.stringify({ ...JSON.parse(row), baseModels: undefined, cardData: undefined }),
  );
  const byTags = decodeList(`[${plain.join(",")}]`);
  let typed = 0;
  for (const [id, { parents }] of decoded) {
    const resolved = parents
      .filter(parent => parent.resolved)
      .map(({ parent, relation }) => `${parent} ${relation}`);
    const tagged = byTags.get(id)?.parents.map(({ parent, relation }) => `${parent} ${relation}`);
    assert.deepEqual(tagged, resolved, id);
    if (resolved.length > 0) typed++;
  }
  assert.ok(typed >= 2580, `${typed} models with a typed relation`);
});

recorded("no declared parent is renamed into two, and what the card alone names is kept", read => {
  const rows = lines(read("tables/hub_stats_frozen_2026-06-05_4167.jsonl.gz"));
  const of = (id: string) => {
    const row = rows.find(text => text.startsWith(`{"id":"${id}"`));
    assert.ok(row, `${id} is not in the table any more: choose another row`);
    return hubDecoder.model(bytes(row)).parents.map(({ parent, resolved }) => [parent, resolved]);
  };
  assert.deepEqual(of("kaist-ai/janus-7b"), [["mistral-community/Mistral-7B-v0.2", true]]);
  assert.deepEqual(of("jondurbin/bagel-dpo-34b-v0.5"), [["01-ai/yi-34b-200k", null]]);
});
