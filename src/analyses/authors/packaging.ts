import { type LineageColumns, relationCodes } from "../../columns/columns";
import { lastPackedId } from "../../columns/id-builder";
import { KeyTable } from "../../columns/key-table";
import { lowercased, lowestByte, signsIn, slashesIn, viewOf, wordAt } from "../../columns/words-of-bytes";
import { isMarker } from "./package-markers";

/** What says that a model packages another author's model, strongest first; `none` for other models. */
export const evidences = ["none", "relation", "name", "copy"] as const;

/** Names that more models than this have are common ones (of exercises, of defaults) and prove nothing. */
export const mostBearers = 10;

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
  const names = keptNames(columns);
  const [named, copied] = [evidences.indexOf("name"), evidences.indexOf("copy")];
  const isOpen = (model: number) => evidence[model] === 0 && hasOwnParent[model] === 0;
  for (let model = 0; model < models; model++)
    if (names.copies[model] === 1 && names.markers[model] === 0 && isOpen(model)) evidence[model] = copied;
  const { ids } = columns;
  for (let model = 0; model < models; model++) {
    if (!isOpen(model) || names.markers[model] === 0) continue;
    const from = ids.offsets[model]!;
    const base =
      author.codes[model]! < 0 ? -1 : lastPackedId(ids, ids.bytes, from, from + names.markers[model]!);
    if (base < 0 || evidence[base] !== 0) evidence[model] = named;
  }
  return evidence;
}

/** What names alone say. */
interface NameSigns {
  readonly markers: Uint16Array;
  /** 1 for copies. */
  readonly copies: Uint8Array;
}

/** The same for the same models with other links. */
const kept = new WeakMap<LineageColumns["ids"], NameSigns>();

function keptNames(columns: LineageColumns): NameSigns {
  const known = kept.get(columns.ids);
  if (known !== undefined) return known;
  const names = namesOf(columns);
  const found = { markers: names.markers, copies: copiesOf(columns, names) };
  kept.set(columns.ids, found);
  return found;
}

interface Names {
  /** Where in the bytes of an id its marker begins (`isMarker`); 0 for names without one. */
  readonly markers: Uint16Array;
  /** A key of 64 bits for each name, ignoring case. */
  readonly ones: Int32Array;
  readonly others: Int32Array;
}

/**
 * Reads the bytes of all ids once, four at a time: each name's key, by two hashes after Fowler, Noll, and Vo (FNV-1a) with
 * different starts and factors, and its marker.
 */
function namesOf({ models, ids }: LineageColumns): Names {
  const { bytes, offsets } = ids;
  const view = viewOf(bytes);
  const markers = new Uint16Array(models);
  const [ones, others] = [new Int32Array(models), new Int32Array(models)];
  for (let model = 0; model < models; model++) {
    const [from, to] = [offsets[model]!, offsets[model + 1]!];
    const begin = nameBegin(view, from, to);
    let [one, other, isMarked] = [0x811c9dc5 | 0, 0x2f0b4a27, false];
    for (let at = begin; at < to; at += 4) {
      const word = lowercased(wordAt(view, at, to));
      one = Math.imul(one ^ word, 0x01000193);
      one ^= one >>> 15;
      other = Math.imul(other ^ word, 0x85ebca6b);
      other ^= other >>> 13;
      for (let signs = isMarked ? 0 : signsIn(word); signs !== 0 && !isMarked; signs &= signs - 1) {
        const sign = at + lowestByte(signs);
        isMarked = isMarker(bytes, sign + 1, to);
        if (isMarked && sign > begin) markers[model] = sign - from;
      }
    }
    ones[model] = one;
    others[model] = other;
  }
  return { markers, ones, others };
}

/** Where the name begins in the bytes of an id: after the first slash. */
function nameBegin(view: DataView, from: number, to: number): number {
  for (let at = from; at < to; at += 4) {
    const slashes = slashesIn(wordAt(view, at, to));
    if (slashes !== 0) return at + lowestByte(slashes) + 1;
  }
  return from;
}

/** The bits of a key that choose a part of the names, whose table then fits into the cache of the processor. */
const partBits = 8;

/** Marks the models whose name an earlier model of another author has, unless it is a common one. */
function copiesOf(columns: LineageColumns, names: Names): Uint8Array {
  const copies = new Uint8Array(columns.models);
  const { createdAt } = columns.numbers;
  const { codes } = columns.author;
  if (createdAt === null) return copies;
  const { models, ones, others, starts } = byPart(names);
  let longest = 0;
  for (let part = 0; part < starts.length - 1; part++)
    longest = Math.max(longest, starts[part + 1]! - starts[part]!);
  const table = new KeyTable(longest);
  const [place, bearers] = [new Uint32Array(longest), new Uint32Array(longest)];
  const earliest = new Int32Array(longest);
  for (let part = 0; part < starts.length - 1; part++) {
    const [from, to] = [starts[part]!, starts[part + 1]!];
    table.clear();
    bearers.fill(0);
    earliest.fill(-1);
    for (let at = from; at < to; at++) {
      const name = table.add(ones[at]!, others[at]!);
      place[at - from] = name;
      bearers[name] = bearers[name]! + 1;
    }
    const isShared = (name: number) => bearers[name]! > 1 && bearers[name]! <= mostBearers;
    for (let at = from; at < to; at++) {
      const name = place[at - from]!;
      if (!isShared(name)) continue;
      const [first, time] = [earliest[name]!, createdAt[models[at]!]!];
      if (first < 0 ? !Number.isNaN(time) : time < createdAt[first]!) earliest[name] = models[at]!;
    }
    for (let at = from; at < to; at++) {
      const [name, model] = [place[at - from]!, models[at]!];
      const first = earliest[name]!;
      if (!isShared(name) || first < 0) continue;
      // Models from before the Hub recorded dates all have one time, and none of them is a copy of another.
      const isOther = codes[first] !== codes[model];
      if (isOther && createdAt[first]! < createdAt[model]!) copies[model] = 1;
    }
  }
  return copies;
}

/** The models and their keys by parts of the names, by a counting sort. */
function byPart({ ones, others }: Names) {
  const starts = new Uint32Array(2 ** partBits + 1);
  const partOf = (model: number) => Math.imul(ones[model]! ^ others[model]!, 0x85ebca6b) >>> (32 - partBits);
  for (let model = 0; model < ones.length; model++)
    starts[partOf(model) + 1] = starts[partOf(model) + 1]! + 1;
  for (let part = 1; part < starts.length; part++) starts[part] = starts[part]! + starts[part - 1]!;
  const next = starts.slice();
  const models = new Uint32Array(ones.length);
  const [sortedOnes, sortedOthers] = [new Int32Array(ones.length), new Int32Array(ones.length)];
  for (let model = 0; model < ones.length; model++) {
    const part = partOf(model);
    const place = next[part]!;
    next[part] = place + 1;
    models[place] = model;
    sortedOnes[place] = ones[model]!;
    sortedOthers[place] = others[model]!;
  }
  return { models, ones: sortedOnes, others: sortedOthers, starts };
}
