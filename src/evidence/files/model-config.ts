import { asCount, asObject, asText, type JsonObject } from "../../lineage/checked-json";
import { ownValue } from "../../lineage/own-value";
import type { Evidence } from "../evidence";
import { namedId } from "../named-id";
import { jsonProblem, longestName, parsedJson } from "./parsed-json";

/** What the files tell of a model's build; null where they do not say. */
export interface ModelBuild {
  /** `llama`, `bert`, …: the `model_type` of config.json, or `general.architecture` of a GGUF file. */
  readonly architecture: string | null;
  readonly vocabulary: number | null;
  readonly width: number | null;
  readonly layers: number | null;
  /** `gptq`, `awq`, …, or null if the weights are not quantized as far as is known. */
  readonly quantization: string | null;
}

/** What a config.json tells of a model's build; null if it is none. */
export function configBuild(text: string): ModelBuild | null {
  const config = asObject(parsedJson(text));
  if (config === null) return null;
  // Models that also see or hear keep the numbers of their language model apart.
  const inner = asObject(config.text_config) ?? {};
  const number = (...names: readonly string[]) => firstCount(config, names) ?? firstCount(inner, names);
  return {
    architecture: asText(config.model_type, 60),
    vocabulary: number("vocab_size"),
    width: number("hidden_size", "d_model", "n_embd", "dim"),
    layers: number("num_hidden_layers", "n_layer", "num_layers", "n_layers"),
    quantization: asText(asObject(config.quantization_config)?.quant_method, 40),
  };
}

/** What a config.json tells of the model that its weights were loaded from. */
export function configEvidence(text: string, where: string): readonly Evidence[] {
  const config = asObject(parsedJson(text));
  const from = asText(config?._name_or_path, longestName);
  if (config === null || from === null) return [];
  const isQuantized = asObject(config.quantization_config) !== null;
  return [
    {
      kind: "config",
      clue: "config/name-or-path",
      parent: namedId(from),
      seen: `_name_or_path: ${from}`,
      where,
      relation: isQuantized ? "quantized" : null,
    },
  ];
}

/** Why a config.json, or its origin, cannot be read, as the end of a sentence; null if they can. */
export function configProblem(text: string): string | null {
  return jsonProblem(text, "_name_or_path");
}

function firstCount(from: JsonObject, names: readonly string[]): number | null {
  for (const name of names) {
    const found = asCount(ownValue(from, name));
    if (found !== null) return found;
  }
  return null;
}
