import type { LineageColumns } from "../../columns/columns";
import { repoName } from "../../lineage/repo-id";
import { architectures } from "./architectures";
import { nameParts } from "./name-parts";

/** All models of a table, as names are compared with them. Declared edges that are hidden do not exist in it. */
export interface ModelWorld {
  readonly columns: LineageColumns;
  /** Rows of the models whose name, without the owner, has these parts. */
  named(parts: readonly string[]): readonly number[];
  /** The declared parents of a model. */
  parents(model: number): Uint32Array;
  /** How many models declare it as a parent. */
  children(model: number): number;
  /** The models of an author, by the author's code. */
  byAuthor(author: number): Uint32Array;
  tags(model: number): readonly string[];
  /** The architecture that its tags name, or "". */
  architecture(model: number): string;
  /** The parents of the models with this mark (see `markOf`), the most frequent first, with their shares. */
  parentsOfMark(mark: string): readonly { readonly parent: number; readonly share: number }[];
  /** Library, task, and what else the tags tell of how a model was made. */
  mark(model: number): string;
}

/** Looks models up by name, author, and tags; `isHidden` leaves declared edges out. */
export function modelWorld(columns: LineageColumns, isHidden: (edge: number) => boolean): ModelWorld {
  const names = nameTable(columns);
  const up = rows(columns.models, columns.edges.child, columns.edges.parent, isHidden);
  const children = new Uint32Array(columns.models);
  for (const parent of up.ends) children[parent] = (children[parent] ?? 0) + 1;
  const authors = authorRows(columns);
  const tags = tagReader(columns);
  const architecture = (model: number) => tags(model).find(tag => architectures.has(tag)) ?? "";
  const mark = (model: number) => markOf(tags(model));
  let marks: ReadonlyMap<string, readonly { readonly parent: number; readonly share: number }[]> | null =
    null;
  return {
    columns,
    named: parts => names(parts.join("-")),
    parents: model => up.of(model),
    children: model => children[model] ?? 0,
    byAuthor: author => authors.of(author),
    tags,
    architecture,
    parentsOfMark: wanted => {
      marks ??= countMarks(columns.models, mark, up.of);
      return marks.get(wanted) ?? [];
    },
    mark,
  };
}

/** Tags that tell how a model was made, beside its architecture. */
const making =
  /^(?:diffusers|transformers|peft|sentence-transformers|setfit|stable-baselines3|span-marker|adapter-transformers|lora|dreambooth|textual_inversion|controlnet|template:.+|.*Pipeline|trl|sft|dpo|unsloth|gguf|text-to-image|automatic-speech-recognition|token-classification|text-classification|image-classification|text-to-speech|text-to-audio|question-answering|translation|summarization|fill-mask|object-detection|audio-classification|video-classification|image-segmentation|feature-extraction|text-generation|text2text-generation)$/;

function markOf(tags: readonly string[]): string {
  return tags
    .filter(tag => architectures.has(tag) || making.test(tag))
    .sort()
    .join(" ");
}

function countMarks(
  models: number,
  mark: (model: number) => string,
  parents: (model: number) => Uint32Array,
) {
  const counts = new Map<string, Map<number, number>>();
  for (let model = 0; model < models; model++) {
    const own = parents(model);
    if (own.length !== 1) continue;
    const key = mark(model);
    const known = counts.get(key) ?? new Map<number, number>();
    counts.set(key, known);
    const [parent = -1] = own;
    known.set(parent, (known.get(parent) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([key, byParent]) => {
      const all = [...byParent.values()].reduce((sum, each) => sum + each, 0);
      const top = [...byParent].sort((one, other) => other[1] - one[1]).slice(0, 3);
      // One model more that has another parent keeps a mark that few have from being certain.
      return [key, top.map(([parent, count]) => ({ parent, share: count / (all + 1) }))] as const;
    }),
  );
}

/** Models by the parts of their names, in a hash table of numbers: a map of texts would hold every name twice. */
function nameTable(columns: LineageColumns): (parts: string) => readonly number[] {
  const key = (model: number) => nameParts(repoName(columns.id(model))).join("-");
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, columns.models * 2)));
  const first = new Int32Array(size).fill(-1);
  const next = new Int32Array(columns.models);
  for (let model = columns.models - 1; model >= 0; model--) {
    const slot = hash(key(model)) & (size - 1);
    next[model] = first[slot] ?? -1;
    first[slot] = model;
  }
  return parts => {
    const found: number[] = [];
    for (let model = first[hash(parts) & (size - 1)] ?? -1; model >= 0; model = next[model] ?? -1)
      if (key(model) === parts) found.push(model);
    return found;
  };
}

/** FNV-1a over UTF-16 units, mixed. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

function rows(
  models: number,
  near: Uint32Array,
  far: Uint32Array,
  isHidden: (edge: number) => boolean,
): { readonly ends: Uint32Array; readonly of: (model: number) => Uint32Array } {
  const starts = new Uint32Array(models + 1);
  for (let edge = 0; edge < near.length; edge++) {
    const row = (near[edge] ?? 0) + 1;
    // A model that names itself has no parent.
    if (near[edge] !== far[edge] && !isHidden(edge)) starts[row] = (starts[row] ?? 0) + 1;
  }
  for (let row = 1; row <= models; row++) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
  const ends = new Uint32Array(starts[models] ?? 0);
  const at = starts.slice();
  for (let edge = 0; edge < near.length; edge++) {
    const row = near[edge] ?? 0;
    if (row === far[edge] || isHidden(edge)) continue;
    const place = at[row] ?? 0;
    ends[place] = far[edge] ?? 0;
    at[row] = place + 1;
  }
  return { ends, of: model => ends.subarray(starts[model], starts[model + 1]) };
}

function authorRows({ author, models }: LineageColumns): { readonly of: (author: number) => Uint32Array } {
  const starts = new Uint32Array(author.values.length + 1);
  for (let model = 0; model < models; model++) {
    const code = author.codes[model] ?? -1;
    if (code >= 0) starts[code + 1] = (starts[code + 1] ?? 0) + 1;
  }
  for (let row = 1; row < starts.length; row++) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
  const all = new Uint32Array(starts[starts.length - 1] ?? 0);
  const at = starts.slice();
  for (let model = 0; model < models; model++) {
    const code = author.codes[model] ?? -1;
    if (code < 0) continue;
    const place = at[code] ?? 0;
    all[place] = model;
    at[code] = place + 1;
  }
  return { of: code => (code < 0 ? all.subarray(0, 0) : all.subarray(starts[code], starts[code + 1])) };
}

/** The tags of models, without those that declare a parent. */
function tagReader({ traits }: LineageColumns): (model: number) => readonly string[] {
  const { tag } = traits;
  if (tag === null) return () => [];
  if (tag.kind === "single")
    return model => {
      const value = tag.values[tag.codes[model] ?? -1];
      return value === undefined ? [] : [value];
    };
  return model => {
    const found: string[] = [];
    for (let at = tag.starts[model] ?? 0; at < (tag.starts[model + 1] ?? 0); at++) {
      const value = tag.values[tag.codes[at] ?? 0];
      if (value !== undefined && !value.startsWith("base_model:")) found.push(value);
    }
    return found;
  };
}
