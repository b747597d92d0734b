import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { hubAsset } from "../../hub/asset-root";
import { readFamilies } from "../../hub/family-file";
import { frontMatterOf } from "../../hub/models/model-front-matter";

const WORKSPACE = hubAsset("..", "fixtures", "workspace");

function frontMatter(folder: string): Record<string, unknown> | undefined {
  return frontMatterOf(readFileSync(`${WORKSPACE}/${folder}/README.md`, "utf8"));
}

test("the sample workspace shows what it is meant to show", () => {
  const shown = readdirSync(WORKSPACE).map(folder => {
    const front = frontMatter(folder);
    return [folder, front?.license ?? null, front?.base_model ?? null];
  });
  assert.deepEqual(
    shown,
    [
      ["HuggingFaceTB__SmolLM2-1.7B-Instruct", "apache-2.0", ["HuggingFaceTB/SmolLM2-1.7B"]],
      ["bigscience__bloom-560m", "bigscience-bloom-rail-1.0", null],
      ["bloom-playground-space", "apache-2.0", null],
      ["lineage-notes", null, null],
      ["my-bloom-assistant", "apache-2.0", "bigscience/bloom-560m"],
      ["support-tickets-dataset", "cc-by-4.0", null],
      ["tiny-poet-lora", "bigscience-bloom-rail-1.0", "bigscience/bloom-650m"],
      ["wandb__gemma-2b-zephyr-sft", "apache-2.0", "google/gemma-2b"],
    ],
    "restore the card: a Markdown formatter breaks front matter, keep *.md out of biome",
  );
});

test("clones in the sample workspace are of models that the families have, and the missing parent is missing", () => {
  const ids = new Set(readFamilies().map(model => model.id));
  const clones = readdirSync(WORKSPACE).filter(folder => folder.includes("__"));
  assert.deepEqual(
    clones.filter(folder => !ids.has(folder.replace("__", "/"))),
    [],
  );
  assert.equal(ids.has("bigscience/bloom-650m"), false);
});
