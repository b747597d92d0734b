import { asCount, asObject } from "../checked-json";
import { elements, isPacked, type StoredCounts, type Unpacked, unpackedCount } from "./packed-weights";
import { type SizeInName, sizeInName } from "./size-in-name";

/** Where a number of parameters comes from; `safetensors-packed` is a count of packed weights that we unpacked. */
export type ParameterBasis = "safetensors" | "safetensors-packed" | "gguf" | "name";

/** How many parameters a model has, and how that is known. */
export interface Parameters {
  readonly parameters: number;
  readonly basis: ParameterBasis;
  /** Whether the figure was inferred, from the name or from how weights are packed, and not counted. */
  readonly estimate: boolean;
  /** Parameters that one token uses, if the name says so. */
  readonly active?: number;
}

/** What the Hub says about a model that tells its size; fields as in its API, unchecked. */
export interface SizedModel {
  readonly id: string;
  readonly tags?: readonly string[];
  /** `{ total, parameters: { BF16: … } }`; without `parameters`, packed weights are told by tags and the name alone. */
  readonly safetensors?: unknown;
  /** `{ total, … }` */
  readonly gguf?: unknown;
}

/** A total below this share of the elements that it is the total of is wrong: indexes of shards state what they like. */
const leastTotal = 0.9;
/** A count that is this many times smaller than the size in the name counts packed weights, not parameters. */
const packedRatio = 1.6;

/**
 * The parameters of a model: from its safetensors files, unpacked if they are packed, else from gguf, else from the name.
 * Undefined if nothing tells them. An adapter's name tells the size of its parent.
 */
export function modelParameters(model: SizedModel): Parameters | undefined {
  const named = nameTellsSize(model) ? sizeInName(model.id) : undefined;
  const known = counted(model, named) ?? (named && { ...named, basis: "name", estimate: true });
  if (known === undefined) return undefined;
  const { parameters, basis, estimate } = known;
  const active = named?.active;
  return active === undefined || active >= parameters
    ? { parameters, basis, estimate }
    : { parameters, basis, estimate, active };
}

/**
 * The same as far as files tell it; null if only the name does, which is left to whoever asks for it, or if it is more than
 * a number holds exactly.
 */
export function parametersOfFiles(model: SizedModel): Parameters | null {
  const size = modelParameters(model);
  return size === undefined || size.basis === "name" || size.parameters > Number.MAX_SAFE_INTEGER
    ? null
    : size;
}

/** Names of agents tell steps: `ppo-LunarLander-1M`. */
function nameTellsSize({ tags }: SizedModel): boolean {
  return tags === undefined || !tags.includes("reinforcement-learning");
}

function counted(model: SizedModel, named: SizeInName | undefined): Parameters | undefined {
  const { id, tags = [] } = model;
  const gguf = positive(asObject(model.gguf)?.total);
  const fromGguf =
    gguf === null ? undefined : ({ parameters: gguf, basis: "gguf", estimate: false } as const);
  const stored = storedCounts(model.safetensors);
  const sum = elements(stored);
  const total = totalOf(model.safetensors, sum);
  if (total === null) return fromGguf;
  const unpacked = unpackedCount(stored, id, tags);
  if (unpacked !== undefined) return fromPacked(model, { total, sum, unpacked }, fromGguf, named);
  if (stored.size === 0 && isPacked(id, tags)) {
    // Only the total is known: it is that of packed weights if the name says far more.
    if (fromGguf !== undefined) return fromGguf;
    if (named !== undefined && total * packedRatio < named.parameters) return undefined;
  }
  return { parameters: total, basis: "safetensors", estimate: false };
}

/** Which of two counts a model has: packed elements, or parameters that the Hub has unpacked already. */
function fromPacked(
  model: SizedModel,
  { total, sum, unpacked }: { readonly total: number; readonly sum: number; readonly unpacked: Unpacked },
  fromGguf: Parameters | undefined,
  named: SizeInName | undefined,
): Parameters {
  const packed: Parameters = {
    parameters: unpacked.parameters,
    basis: "safetensors-packed",
    estimate: true,
  };
  if (unpacked.isCertain) return packed;
  // A total above the elements is the number of parameters that the author states.
  if (total > sum * 1.02) return { parameters: total, basis: "safetensors", estimate: false };
  if (fromGguf !== undefined) return fromGguf;
  const expected = (named ?? parentSize(model.tags ?? []))?.parameters;
  const distance = (count: number) => Math.abs(Math.log(count / (expected ?? count)));
  const isPackedStill = expected !== undefined && distance(unpacked.parameters) < distance(total);
  return isPackedStill
    ? packed
    : { parameters: total, basis: "safetensors", estimate: expected === undefined };
}

function parentSize(tags: readonly string[]): SizeInName | undefined {
  for (const tag of tags) {
    const size = tag.startsWith("base_model:") ? sizeInName(tag) : undefined;
    if (size !== undefined) return size;
  }
  return undefined;
}

function storedCounts(safetensors: unknown): StoredCounts {
  const counts = new Map<string, number>();
  for (const [type, value] of Object.entries(asObject(asObject(safetensors)?.parameters) ?? {})) {
    const count = positive(value);
    if (count !== null) counts.set(type, count);
  }
  return counts;
}

/** The Hub's total, or the sum of all types if there is none or it cannot be right. */
function totalOf(safetensors: unknown, sum: number): number | null {
  const total = positive(asObject(safetensors)?.total);
  if (total !== null && total >= sum * leastTotal) return total;
  return sum > 0 ? sum : total;
}

function positive(value: unknown): number | null {
  const count = asCount(value);
  return count === null || count === 0 ? null : count;
}
