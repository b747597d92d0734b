import assert from "node:assert/strict";
import { test } from "node:test";
import type { Family } from "../../../src/lineage/family";
import { bareModel, type Relation } from "../../../src/lineage/model";
import { packFamily, unpackFamily } from "../../../src/lineage/packed-family";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const relations: readonly Relation[] = ["finetune", "adapter", "merge", "quantized", "unknown"];

function madeFamily(size: number): Family {
  const ids = Array.from({ length: size }, (_, at) => `maker-${at % 9}/model "${at}" · 楓`);
  const models = ids.map((id, at) => ({
    ...bareModel(id),
    license: at % 3 ? "apache-2.0" : null,
    languages: at % 2 ? ["en", "de"] : [],
    downloads: at % 5 ? at * 7 : null,
    createdAt: new Date(at * 1e9).toISOString(),
    gated: ([false, "auto", "manual", null] as const)[at % 4] ?? null,
    adult: at % 10 === 0,
    childCounts: at % 4 ? { finetune: at % 3 } : null,
  }));
  const edges = ids.slice(1).map((child, at) => {
    const relation = relations[at % relations.length] ?? "unknown";
    const parent = ids[at >> 1] ?? "";
    return at % 6 === 5
      ? { child, parent: `elsewhere/${at % 2}`, relation, outside: true as const }
      : { child, parent, relation };
  });
  return {
    root: ids[0] ?? "",
    models,
    edges,
    missing: ["elsewhere/1"],
    cycles: [ids.slice(1, 3)],
    unchecked: ids.filter((_, at) => at % 7 === 0),
    oldestAt: 12,
  };
}

for (const size of [1, 17, 500]) {
  test(`a family of ${size} is unchanged by packing for the view`, () => {
    const family = madeFamily(size);
    const packed = packFamily(family, encode);
    assert.deepEqual(unpackFamily(packed, decode), family);
    assert.deepEqual(
      [packed.root, packed.models, packed.edges, packed.unchecked, packed.oldestAt],
      [family.root, size, family.edges.length, family.unchecked.length, 12],
    );
  });
}

test("a packed family is less than a third of its JSON", () => {
  const family = madeFamily(2_000);
  assert.ok(packFamily(family, encode).json.length * 3 < encode(JSON.stringify(family)).length);
});
