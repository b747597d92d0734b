import assert from "node:assert/strict";
import { test } from "node:test";
import type { OpenIndex } from "../../../../src/store/open-index";
import { type JobStage, modelsOf, onJobStage } from "../index/job-stage";

/** Anomalies as `kind model detail`. */
async function anomalyWords(index: OpenIndex): Promise<string[]> {
  const { items } = await index.anomalies({ limit: 100 });
  return items.map(({ kind, model, detail }) => `${kind} ${model} ${detail}`).sort();
}

async function familyIds(stage: JobStage, id: string): Promise<string[]> {
  const family = await stage.index.family({ id });
  assert.deepEqual(family.unchecked, []);
  return family.models.map(model => model.id).sort();
}

test("a renamed model has the children that name it by its old or its new ID", () =>
  onJobStage(
    {
      models: modelsOf(
        { id: "bert-base" },
        { id: "a/old-child", parents: ["bert-base"], relation: "finetune" },
        { id: "b/grandchild", parents: ["a/old-child"], relation: "quantized" },
      ),
    },
    async stage => {
      stage.hub.data.rename("bert-base", "google/bert-base");
      stage.hub.data.put(modelsOf({ id: "c/new-child", parents: ["google/bert-base"] }).all());
      const outcome = await stage.run({ kind: "family", root: "bert-base" });
      assert.equal(outcome.root, "google/bert-base");
      const ids = ["a/old-child", "b/grandchild", "c/new-child", "google/bert-base"];
      assert.deepEqual(await familyIds(stage, "google/bert-base"), ids);
      assert.deepEqual(await familyIds(stage, "bert-base"), ids);
      assert.deepEqual(outcome.extent, { models: 4, edges: 3, unchecked: 0 });
      assert.deepEqual(await anomalyWords(stage.index), [
        "renamed-parent a/old-child bert-base is google/bert-base",
      ]);
      const [job] = await stage.index.jobs();
      assert.equal(job?.root, "google/bert-base");
    },
  ));

test("an old ID known only from a child is resolved by the Hub, and its other children are found", () =>
  onJobStage(
    {
      models: modelsOf(
        { id: "org/old" },
        { id: "a/one", parents: ["org/old"] },
        { id: "a/two", parents: ["org/old"] },
        { id: "a/both", parents: ["org/New", "org/old"] },
      ),
    },
    async stage => {
      stage.hub.data.rename("org/old", "org/New");
      await stage.run({ kind: "family", root: "org/New" });
      assert.deepEqual(await familyIds(stage, "org/New"), ["a/both", "a/one", "a/two", "org/New"]);
      const { edges } = await stage.index.family({ id: "org/New" });
      assert.equal(edges.length, 3, "the parent that is named twice is one parent");
    },
  ));

test("an ID in the wrong letter case finds the model, and is reported", () =>
  onJobStage(
    {
      models: modelsOf(
        { id: "EleutherAI/gpt-neo-125m" },
        { id: "a/right", parents: ["EleutherAI/gpt-neo-125m"] },
        { id: "a/mixed", parents: ["EleutherAI/gpt-neo-125m", "EleutherAI/gpt-neo-125M"] },
        { id: "a/wrong", parents: ["EleutherAI/gpt-neo-125M"] },
      ),
    },
    async stage => {
      await stage.run({ kind: "family", root: "EleutherAI/gpt-neo-125m" });
      const ids = ["EleutherAI/gpt-neo-125m", "a/mixed", "a/right", "a/wrong"];
      assert.deepEqual(
        await familyIds(stage, "a/wrong"),
        ids.filter(id => !/mixed|right/.test(id)),
      );
      assert.deepEqual(await familyIds(stage, "EleutherAI/gpt-neo-125m"), ids);
      const words = await anomalyWords(stage.index);
      assert.deepEqual(words, [
        "letter-case a/mixed EleutherAI/gpt-neo-125M is EleutherAI/gpt-neo-125m",
        "letter-case a/wrong EleutherAI/gpt-neo-125M is EleutherAI/gpt-neo-125m",
      ]);
    },
  ));

test("self-references, cycles, merges, and missing or odd parents break no walk and are not guessed", () =>
  onJobStage(
    {
      models: modelsOf(
        { id: "o/root" },
        { id: "o/self", parents: ["o/self", "o/root"], relation: "finetune" },
        { id: "o/one", parents: ["o/root", "o/two"], relation: "merge" },
        { id: "o/two", parents: ["o/one", "x/elsewhere"], relation: "merge" },
        { id: "x/elsewhere" },
        { id: "o/lost", parents: ["o/root", "no/such"] },
        { id: "o/odd", parents: ["o/root", " x/elsewhere", "./out/checkpoint-500"] },
        {
          id: "o/torn",
          parents: ["o/root"],
          relation: "quantized",
          recorded: {
            tags: ["base_model:o/root", "base_model:finetune:o/root"],
            cardData: { base_model: "o/root", base_model_relation: "adapter" },
          },
        },
      ),
    },
    async stage => {
      const outcome = await stage.run({ kind: "family", root: "o/root" });
      assert.deepEqual(outcome.failed, []);
      const family = await stage.index.family({ id: "o/root" });
      assert.equal(family.models.length, 7);
      assert.deepEqual(family.missing, ["no/such"]);
      assert.deepEqual(family.cycles, [["o/one", "o/two"], ["o/self"]]);
      const torn = family.edges.find(edge => edge.child === "o/torn");
      assert.equal(torn?.relation, "quantized", "the Hub's own relation is taken");
      const { counts } = await stage.index.anomalies({ limit: 0 });
      assert.deepEqual(counts, {
        "self-reference": 1,
        cycle: 1,
        "missing-parent": 1,
        "renamed-parent": 0,
        "letter-case": 0,
        "white-space": 1,
        "not-an-id": 1,
        "relation-disagreement": 2,
        "too-many-parents": 0,
      });
      const words = await anomalyWords(stage.index);
      assert.ok(
        words.includes("relation-disagreement o/torn o/root: quantized, also adapter"),
        words.join("\n"),
      );
      assert.ok(words.includes("not-an-id o/odd ./out/checkpoint-500"), words.join("\n"));
      const sql = "SELECT count(*) FROM anomalies";
      assert.deepEqual((await stage.index.query({ sql, limit: 1 })).rows, [[6]]);
    },
  ));

test("a deleted child leaves the family once its list is read again", () =>
  onJobStage(
    {
      models: modelsOf(
        { id: "o/root" },
        { id: "a/stays", parents: ["o/root"] },
        { id: "a/goes", parents: ["o/root"] },
      ),
    },
    async stage => {
      await stage.run({ kind: "family", root: "o/root" });
      stage.hub.data.remove("a/goes");
      stage.clock.now += 25 * 3_600_000;
      await stage.run({ kind: "family", root: "o/root" });
      assert.deepEqual(await familyIds(stage, "o/root"), ["a/stays", "o/root"]);
    },
  ));
