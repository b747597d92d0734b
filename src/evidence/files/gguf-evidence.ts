import type { Evidence } from "../evidence";
import { addressedId, namedId } from "../named-id";
import type { GgufHeader } from "./gguf-header";
import type { ModelBuild } from "./model-config";

const mostParents = 300;

/** What a GGUF header tells of parents: `general.base_model.N.*`, else `general.source.*`. */
export function ggufEvidence({ metadata }: GgufHeader, where: string): readonly Evidence[] {
  const text = (key: string): string | null => {
    const value = metadata.get(key);
    return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 300) : null;
  };
  const count = metadata.get("general.base_model.count");
  const bases = typeof count === "number" ? Math.min(Math.max(0, Math.trunc(count)), mostParents) : 0;
  const found: Evidence[] = [];
  for (let at = 0; at < bases; at++) {
    const key = `general.base_model.${at}`;
    const url = text(`${key}.repo_url`);
    const [owner, name] = [text(`${key}.organization`), text(`${key}.name`)];
    const seen = url ?? [owner, name].filter(part => part !== null).join(" ");
    if (seen === "") continue;
    found.push({
      kind: "gguf",
      clue: "gguf/base-model",
      parent: url === null ? null : idOfUrl(url),
      seen: `${key}${url === null ? ".name" : ".repo_url"}: ${seen}`,
      where,
      // The metadata are those of the model before its conversion, whose parents these are, or of the file itself.
      relation: bases > 1 ? "merge" : null,
      ...(bases > 1 ? { isOneOfSeveral: true as const } : {}),
    });
  }
  for (const key of [
    "general.source.repo_url",
    "general.source.huggingface.repository",
    "general.source.url",
  ]) {
    const seen = text(key);
    if (seen === null) continue;
    const parent = idOfUrl(seen);
    found.push({
      kind: "gguf",
      clue: "gguf/source",
      parent,
      seen: `${key}: ${seen}`,
      where,
      relation: "quantized",
    });
  }
  return found;
}

/** What a GGUF header tells of a model's build. */
export function ggufBuild({ metadata }: GgufHeader): ModelBuild {
  const number = (key: string): number | null => {
    const value = metadata.get(key);
    return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
  };
  const written = metadata.get("general.architecture");
  const architecture = typeof written === "string" ? written.slice(0, 60) : null;
  const tokens = metadata.get("tokenizer.ggml.tokens");
  return {
    architecture,
    vocabulary: number(`${architecture}.vocab_size`) ?? (typeof tokens === "object" ? tokens.length : null),
    width: number(`${architecture}.embedding_length`),
    layers: number(`${architecture}.block_count`),
    quantization: number("general.file_type") === null ? null : "gguf",
  };
}

function idOfUrl(url: string): string | null {
  const path = /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/([\w./-]{1,250})$/.exec(url)?.[1];
  return path === undefined ? namedId(url) : addressedId(path);
}
