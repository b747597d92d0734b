import { asCount, asList, asObject } from "../../lineage/checked-json";
import { BadHeader, ByteReader, type DecodeText, NeedsMore } from "./byte-reader";
import type { ModelBuild } from "./model-config";
import { parsedJson } from "./parsed-json";

/** One tensor of a safetensors header. */
export interface TensorShape {
  readonly type: string;
  readonly shape: readonly number[];
}

/** What a safetensors header says. */
export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorShape>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The longest header that is read, in bytes. Source: safetensors itself refuses headers of more than 100 MB. */
export const longestSafetensorsHeader = 100_000_000;

const mostTensors = 200_000;

/** The length of the header that a file's first 8 bytes announce; throws `BadHeader` if there can be none of that length. */
export function safetensorsHeaderLength(bytes: Uint8Array): number {
  try {
    return new ByteReader(bytes, () => "").count(longestSafetensorsHeader);
  } catch (error) {
    if (error instanceof NeedsMore) throw new BadHeader("is shorter than 8 bytes");
    throw error;
  }
}

/**
 * Reads a safetensors header from the first bytes of a file: its length, then JSON. Throws `BadHeader` if it is none, and
 * `NeedsMore` if the bytes end before it does. Source: https://github.com/huggingface/safetensors#format.
 */
export function readSafetensorsHeader(bytes: Uint8Array, decode: DecodeText): SafetensorsHeader {
  const length = safetensorsHeaderLength(bytes);
  const reader = new ByteReader(bytes, decode);
  reader.skip(8);
  const json = asObject(parsedJson(reader.text(length)));
  if (json === null) throw new BadHeader("is not a JSON object");
  const tensors = new Map<string, TensorShape>();
  for (const [name, value] of Object.entries(json)) {
    if (name === "__metadata__") continue;
    const { dtype, shape } = asObject(value) ?? {};
    const sizes = asList(shape).map(asCount);
    if (typeof dtype !== "string" || !Array.isArray(shape) || sizes.includes(null))
      throw new BadHeader(
        `describes the tensor ${JSON.stringify(name.slice(0, 100))} without a type or a shape`,
      );
    if (tensors.size === mostTensors) throw new BadHeader(`names more than ${mostTensors} tensors`);
    tensors.set(name, { type: dtype.slice(0, 20), shape: sizes.flatMap(size => size ?? []) });
  }
  const metadata = Object.entries(asObject(json.__metadata__) ?? {}).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value] as const] : [],
  );
  return { tensors, metadata: new Map(metadata) };
}

/**
 * What the tensors' names and shapes tell of a model's build: rows and columns of the embedding, and the number of layers.
 * Quantized weights are packed, so their widths tell nothing.
 */
export function safetensorsBuild({ tensors }: SafetensorsHeader): ModelBuild {
  let layers = -1;
  let embedding: readonly number[] | null = null;
  let isPacked = false;
  for (const [name, { shape, type }] of tensors) {
    const layer = /(?:^|\.)(?:layers|layer|h|blocks?)\.(\d{1,4})\./.exec(name)?.[1];
    if (layer !== undefined) layers = Math.max(layers, Number(layer));
    if (
      /(?:^|\.)(?:embed_tokens|word_embeddings|wte|tok_embeddings|embeddings\.word_embeddings)\.weight$/.test(
        name,
      )
    )
      if (shape.length === 2 && !/^[IU]/.test(type)) embedding = shape;
    if (/\.(?:qweight|scales|absmax|weight_packed)$/.test(name)) isPacked = true;
  }
  return {
    architecture: null,
    vocabulary: embedding?.[0] ?? null,
    width: embedding?.[1] ?? null,
    layers: layers < 0 ? null : layers + 1,
    quantization: isPacked ? "packed" : null,
  };
}

/** Whether the tensors are those of a LoRA adapter alone. */
export function isAdapterHeader({ tensors }: SafetensorsHeader): boolean {
  const names = [...tensors.keys()];
  return names.length > 0 && names.every(name => /lora_|\.lora|hada_|lokr_/i.test(name));
}
