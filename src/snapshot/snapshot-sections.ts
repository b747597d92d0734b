import { authorsOfPackedIds } from "../columns/authors";
import type { Codes, Edges, ListTrait, NumberColumn, OptionalCodes, SingleTrait } from "../columns/columns";
import type { PackedIds } from "../columns/id-builder";
import { slotCount, slotTable } from "../columns/id-hash";
import type { ClaimedParents, PackedTexts, SnapshotColumns } from "../columns/snapshot-columns";
import { packTexts } from "./pack-texts";
import type { SectionBlocks } from "./section-blocks";
import { damaged, type SectionArray } from "./snapshot-file";

type Sections = Record<string, SectionArray>;

/** The columns as sections of a file, plus each model's children for single lookups. */
export function toSections(columns: SnapshotColumns): Sections {
  const { ids, author, parents, edges, unresolved, numbers, singles, lists, cards } = columns;
  const sections: Sections = {
    "ids.bytes": ids.bytes,
    "ids.offsets": ids.offsets,
    "ids.slots": ids.slots,
    ...traitSections("author", author),
    "parents.starts": parents.starts,
    "parents.names": parents.names,
    "parents.claims": parents.claims,
    "parents.rows": parents.rows,
    ...(parents.meant === undefined ? {} : { "parents.meant": parents.meant }),
    ...namedSections(columns),
    "edges.child": edges.child as Uint32Array<ArrayBuffer>,
    "edges.parent": edges.parent as Uint32Array<ArrayBuffer>,
    "edges.relation": edges.relation as Uint8Array<ArrayBuffer>,
    "edges.unresolved": Uint32Array.of(unresolved),
    ...(cards === null ? {} : { "cards.bytes": cards.bytes, "cards.offsets": cards.offsets }),
  };
  for (const [name, column] of Object.entries(numbers))
    if (column !== null) Object.assign(sections, { [name]: column as SectionArray });
  for (const [name, trait] of Object.entries(singles))
    if (trait !== null) Object.assign(sections, traitSections(name, trait));
  for (const [name, trait] of Object.entries(lists))
    if (trait !== null) Object.assign(sections, traitSections(name, trait));
  return sections;
}

/**
 * The named parents, with a hash table and the rows that name each: parent `n` is named by `children.rows[k]`, for k
 * from `children.starts[n]` up to the next. This also finds the children of a parent named in different letter case or
 * by its old id.
 */
