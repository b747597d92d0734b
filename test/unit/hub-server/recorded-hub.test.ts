import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { longOnly } from "../../harness/suites/long-runs";
import { HubData } from "../../hub/hub-data";
import { DETAIL_EXPANDS, LIST_FIELDS } from "../../hub/models/model-fields";
import { loadRecorded, RECORDED_TABLES, readRecorded } from "../../hub/models/recorded-models";
import { familyData, type Item, listAll, show, withHub } from "./loopback";

const needsData = needsRecorded("tables");

function recorded(path: string): string {
  const bytes = readFileSync(recordedPath(`api/${path}`));
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

function keySets(items: readonly object[]): Set<string> {
  return new Set(items.map(item => Object.keys(item).sort().join(" ")));
}

test("list items have the key sets of the recorded pages", needsData, async () => {
  const pages = [1, 380, 760].map(
    page => `fixtures/list_page${page}_of_760_sort-downloads_limit1000_2024-07-11.json.gz`,
  );
  const known = keySets(pages.flatMap(path => JSON.parse(recorded(path)) as object[]));
  await withHub({ models: familyData() }, async hub => {
    hub.data.put(
      familyData("bigscience__bloom-560m", "google__gemma-2b", "HuggingFaceTB__SmolLM2-1.7B").all(),
    );
    const { items } = await listAll(`${hub.url}/api/models?sort=downloads`);
    for (const item of items) assert.ok("trendingScore" in item, "items of 2026 have a trendingScore");
    const ours = keySets(items.map(({ trendingScore: _newer, ...item }) => item));
    for (const keys of ours) assert.ok(known.has(keys), `no recorded item has the keys ${keys}`);
    assert.equal(ours.size, 4, "task and library are each known or absent");
  });
});

test(
  "details have keys that recorded details have, and all of those that every one has",
  needsData,
  async () => {
    const details = recorded("model_details_2024-07_verbatim.jsonl.gz")
      .trim()
      .split("\n")
      .map(line => JSON.parse(line) as object);
    const anywhere = new Set(details.flatMap(Object.keys));
    const everywhere = [...anywhere].filter(key => details.every(detail => key in detail));
    await withHub({ models: familyData("HuggingFaceTB__SmolLM2-1.7B") }, async hub => {
      const model = await show(`${hub.url}/api/models/HuggingFaceTB/SmolLM2-1.7B-Instruct`);
      assert.deepEqual(
        Object.keys(model).filter(key => !anywhere.has(key)),
        [],
      );
      // The state of inference has another name and shape today.
      assert.deepEqual(
        everywhere.filter(key => key !== "inferenceStatus" && !(key in model)),
        [],
      );
    });
  },
);

test("expanded and blob answers have the recorded shapes", needsData, async () => {
  const list = JSON.parse(recorded("fixtures/list_expand_baseModels_trending_2026-10-01.json")) as Item[];
  const blobs = JSON.parse(
    recorded("fixtures/detail_blobs_unsloth__Qwen3.5-9B-GGUF_2026-10-01.json"),
  ) as Item;
  await withHub({ models: familyData("HuggingFaceTB__SmolLM2-1.7B") }, async hub => {
    const { items } = await listAll(
      `${hub.url}/api/models?expand[]=baseModels&expand[]=trendingScore&expand[]=downloads&expand[]=createdAt&filter=base_model:HuggingFaceTB/SmolLM2-1.7B`,
    );
    const shape = (item: Item | undefined) => {
      const base = item?.baseModels as { models: object[] };
      return [Object.keys(item ?? {}), Object.keys(base), Object.keys(base.models[0] ?? {})];
    };
    assert.deepEqual(shape(items[0]), shape(list[0]));
    const gguf = await show(
      `${hub.url}/api/models/HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF?blobs=true&expand[]=sha&expand[]=downloads&expand[]=siblings`,
    );
    assert.deepEqual(Object.keys(gguf), Object.keys(blobs));
    const large = (model: Item) =>
      (model.siblings as { lfs?: object }[]).find(file => file.lfs !== undefined) ?? {};
    assert.deepEqual(keySets([large(gguf)]), keySets([large(blobs)]));
    assert.deepEqual(
      keySets([(large(gguf) as { lfs: object }).lfs]),
      keySets([(large(blobs) as { lfs: object }).lfs]),
    );
  });
});

test("the whole lineage of July 2024 is served, children by an index", {
  skip: needsData.skip || longOnly,
}, async () => {
  await withHub({ models: new HubData(readRecorded("lineage_subset")) }, async hub => {
    assert.equal(hub.data.size, 124_728);
    const { items } = await listAll(`${hub.url}/api/models?filter=base_model:bigscience/bloom-560m&limit=30`);
    assert.equal(items.length, 74);
    const legacy = await listAll(`${hub.url}/api/models?filter=base_model:gpt2&limit=1000`);
    assert.ok(legacy.items.length > 1000, "children of gpt2 keep the id without a namespace");
  });
});

test("recorded rows of hub-stats come back as they were", needsData, async () => {
  const models = readRecorded("hub_stats");
  await withHub({ models: new HubData(models) }, async hub => {
    const id = "HuggingFaceH4/zephyr-7b-gemma-v0.1";
    const model = await show(
      `${hub.url}/api/models/${id}?${["baseModels", "safetensors", "tags", "cardData"].map(key => `expand[]=${key}`).join("&")}`,
    );
    assert.deepEqual((model.baseModels as { relation: string }).relation, "finetune");
    assert.equal((model.safetensors as { total: number }).total, 8_537_680_896);
    assert.equal((model.cardData as { license_name: string }).license_name, "gemma-terms-of-use");
    assert.equal(models.filter(one => one.recorded?.baseModels !== undefined).length, 2586);
  });
});

test("every table but the census can be read at once", needsData, () => {
  for (const name of RECORDED_TABLES.filter(name => !["census", "lineage_subset"].includes(name))) {
    assert.ok(readRecorded(name).length > 1000, name);
  }
});

test("the census of 760,000 models can be served", {
  skip: needsData.skip || longOnly,
}, async () => {
  const data = new HubData(await loadRecorded("census"));
  assert.equal(data.size, 760_000);
  assert.equal(data.childrenOf("bigscience/bloom-560m").length, 74);
});

test("an unknown table and an absent folder are named", () => {
  assert.throws(() => readRecorded("nonsense", "/nowhere"), /there are families_small/);
  assert.throws(() => readRecorded("smollm2", "/nowhere"), /ENOENT.*\/nowhere/);
});

test("what may be expanded covers what is given by default", () => {
  const known = new Set<string>([...DETAIL_EXPANDS, "modelId"]);
  assert.deepEqual(
    LIST_FIELDS.filter(field => !known.has(field)),
    [],
  );
});
