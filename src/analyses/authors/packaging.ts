import { type LineageColumns, relationCodes } from "../../columns/columns";
import { KeyTable, textKey } from "../../columns/key-table";
import { authorOf, repoName } from "../../lineage/repo-id";

/** What says that a model packages another author's model, strongest first; `none` for other models. */
export const evidences = ["none", "relation", "name", "copy"] as const;

/** Names that more models than this have are common ones (of exercises, of defaults) and prove nothing. */
export const mostBearers = 10;

/** What a name ends with, from the first such part on, if the weights are quantized or converted for another program. */
const marker =
  /[-_.](?:gguf|ggml|awq|gptq|exl[23]|mlx|bnb|hqq|eetq|aqlm|nf4|fp8|int[48]|[2-8]-?bits?|q[2-8](?:_[0-9a-z]+)*|i1-gguf|\d(?:\.\d+)?bpw|w4a16|w8a8)(?=$|[-_.])/i;

/** The name without what says that it is a package; null if nothing does. */
export function unpackedName(name: string): string | null {
  const found = marker.exec(name);
  return found === null || found.index === 0 ? null : name.slice(0, found.index);
}

/**
 * For each model, an index into `evidences`: it declares to be quantized from another author's model; or its name has a
 * part such as -GGUF or -4bit, while neither a declared parent nor a model of the name without this part (which is no
 * package itself) is its author's own; or it is a copy: an earlier model of another author has its name (in any case of letters), which at most
 * `mostBearers` models have.
 */
export function packagingOf(columns: LineageColumns): Uint8Array {
  const { models, edges, author } = columns;
  const evidence = new Uint8Array(models);
  const hasOwnParent = new Uint8Array(models);
  const quantized = relationCodes.indexOf("quantized");
  for (let edge = 0; edge < edges.child.length; edge++) {
    const child = edges.child[edge]!;
    const [maker, source] = [author.codes[child]!, author.codes[edges.parent[edge]!]!];
    if (edges.parent[edge] === child) continue;
    if (maker >= 0 && maker === source) hasOwnParent[child] = 1;
    else if (edges.relation[edge] === quantized) evidence[child] = evidences.indexOf("relation");
  }
  const names = namesOf(columns);
  const [named, copied] = [evidences.indexOf("name"), evidences.indexOf("copy")];
  const isOpen = (model: number) => evidence[model] === 0 && hasOwnParent[model] === 0;
  const isMarked = (model: number) => !Number.isNaN(names.ownBase[model]!);
  for (let model = 0; model < models; model++)
    if (isOpen(model) && !isMarked(model) && isCopy(model, columns, names)) evidence[model] = copied;
  for (let model = 0; model < models; model++) {
    if (!isOpen(model) || !isMarked(model)) continue;
    const base = names.bases[names.baseIds.find(names.ownBase[model]!)]!;
    if (base < 0 || evidence[base] !== 0) evidence[model] = named;
  }
  return evidence;
}

interface Names {
  /** The keys of `ownBase`, and for each place the model with that id (in any case of letters), -1 if there is none. */
  readonly baseIds: KeyTable;
  readonly bases: Int32Array;
  /** The key of the id that the unpacked model of the same author would have; NaN for names without a marker. */
  readonly ownBase: Float64Array;
  /** The place of each model's name; for each place, how many models have it and the earliest of them. */
  readonly place: Uint32Array;
  readonly bearers: Uint32Array;
  readonly earliest: Int32Array;
}

function namesOf({ models, id, numbers: { createdAt } }: LineageColumns): Names {
  const [baseIds, table] = [new KeyTable(), new KeyTable(models)];
  const [ownBase, keys] = [new Float64Array(models).fill(Number.NaN), new Float64Array(models)];
  const place = new Uint32Array(models);
  const bearers = new Uint32Array(models);
  const earliest = new Int32Array(models).fill(-1);
  for (let model = 0; model < models; model++) {
    const written = id(model).toLowerCase();
    const name = repoName(written);
    keys[model] = textKey(written);
    const base = unpackedName(name);
    if (base !== null) {
      const key = textKey(`${authorOf(written) ?? ""}/${base}`);
      ownBase[model] = key;
      baseIds.add(key);
    }
    const at = table.add(textKey(name));
    place[model] = at;
    bearers[at] = bearers[at]! + 1;
    const time = createdAt?.[model] ?? Number.NaN;
    if (Number.isNaN(time)) continue;
    const first = earliest[at]!;
    if (first < 0 || time < (createdAt?.[first] ?? Number.POSITIVE_INFINITY)) earliest[at] = model;
  }
  // The bases are few, so that looking for them among all ids is cheaper than a table of all ids.
  const bases = new Int32Array(baseIds.size).fill(-1);
  for (let model = 0; model < models; model++) {
    const at = baseIds.find(keys[model]!);
    if (at >= 0) bases[at] = model;
  }
  return { baseIds, bases, ownBase, place, bearers, earliest };
}

function isCopy(
  model: number,
  { author, numbers: { createdAt } }: LineageColumns,
  { place, bearers, earliest }: Names,
): boolean {
  const at = place[model]!;
  const first = earliest[at]!;
  if (createdAt === null || first < 0 || bearers[at]! > mostBearers) return false;
  // Models from before the Hub recorded dates all have one time, and none of them is a copy of another.
  return author.codes[first] !== author.codes[model] && createdAt[first]! < createdAt[model]!;
}
