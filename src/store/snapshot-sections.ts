import type { PackedIds } from "../lineage/id-builder";
import { slotCount, slotTable } from "../lineage/id-hash";
import type { ListTrait, SingleTrait } from "../traits/columns";
import type { ClaimedParents, PackedTexts, SnapshotColumns } from "../traits/snapshot-columns";
import type { SectionArray } from "./snapshot-file";

type Sections = Record<string, SectionArray>;

/** The columns as sections of a file, with the children of each model beside them, for single lookups. */
export function toSections(columns: SnapshotColumns): Sections {
  const { ids, parents, numbers, singles, lists, cards } = columns;
  const sections: Sections = {
    "ids.bytes": ids.bytes,
    "ids.offsets": ids.offsets,
    "ids.slots": ids.slots,
    "parents.starts": parents.starts,
    "parents.names": parents.names,
    "parents.claims": parents.claims,
    "parents.rows": parents.rows,
    ...namedSections(columns),
    ...(cards === null ? {} : { "cards.bytes": cards.bytes, "cards.offsets": cards.offsets }),
  };
  for (const [name, column] of Object.entries(numbers))
    if (column !== null) sections[name] = column as Float64Array<ArrayBuffer>;
  for (const [name, trait] of Object.entries(singles))
    if (trait !== null) Object.assign(sections, traitSections(name, trait));
  for (const [name, trait] of Object.entries(lists))
    if (trait !== null) Object.assign(sections, traitSections(name, trait));
  return sections;
}

/**
 * The parents that are named, with a table that finds them, and who names each: parent `n` is named by `children.rows[k]`, for
 * k from `children.starts[n]` up to the next. So the children are found also of a parent that is named in other letter
 * case or by its old id.
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
    [`${name}.codes`]: trait.codes as Int32Array<ArrayBuffer>,
    [`${name}.values`]: packed.bytes,
    [`${name}.valueOffsets`]: packed.offsets,
  };
  if (trait.kind === "list") sections[`${name}.starts`] = trait.starts as Uint32Array<ArrayBuffer>;
  return sections;
}

/** Packs the values of a dictionary. */
function packTexts(values: readonly string[]): PackedTexts {
  const encoder = new TextEncoder();
  const offsets = new Uint32Array(values.length + 1);
  let bytes = new Uint8Array(Math.max(64, values.length * 24));
  let length = 0;
  for (const [at, text] of values.entries()) {
    if (length + text.length * 3 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + text.length * 3);
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    length += encoder.encodeInto(text, bytes.subarray(length)).written;
    offsets[at + 1] = length;
  }
  return { bytes: bytes.slice(0, length), offsets };
}

/** The sections of a file: what there is, and one of them loaded. */
export interface SectionSource {
  has(name: string): boolean;
  load(name: string): SectionArray;
}

/** The columns that sections hold, each loaded when it is first used; the inverse of `toSections`. */
export function fromSections(models: number, source: SectionSource): SnapshotColumns {
  const uints = (name: string) => source.load(name) as Uint32Array<ArrayBuffer>;
  const bytes = (name: string) => source.load(name) as Uint8Array<ArrayBuffer>;
  const number = (name: string) => (source.has(name) ? (source.load(name) as Float64Array) : null);
  const values = (name: string) => textsOf(uints(`${name}.valueOffsets`), bytes(`${name}.values`));
  const single = (name: string): SingleTrait | null =>
    source.has(`${name}.codes`)
      ? { kind: "single", values: values(name), codes: source.load(`${name}.codes`) as Int32Array }
      : null;
  const list = (name: string): ListTrait | null =>
    source.has(`${name}.codes`)
      ? { kind: "list", values: values(name), starts: uints(`${name}.starts`), codes: uints(`${name}.codes`) }
      : null;
  const parents = (): ClaimedParents =>
    lazily({
      values: () => values("parents"),
      starts: () => uints("parents.starts"),
      names: () => uints("parents.names"),
      claims: () => bytes("parents.claims"),
      rows: () => source.load("parents.rows") as Int32Array<ArrayBuffer>,
    });
  const ids = (): PackedIds =>
    lazily({
      bytes: () => bytes("ids.bytes"),
      offsets: () => uints("ids.offsets"),
      slots: () => uints("ids.slots"),
    });
  const cards = (): PackedTexts | null =>
    source.has("cards.offsets") ? { bytes: bytes("cards.bytes"), offsets: uints("cards.offsets") } : null;
  return {
    models,
    singles: lazily({
      task: () => single("task"),
      library: () => single("library"),
      licenseName: () => single("licenseName"),
    }),
    lists: lazily({
      tag: () => list("tag"),
      license: () => list("license"),
      language: () => list("language"),
      dataset: () => list("dataset"),
      paper: () => list("paper"),
    }),
    numbers: lazily({
      createdAt: () => number("createdAt"),
      lastModified: () => number("lastModified"),
      downloads: () => number("downloads"),
      likes: () => number("likes"),
      parameters: () => number("parameters"),
      cardLength: () => number("cardLength"),
      cardGenerated: () => number("cardGenerated"),
    }),
    ...lazily({ parents, ids, cards }),
  };
}

/** An object whose properties are made when they are first read, and kept. */
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

function textsOf(offsets: Uint32Array, bytes: Uint8Array): readonly string[] {
  const decoder = new TextDecoder();
  const texts = new Array<string>(Math.max(0, offsets.length - 1));
  for (let at = 0; at < texts.length; at++)
    texts[at] = decoder.decode(bytes.subarray(offsets[at], offsets[at + 1]));
  return texts;
}
