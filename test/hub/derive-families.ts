import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hubAsset } from "./asset-root";
import { formatFamily } from "./family-file";
import { dropUndefined, type ModelFacts } from "./models/facts";
import { rowToFacts } from "./models/recorded-facts";
import { jsonLines, readFamilyRows, readTypedFamily, recordedFolder } from "./models/recorded-models";

// Rewrites test/hub/families from the recorded tables:
// esbuild test/hub/derive-families.ts --bundle --platform=node --outfile=/tmp/derive.cjs && node /tmp/derive.cjs

const UNTYPED_ROOTS = ["bigscience/bloom-560m", "google/gemma-2b", "Qwen/Qwen2-7B", "MrRobotoAI/Thoth-4"];

/** Tags worth including: file types, how the model was made, and its purpose. */
const KEPT_TAGS =
  /^(safetensors|pytorch|gguf|onnx|jax|mlx|awq|gptq|[2-8]-bit|generated_from_trainer|trl|sft|dpo|merge|mergekit|unsloth|lora|conversational|model-index|custom_code)$/;

/** Gemma's gating is public knowledge but not in the tables. */
const GATED: Readonly<Record<string, "manual">> = { "google/gemma-2b": "manual" };

function main(): void {
  const folder = recordedFolder();
  if (folder === undefined) throw new Error("Set HUB_LINEAGE_DATA to the folder that holds tables/.");
  const table = (name: string): string => join(folder, "tables", name);
  const later = laterFacts([
    table("hub_stats_frozen_2026-06-05_4167.jsonl.gz"),
    table("hub_2024-07_details_8650.jsonl.gz"),
  ]);
  mkdirSync(hubAsset("families"), { recursive: true });
  const families = readFamilyRows(table("families_small_2024-07.json.gz"));
  for (const root of UNTYPED_ROOTS) {
    const models = (families.get(root) ?? []).map(row => rowToFacts(row, []));
    const remark = "Facts of 11 July 2024, when the Hub had no typed relations.";
    write(root, models, later, remark);
  }
  const typed = readTypedFamily(table("smollm2-1.7b_family_2025-07.json"));
  write("HuggingFaceTB/SmolLM2-1.7B", typed, later, "Facts of July 2025, with typed relations.");
}

function write(
  root: string,
  models: readonly ModelFacts[],
  later: ReadonlyMap<string, ModelFacts>,
  remark: string,
): void {
  const complete = models.map(model => complemented(model, later.get(model.id)));
  const text = formatFamily(complete, [`The family of ${root}. ${remark}`, "Made by derive-families.ts."]);
  const path = hubAsset("families", `${root.replace("/", "__")}.tsv`);
  writeFileSync(path, text);
  console.log(`${path}: ${models.length} models, ${text.length} bytes`);
}

/** Counts, dates and edges keep the values from the family's own date; a later record only fills gaps. */
function complemented(model: ModelFacts, later: ModelFacts | undefined): ModelFacts {
  const { recorded: _recorded, lastModified: _lastModified, ...facts } = model;
  const kept = model.tags.filter(tag => KEPT_TAGS.test(tag));
  return dropUndefined({
    ...facts,
    license: model.license ?? later?.license,
    languages: model.languages.length > 0 ? model.languages : (later?.languages ?? []),
    datasets: (model.datasets.length > 0 ? model.datasets : (later?.datasets ?? [])).filter(
      id => !id.includes(","),
    ),
    task: model.task ?? later?.task,
    library: model.library ?? later?.library,
    parameters: later?.parameters,
    files: later?.files,
    gated: GATED[model.id] ?? later?.gated,
    tags: kept.length > 0 ? kept : (later?.tags ?? []).filter(tag => KEPT_TAGS.test(tag)),
  });
}

function laterFacts(paths: readonly string[]): Map<string, ModelFacts> {
  const facts = new Map<string, ModelFacts>();
  for (const path of paths) {
    for (const row of jsonLines(path)) {
      const model = rowToFacts(row, []);
      const files = Array.isArray(row.siblings) ? { files: row.siblings.map(String) } : {};
      facts.set(model.id, { ...model, ...files, ...facts.get(model.id) });
    }
  }
  return facts;
}

main();
