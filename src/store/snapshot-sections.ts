import type { CodedLists, CodedWords, SnapshotColumns } from "../lineage/snapshot-columns";
import type { SectionArray } from "./snapshot-file";

/** The names of the columns of each kind, which are the first part of the names of their sections. */
export const numberColumns = [
  "createdAt",
  "lastModified",
  "downloads",
  "likes",
  "parameters",
  "cardLength",
] as const;
export const wordColumns = ["tasks", "libraries", "licenseNames"] as const;
export const listColumns = ["tags", "licenses", "languages", "datasets", "papers"] as const;

/** The columns as sections of a file, with what single lookups need beside them: parents by row, and children. */
export function toSections(columns: SnapshotColumns): Record<string, SectionArray> {
  const { ids, parents, parentRows } = columns;
  const sections: Record<string, SectionArray> = {
    "ids.bytes": ids.bytes,
    "ids.offsets": ids.offsets,
    "ids.slots": ids.slots,
    "parents.starts": parents.starts,
    "parents.names": parents.names,
    "parents.claims": parents.claims,
    "parents.rows": parentRows,
    ...textSections("parents", parents.texts),
    ...childSections(columns),
  };
  for (const name of numberColumns) sections[name] = columns[name];
  for (const name of wordColumns) Object.assign(sections, wordSections(name, columns[name]));
  for (const name of listColumns) Object.assign(sections, listSections(name, columns[name]));
  return sections;
}

/** Children by parent: model `n` is named by the children `children.rows[k]`, for k from `children.starts[n]` up to the next. */
function childSections({ models, parents, parentRows }: SnapshotColumns): Record<string, SectionArray> {
  const starts = new Uint32Array(models + 1);
  for (const name of parents.names) {
    const row = parentRows[name] ?? -1;
    if (row >= 0) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  }
  for (let row = 0; row < models; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const children = new Uint32Array(starts[models] ?? 0);
  const claims = new Uint8Array(children.length);
  for (let child = 0; child < models; child++) {
    const end = parents.starts[child + 1] ?? 0;
    for (let at = parents.starts[child] ?? 0; at < end; at++) {
      const row = parentRows[parents.names[at] ?? 0] ?? -1;
      if (row < 0) continue;
      const place = next[row] ?? 0;
      next[row] = place + 1;
      children[place] = child;
      claims[place] = parents.claims[at] ?? 0;
    }
  }
  return { "children.starts": starts, "children.rows": children, "children.claims": claims };
}

function wordSections(name: string, { codes, texts }: CodedWords): Record<string, SectionArray> {
  return { [`${name}.codes`]: codes, ...textSections(name, texts) };
}

function listSections(name: string, { starts, codes, texts }: CodedLists): Record<string, SectionArray> {
  return { [`${name}.starts`]: starts, [`${name}.codes`]: codes, ...textSections(name, texts) };
}

/** Texts one after another as UTF-8: text `n` is from `offsets[n]` up to `offsets[n + 1]`. */
function textSections(name: string, texts: readonly string[]): Record<string, SectionArray> {
  const encoder = new TextEncoder();
  const offsets = new Uint32Array(texts.length + 1);
  let bytes = new Uint8Array(Math.max(64, texts.length * 24));
  let length = 0;
  for (const [at, text] of texts.entries()) {
    if (length + text.length * 3 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + text.length * 3);
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    length += encoder.encodeInto(text, bytes.subarray(length)).written;
    offsets[at + 1] = length;
  }
  return { [`${name}.texts`]: bytes.slice(0, length), [`${name}.textOffsets`]: offsets };
}

/** Sections of a file by name, as they are loaded. */
export type LoadSection = (name: string) => SectionArray;

/** The columns that sections hold; the inverse of `toSections`. */
export function fromSections(models: number, load: LoadSection): SnapshotColumns {
  const numbers = (name: string) => load(name) as Float64Array<ArrayBuffer>;
  const uints = (name: string) => load(name) as Uint32Array<ArrayBuffer>;
  const bytes = (name: string) => load(name) as Uint8Array<ArrayBuffer>;
  const words = (name: string): CodedWords => ({ codes: uints(`${name}.codes`), texts: textsOf(name, load) });
  const lists = (name: string): CodedLists => ({
    starts: uints(`${name}.starts`),
    codes: uints(`${name}.codes`),
    texts: textsOf(name, load),
  });
  return {
    models,
    ids: { bytes: bytes("ids.bytes"), offsets: uints("ids.offsets"), slots: uints("ids.slots") },
    createdAt: numbers("createdAt"),
    lastModified: numbers("lastModified"),
    downloads: numbers("downloads"),
    likes: numbers("likes"),
    parameters: numbers("parameters"),
    cardLength: numbers("cardLength"),
    tasks: words("tasks"),
    libraries: words("libraries"),
    licenseNames: words("licenseNames"),
    tags: lists("tags"),
    licenses: lists("licenses"),
    languages: lists("languages"),
    datasets: lists("datasets"),
    papers: lists("papers"),
    parents: {
      starts: uints("parents.starts"),
      names: uints("parents.names"),
      claims: bytes("parents.claims"),
      texts: textsOf("parents", load),
    },
    parentRows: load("parents.rows") as Int32Array<ArrayBuffer>,
  };
}

function textsOf(name: string, load: LoadSection): readonly string[] {
  const offsets = load(`${name}.textOffsets`);
  const bytes = load(`${name}.texts`) as Uint8Array<ArrayBuffer>;
  const decoder = new TextDecoder();
  const texts = new Array<string>(Math.max(0, offsets.length - 1));
  for (let at = 0; at < texts.length; at++)
    texts[at] = decoder.decode(bytes.subarray(offsets[at], offsets[at + 1]));
  return texts;
}
