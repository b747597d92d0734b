import { type LineageColumns, relationCodes } from "../../columns/columns";
import { lastPackedId } from "../../columns/id-builder";
import { lowerByte } from "../../columns/id-hash";
import { KeyTable } from "../../columns/key-table";
import { repoName } from "../../lineage/repo-id";

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
  const copies = copiesOf(columns, names);
  for (let model = 0; model < models; model++)
    if (copies[model] === 1 && names.markers[model] === 0 && isOpen(model)) evidence[model] = copied;
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

interface Names {
  /** Where in the bytes of an id its marker begins; 0 for names without one. */
  readonly markers: Uint16Array;
  /** A key of 64 bits for each name, ignoring case. */
  readonly ones: Int32Array;
  readonly others: Int32Array;
}

const [slash, hyphen, dot] = Array.from("/-.", letter => letter.charCodeAt(0));

/** The bit of the signs that a marker begins with. */
const sign = 0x100;
/** Bytes with A to Z lowercased, and with the bit of these signs. */
const lowerSigns = Uint16Array.from(lowerByte, byte =>
  "-_.".includes(String.fromCharCode(byte)) ? byte | sign : byte,
);

/** Reads the bytes of all ids once; only names that may have a marker become text. */
function namesOf({ models, id, ids }: LineageColumns): Names {
  const { bytes, offsets } = ids;
  const markers = new Uint16Array(models);
  const [ones, others] = [new Int32Array(models), new Int32Array(models)];
  for (let model = 0; model < models; model++) {
    const [from, to] = [offsets[model]!, offsets[model + 1]!];
    const begin = nameBegin(bytes, from, to);
    // Two hashes after Fowler, Noll, and Vo (FNV-1a), of two bytes at once, with different starts and factors: together, 64 bits.
    let [one, other, isMarked] = [0x811c9dc5 | 0, 0x2f0b4a27, false];
    for (let at = begin; at < to; at += 2) {
      const [first, second] = [lowerSigns[bytes[at]!]!, at + 1 < to ? lowerSigns[bytes[at + 1]!]! : 0];
      const both = first | (second << 9);
      one = Math.imul(one ^ both, 0x01000193);
      other = Math.imul(other ^ both, 0x85ebca6b) ^ (other >>> 15);
      if (((first | second) & sign) === 0 || isMarked) continue;
      isMarked =
        ((first & sign) !== 0 && mayBeMarker(bytes, at + 1, to)) ||
        ((second & sign) !== 0 && mayBeMarker(bytes, at + 2, to));
    }
    ones[model] = one;
    others[model] = other;
    if (isMarked) markers[model] = markerOf(id(model), begin - from);
  }
  return { markers, ones, others };
}

/** Where the name begins in the bytes of an id: after the first slash. */
function nameBegin(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== slash) at++;
  return at < to ? at + 1 : from;
}

/** Where in the bytes of an id the marker of its name begins, which starts at `begin`; 0 for none. */
function markerOf(id: string, begin: number): number {
  const name = repoName(id);
  const base = unpackedName(name);
  if (base === null) return 0;
  let length = 0;
  for (const letter of base) {
    const code = letter.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return begin + length;
}

/** What markers begin with, as two bytes. */
const markerStarts = new Set(
  ["gg", "gp", "aw", "aq", "ex", "ml", "bn", "hq", "ee", "nf", "fp", "in", "i1", "w4", "w8"]
    .concat(["q2", "q3", "q4", "q5", "q6", "q7", "q8"])
    .map(pair => (pair.charCodeAt(0) << 8) | pair.charCodeAt(1)),
);
const isMarkerStart = Uint8Array.from({ length: 1 << 16 }, (_, pair) => (markerStarts.has(pair) ? 1 : 0));

const isDigit = (byte: number) => byte >= 48 && byte <= 57;

/**
 * Whether a marker may begin at a byte, so that few names are read as text: two letters of one, or a digit before what is
 * left of "bit", "-bit", "bpw", or decimals.
 */
export function mayBeMarker(bytes: Uint8Array, at: number, to: number): boolean {
  if (at + 1 >= to) return false;
  const [first, second] = [bytes[at]!, lowerByte[bytes[at + 1]!]!];
  const third = at + 2 < to ? lowerByte[bytes[at + 2]!] : 0;
  if (!isDigit(first)) return isMarkerStart[(lowerByte[first]! << 8) | second] === 1;
  if (second === 0x62) return third === 0x69 || third === 0x70;
  if (second === hyphen) return third === 0x62;
  if (second !== dot) return false;
  let end = at + 2;
  while (end < to && isDigit(bytes[end]!)) end++;
  return end < to && lowerByte[bytes[end]!] === 0x62;
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
  for (let part = 0; part < starts.length - 1; part++) {
    const [from, to] = [starts[part]!, starts[part + 1]!];
    const table = new KeyTable(to - from);
    const [place, bearers] = [new Uint32Array(to - from), new Uint32Array(to - from)];
    for (let at = from; at < to; at++) {
      const name = table.add(ones[at]!, others[at]!);
      place[at - from] = name;
      bearers[name] = bearers[name]! + 1;
    }
    const isShared = (name: number) => bearers[name]! > 1 && bearers[name]! <= mostBearers;
    const earliest = new Int32Array(to - from).fill(-1);
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