function namedSections({ models, parents }: SnapshotColumns): Sections {
  const named = packTexts(parents.values);
  const count = parents.values.length;
  const starts = new Uint32Array(count + 1);
  for (const name of parents.names) starts[name + 1] = (starts[name + 1] ?? 0) + 1;
  for (let name = 0; name < count; name++) starts[name + 1] = (starts[name + 1] ?? 0) + (starts[name] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(parents.names.length);
  const claims = new Uint8Array(rows.length);
  for (let child = 0; child < models; child++) {
    const end = parents.starts[child + 1] ?? 0;
    for (let at = parents.starts[child] ?? 0; at < end; at++) {
      const name = parents.names[at] ?? 0;
      const place = next[name] ?? 0;
      next[name] = place + 1;
      rows[place] = child;
      claims[place] = parents.claims[at] ?? 0;
    }
  }
  return {
    "parents.values": named.bytes,
    "parents.valueOffsets": named.offsets,
    "parents.slots": slotTable(slotCount(count), named.bytes, named.offsets, count),
    "children.starts": starts,
    "children.rows": rows,
    "children.claims": claims,
  };
}

function traitSections(name: string, trait: SingleTrait | ListTrait): Sections {
  const packed = packTexts(trait.values);
  const sections: Sections = {
    [`${name}.codes`]: trait.codes as SectionArray,
    [`${name}.values`]: packed.bytes,
    [`${name}.valueOffsets`]: packed.offsets,
    [`${name}.counts`]: trait.counts as Uint32Array<ArrayBuffer>,
    [`${name}.known`]: Uint32Array.of(trait.known),
  };
  return trait.kind === "list"
    ? { ...sections, [`${name}.starts`]: trait.starts as Uint32Array<ArrayBuffer> }
    : sections;
}

/** The sections of a file, each loaded at once or block by block. */
export interface SectionSource {
  has(name: string): boolean;
  load(name: string): SectionArray;
  byBlocks(name: string): SectionBlocks;
}

/** The columns stored in sections, each loaded on first use; the inverse of `toSections`. */
export function fromSections(models: number, source: SectionSource): SnapshotColumns {
  const uints = (name: string) => source.load(name) as Uint32Array<ArrayBuffer>;
  const bytes = (name: string) => source.load(name) as Uint8Array<ArrayBuffer>;
  const number = (name: string) => (source.has(name) ? (source.load(name) as NumberColumn) : null);
  const parents = (): ClaimedParents =>
    lazily({
      values: () => valuesOf(source, "parents"),
      starts: () => uints("parents.starts"),
      names: () => uints("parents.names"),
      claims: () => bytes("parents.claims"),
      rows: () => source.load("parents.rows") as Int32Array<ArrayBuffer>,
      meant: () =>
        source.has("parents.meant") ? (source.load("parents.meant") as Int32Array<ArrayBuffer>) : undefined,
    });
  const whole: { bytes?: Uint8Array; offsets?: Uint32Array } = {};
  const ids = (): PackedIds =>
    lazily({
      bytes: () => {
        whole.bytes = bytes("ids.bytes");
        return whole.bytes as Uint8Array<ArrayBuffer>;
      },
      offsets: () => {
        whole.offsets = uints("ids.offsets");
        return whole.offsets as Uint32Array<ArrayBuffer>;
      },
      slots: () => uints("ids.slots"),
    });
  const edges = (): Edges =>
    lazily({
      child: () => uints("edges.child"),
      parent: () => uints("edges.parent"),
      relation: () => bytes("edges.relation"),
    });
  const cards = (): PackedTexts | null =>
    source.has("cards.offsets") ? { bytes: bytes("cards.bytes"), offsets: uints("cards.offsets") } : null;
  const numbers = (): SnapshotColumns["numbers"] =>
    lazily({
      createdAt: () => number("createdAt"),
      lastModified: () => number("lastModified"),
      downloads: () => number("downloads"),
      likes: () => number("likes"),
      parameters: () => number("parameters"),
      cardLength: () => number("cardLength"),
      cardGenerated: () => number("cardGenerated"),
      usedStorage: () => number("usedStorage"),
      trendingScore: () => number("trendingScore"),
      isPrivate: () => number("isPrivate"),
      recordHigh: () => number("recordHigh"),
      recordLow: () => number("recordLow"),
      weightBytes: () => number("weightBytes"),
    });
  const decoder = new TextDecoder();
  const found: SnapshotColumns = lazily<SnapshotColumns>({
    models: () => models,
    singles: () => singlesOf(source),
    lists: () => listsOf(source),
    numbers,
    parents,
    edges,
    unresolved: () => uints("edges.unresolved")[0] ?? 0,
    ids,
    id: () => singleIds(source, whole),
    author: () => singleOf(source, "author") ?? authorsOfPackedIds(found.ids, utf8 => decoder.decode(utf8)),
    cards,
  });
  return found;
}

/** The parts common to all traits: the values of the codes, and their counts. */
function described(source: SectionSource, name: string) {
  const uints = (part: string) => source.load(`${name}.${part}`) as Uint32Array<ArrayBuffer>;
  return {
    values: () => valuesOf(source, name),
    known: () => uints("known")[0] ?? 0,
    counts: () => uints("counts"),
  };
}

/** A trait with at most one value per model; null if the file lacks it. */
function singleOf(source: SectionSource, name: string): SingleTrait | null {
  return source.has(`${name}.codes`)
    ? lazily<SingleTrait>({
        kind: () => "single",
        ...described(source, name),
        codes: () => source.load(`${name}.codes`) as OptionalCodes,
      })
    : null;
}

function singlesOf(source: SectionSource): SnapshotColumns["singles"] {
  const single = (name: string) => singleOf(source, name);
  return lazily({
    task: () => single("task"),
    library: () => single("library"),
    licenseName: () => single("licenseName"),
    licenseLink: () => single("licenseLink"),
    emissions: () => single("emissions"),
    parametersFrom: () => single("parametersFrom"),
  });
}

function listsOf(source: SectionSource): SnapshotColumns["lists"] {
  const list = (name: string): ListTrait | null =>
    source.has(`${name}.codes`)
      ? lazily<ListTrait>({
          kind: () => "list",
          ...described(source, name),
          starts: () => source.load(`${name}.starts`) as Uint32Array,
          codes: () => source.load(`${name}.codes`) as Codes,
        })
      : null;
  return lazily({
    tag: () => list("tag"),
    license: () => list("license"),
    language: () => list("language"),
    dataset: () => list("dataset"),
    paper: () => list("paper"),
  });
}

/** The values of the codes. */
function valuesOf(source: SectionSource, name: string): readonly string[] {
  const [offsets, bytes] = [source.load(`${name}.valueOffsets`), source.load(`${name}.values`)];
  return textsOf(offsets as Uint32Array, bytes as Uint8Array);
}

/** An object whose properties are computed on first read, then cached. */
function lazily<T extends object>(make: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {} as T;
  for (const name of Object.keys(make) as (keyof T)[]) {
    Object.defineProperty(made, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = make[name]();
        Object.defineProperty(made, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return made;
}

/** Reads single ids: from all of them once they are loaded, else checking only the blocks that contain them. */
function singleIds(
  source: SectionSource,
  whole: { readonly bytes?: Uint8Array; readonly offsets?: Uint32Array },
): SnapshotColumns["id"] {
  const [blocks, starts] = [source.byBlocks("ids.bytes"), source.byBlocks("ids.offsets")];
  return model => {
    const { bytes, offsets } = whole;
    if (bytes === undefined || offsets === undefined)
      return blocks.bytes(starts.u32(model), starts.u32(model + 1));
    const [from, to] = [offsets[model], offsets[model + 1]];
    if (from === undefined || to === undefined || from > to || to > bytes.length) throw damaged();
    return bytes.subarray(from, to);
  };
}

function textsOf(offsets: Uint32Array, bytes: Uint8Array): readonly string[] {
  const decoder = new TextDecoder();
  const whole = decoder.decode(bytes);
  // If every character takes one byte, byte offsets equal character offsets.
  const isPlain = whole.length === bytes.length;
  const texts = new Array<string>(Math.max(0, offsets.length - 1));
  for (let at = 0; at < texts.length; at++) {
    const [from, to] = [offsets[at], offsets[at + 1]];
    texts[at] = isPlain ? whole.slice(from, to) : decoder.decode(bytes.subarray(from, to));
  }
  return texts;
}
