import { fileNames } from "../file-names";
import { digest } from "../hub-data";
import type { ModelFacts } from "./facts";
import { cardText } from "./model-card";

/** Whether a file is stored as a large file, downloaded from another host. */
export function isLargeFile(name: string): boolean {
  return /\.(safetensors|gguf|bin|onnx|pt|pth|h5|msgpack)$/.test(name);
}

/** The content of a small file; undefined if the repository has no such file or it is a large one. */
export function smallFile(model: ModelFacts, name: string): string | undefined {
  if (!fileNames(model).includes(name) || isLargeFile(name)) return undefined;
  if (model.texts !== undefined && Object.hasOwn(model.texts, name)) return model.texts[name];
  if (name === "README.md") return cardText(model);
  if (name === "adapter_config.json") {
    return `${JSON.stringify({ base_model_name_or_path: model.parents[0] ?? null, peft_type: "LORA" }, null, 2)}\n`;
  }
  return name.endsWith(".json") ? "{}\n" : "";
}

/** Bytes of a file; large ones share two bytes for each parameter. */
export function fileSize(model: ModelFacts, name: string): number {
  if (!isLargeFile(name)) return Buffer.byteLength(smallFile(model, name) ?? "");
  const large = fileNames(model).filter(isLargeFile).length;
  return Math.round((2 * (model.parameters ?? 1_000_000)) / large);
}

/** A file as described with `blobs=true`. */
export function blobOf(model: ModelFacts, name: string): Record<string, unknown> {
  const size = fileSize(model, name);
  const blobId = digest(`blob ${model.id} ${name} ${size}`);
  const blob = { rfilename: name, blobId, size };
  return isLargeFile(name)
    ? { ...blob, lfs: { sha256: largeFileHash(model, name), size, pointerSize: 135 } }
    : blob;
}

/** The 64 hex digits that stand for a large file's content. */
export function largeFileHash(model: ModelFacts, name: string): string {
  return (digest(`${model.id} ${name}`) + digest(`${name} ${model.id}`)).slice(0, 64);
}
