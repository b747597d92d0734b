import type { FrontMatter } from "../../card/front-matter/front-matter";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { asList, asMeasure, asObject, asText, type JsonObject } from "../../lineage/checked-json";
import type { Evidence } from "../evidence";
import { namedId, withoutRevision } from "../named-id";
import { longestName } from "./parsed-json";

/** One model of a merge. */
export interface MergedModel {
  readonly name: string;
  /** The share or weight that the configuration gives it; null if none is written as one number. */
  readonly weight: number | null;
  readonly isBase: boolean;
}

/** A merge as mergekit's configuration describes it. */
export interface MergeConfig {
  /** `slerp`, `ties`, …; null if the configuration does not say. */
  readonly method: string | null;
  readonly models: readonly MergedModel[];
}

/** More models of one merge are not read. */
export const mostModels = 300;

/** Reads a mergekit configuration; null if the text names no model. */
export function readMergeConfig(yaml: string): MergeConfig | null {
  return configIn(parsedYaml(yaml));
}

/** What a mergekit configuration says; null if it names no model. */
export function configIn({ fields }: Pick<FrontMatter, "fields">): MergeConfig | null {
  const value = (key: string): unknown => fields.get(key)?.value;
  const found = new Map<string, MergedModel>();
  const add = (written: unknown, weight: number | null, isBase: boolean): void => {
    const name = modelName(written);
    const known = name === null ? undefined : found.get(name);
    if (name === null || (known === undefined && found.size >= mostModels)) return;
    found.set(name, {
      name,
      weight: known?.weight ?? weight,
      isBase: isBase || known?.isBase === true,
    });
  };
  for (const entry of [...asList(value("models")), ...slicedSources(value("slices"))]) {
    const model = asObject(entry);
    if (model !== null) add(model.model, weightOf(model), false);
  }
  for (const slice of asList(value("slices"))) add(asObject(slice)?.base_model, null, false);
  // A mixture of experts names them in lists of its own.
  for (const entry of [...asList(value("experts")), ...asList(value("shared_experts"))])
    add(asObject(entry)?.source_model, null, false);
  const method = asText(value("merge_method"), 60);
  if (found.size === 0) return null;
  add(value("base_model"), null, true);
  return { method, models: [...found.values()] };
}

/** What a mergekit configuration tells of the parents. */
export function mergeEvidence(yaml: string, where: string): readonly Evidence[] {
  const config = readMergeConfig(yaml);
  if (config === null) return [];
  const method = config.method === null ? "" : `${config.method}: `;
  // A model with a LoRA on top is written as `model+lora`, and both are merged.
  const parts = config.models.flatMap(model => model.name.split("+").map(part => ({ ...model, part })));
  return parts.map(({ name, part, weight, isBase }) => ({
    kind: "mergekit",
    clue: "mergekit/model",
    parent: namedId(withoutRevision(part)),
    seen: `${method}${name}${weight === null ? "" : ` (weight ${weight})`}${isBase ? " (base)" : ""}`,
    where,
    relation: "merge",
    isOneOfSeveral: true,
  }));
}

/** A mergekit configuration as YAML, and whether other documents follow. */
export function parsedYaml(yaml: string) {
  const text = `---\n${yaml.replace(/^\uFEFF?\s*---[ \t]*\r?\n/, "").replace(/^\uFEFF/, "")}\n---\n`;
  const read = parseFrontMatter(text);
  const end = read.block?.end ?? text.length;
  return { ...read, isFirstOfSeveral: text.slice(end).trim() !== "---" };
}

function slicedSources(slices: unknown): readonly unknown[] {
  return asList(slices).flatMap(slice => asList(asObject(slice)?.sources));
}

/** A model as a text, or as `{model, lora}`, where each may be `{path, revision}`. Source: `ModelReference` of mergekit. */
function modelName(written: unknown): string | null {
  const { model, lora } = asObject(written) ?? {};
  const [name, added] = [pathOf(written) ?? pathOf(model), pathOf(lora)];
  return name === null || added === null ? name : `${name}+${added}`;
}

function pathOf(written: unknown): string | null {
  return asText(written, longestName) ?? asText(asObject(written)?.path, longestName);
}

function weightOf({ parameters }: JsonObject): number | null {
  const { weight } = asObject(parameters) ?? {};
  return asMeasure(weight);
}
