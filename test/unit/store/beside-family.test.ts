import assert from "node:assert/strict";
import { test } from "node:test";
import { indexRate } from "../../../src/analyses/family/index-figures";
import type { DriftTrait } from "../../../src/analyses/family/trait-edges";
import type { Relation } from "../../../src/lineage/model";
import { body, decoded, openTestIndex, putAll } from "./test-index";

const root = decoded("o/root", [], { license: "gemma", languages: ["en", "de"], task: "text-generation" });
const kept = decoded("o/kept", ["o/root"], { license: "gemma", languages: ["en-US", "deu"] });
const swapped = decoded("o/swapped", [{ parent: "o/root", relation: "quantized" }], {
  license: "mit",
  languages: ["en"],
});
const bare = decoded("o/bare", ["o/root", "o/bare", "o/elsewhere"]);

async function filled() {
  const index = await openTestIndex();
  await putAll(index, [root, kept, swapped, bare]);
  await index.putCard({ id: "o/root", text: "ä".repeat(9_000), at: 1 });
  await index.putCard({ id: "o/kept", text: "short", at: 1 });
  return index;
}

test("the index has rates by trait and relation; languages are compared by meaning", async () => {
  const { index, cardLengths } = await (await filled()).besideFamily({ id: "o/root" });
  const of = (trait: DriftTrait, relation: Relation | "all") => {
    const rate = indexRate(index, trait, relation);
    return [rate?.sum, rate?.edges];
  };
  assert.deepEqual([index.models, index.edges], [4, 3], "neither a self-reference nor a parent elsewhere");
  assert.deepEqual(of("license", "all"), [1, 2]);
  assert.deepEqual(of("license", "finetune"), [0, 1]);
  assert.deepEqual(of("license", "quantized"), [1, 1]);
  assert.deepEqual(of("languages", "all"), [0.5, 2], "en-US is en, and deu is de");
  assert.deepEqual(of("task", "all"), [0, 0]);
  assert.deepEqual(of("cardLength", "all"), [1, 1]);
  assert.deepEqual(
    new Map(cardLengths),
    new Map([
      ["o/root", 9_000],
      ["o/kept", 5],
    ]),
  );
});

test("the figures reflect writes and renames", async () => {
  const index = await filled();
  const rate = async () => indexRate((await index.besideFamily({ id: "o/root" })).index, "license", "all");
  assert.equal((await rate())?.edges, 2);
  await putAll(index, [decoded("o/late", ["o/old"], { license: "mit" })]);
  assert.equal((await rate())?.edges, 2, "o/old is not known");
  await index.putModel({ asked: "o/old", body: body(root), at: 2_000, moved: true });
  assert.deepEqual([(await rate())?.sum, (await rate())?.edges], [2, 3], "o/old is o/root now");
});
