import type { Cells, SkippedRows, SnapshotBatch } from "../app/snapshot-ports";
import { Growing } from "../lineage/growing";
import { IdBuilder } from "../lineage/id-builder";
import type { Relation } from "../lineage/model";
import {
  type ClaimedParents,
  type CodedWords,
  claimBits,
  type SnapshotColumns,
} from "../lineage/snapshot-columns";
import { Dictionary, ListColumn } from "./coded-column";
import { asCount, asObject, asText, asTexts, type JsonObject } from "./json";
import { readTag } from "./snapshot-tags";

const kinds = ["none", "license", "language", "dataset", "paper", "parent"] as const;

const longestId = 256;

/** Builds the columns of a snapshot from its batches, in their order. A second row of an id is left out, as is one without. */
export class SnapshotBuilder {
  readonly #ids: IdBuilder;
  readonly #numbers: Readonly<Record<NumberColumn, Growing<Float64Array<ArrayBuffer>>>>;
  readonly #words: Readonly<Record<WordColumn, WordBuilder>>;
  readonly #lists: Readonly<Record<ListName, ListColumn>>;
  readonly #parents: ParentBuilder;
  /** What each tag says, by its number: its kind, and the number of its value there. */
  readonly #meanings: {
    readonly kind: (typeof kinds)[number];
    readonly code: number;
    readonly claim: number;
  }[] = [];
  #withoutId = 0;
  #duplicates = 0;

  /** `expected` is about how many rows there will be. */
  constructor(expected: number) {
    const numbers = () => new Growing(Float64Array, expected);
    this.#ids = new IdBuilder(expected);
    this.#numbers = {
      createdAt: numbers(),
      lastModified: numbers(),
      downloads: numbers(),
      likes: numbers(),
      parameters: numbers(),
      cardLength: numbers(),
    };
    this.#words = {
      tasks: new WordBuilder(expected),
      libraries: new WordBuilder(expected),
      licenseNames: new WordBuilder(expected),
    };
    this.#lists = {
      tags: new ListColumn(expected, 10),
      licenses: new ListColumn(expected, 0.6),
      languages: new ListColumn(expected, 0.4),
      datasets: new ListColumn(expected, 0.3),
      papers: new ListColumn(expected, 0.4),
    };
    this.#parents = new ParentBuilder(expected);
  }

  get models(): number {
    return this.#ids.length;
  }

  get skipped(): SkippedRows {
    return { withoutId: this.#withoutId, duplicates: this.#duplicates };
  }

  add(batch: SnapshotBatch): void {
    const rows = this.#newRows(batch);
    this.#addNumbers(batch, rows);
    const cards = batch.cardData;
    for (const row of rows) {
      const card = cards === null ? null : parseObject(cards[row]);
      this.#words.licenseNames.add(card === null ? null : asText(card.license_name, longestId));
      const tags = batch.tags?.[row];
      if (tags) for (const tag of tags) if (tag) this.#addTag(tag);
      if (batch.parents !== null || card !== null) this.#addClaims(batch, row, card);
      this.#endRow();
    }
  }

  /** Adds the ids, and answers the rows that are kept. */
  #newRows({ rows, ids }: SnapshotBatch): Uint32Array {
    const kept = new Uint32Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const id = ids[row];
      if (!id || id.length === 0 || id.length > longestId) this.#withoutId++;
      else if (this.#ids.add(id)) kept[count++] = row;
      else this.#duplicates++;
    }
    return kept.subarray(0, count);
  }

  finish(): SnapshotColumns {
    const numbers = (name: NumberColumn) => this.#numbers[name].finish();
    const encoder = new TextEncoder();
    const rowOf = (name: string) => this.#ids.find(encoder.encode(name));
    const parentRows = Int32Array.from(this.#parents.dictionary.texts, rowOf);
    return {
      models: this.models,
      ids: this.#ids.finish(),
      createdAt: numbers("createdAt"),
      lastModified: numbers("lastModified"),
      downloads: numbers("downloads"),
      likes: numbers("likes"),
      parameters: numbers("parameters"),
      cardLength: numbers("cardLength"),
      tasks: this.#words.tasks.finish(),
      libraries: this.#words.libraries.finish(),
      licenseNames: this.#words.licenseNames.finish(),
      tags: this.#lists.tags.finish(),
      licenses: this.#lists.licenses.finish(),
      languages: this.#lists.languages.finish(),
      datasets: this.#lists.datasets.finish(),
      papers: this.#lists.papers.finish(),
      parents: this.#parents.finish(),
      parentRows,
    };
  }

  #addNumbers(batch: SnapshotBatch, rows: Uint32Array): void {
    addCells(this.#numbers.createdAt, batch.createdAt, rows);
    addCells(this.#numbers.lastModified, batch.lastModified, rows);
    addCells(this.#numbers.downloads, batch.downloads, rows);
    addCells(this.#numbers.likes, batch.likes, rows);
    const { parameters, cardLength } = this.#numbers;
    for (const row of rows) {
      const header = batch.safetensorsTotal?.[row] ?? asCount(parseObject(batch.gguf?.[row])?.total);
      parameters.push(header ?? Number.NaN);
      cardLength.push(batch.cards?.[row]?.length ?? Number.NaN);
    }
    for (const row of rows) this.#words.tasks.add(batch.tasks?.[row]);
    for (const row of rows) this.#words.libraries.add(batch.libraries?.[row]);
  }

  #endRow(): void {
    const { tags, licenses, languages, datasets, papers } = this.#lists;
    tags.endRow();
    licenses.endRow();
    languages.endRow();
    datasets.endRow();
    papers.endRow();
    this.#parents.endRow();
  }

  #addTag(tag: string): void {
    const { tags } = this.#lists;
    const code = tags.dictionary.code(tag);
    tags.add(code);
    this.#meanings[code] ??= this.#meaningOf(tag);
    const meaning = this.#meanings[code];
    if (meaning === undefined || meaning.kind === "none") return;
    if (meaning.kind === "parent") this.#parents.claim(meaning.code, meaning.claim);
    else this.#lists[listOf[meaning.kind]].addOnce(meaning.code);
  }

  #meaningOf(tag: string) {
    const meaning = readTag(tag);
    if (meaning === null) return { kind: "none", code: 0, claim: 0 } as const;
    if (meaning.what === "parent") {
      const claim = meaning.relation === null ? 0 : claimBits[meaning.relation];
      return { kind: "parent", code: this.#parents.dictionary.code(meaning.value), claim } as const;
    }
    const code = this.#lists[listOf[meaning.what]].dictionary.code(meaning.value);
    return { kind: meaning.what, code, claim: 0 } as const;
  }

  /** What the Hub resolved, and what only the card names. */
  #addClaims(batch: SnapshotBatch, row: number, card: JsonObject | null): void {
    const relation = batch.relations?.[row];
    const bit = isParentRelation(relation) ? claimBits[relation] : 0;
    for (const parent of batch.parents?.[row] ?? [])
      if (parent) this.#parents.claim(this.#parents.dictionary.code(parent), claimBits.resolved | bit);
    if (card === null) return;
    for (const parent of asTexts(card.base_model, longestId))
      this.#parents.claim(this.#parents.dictionary.code(parent), claimBits.card);
  }
}

type NumberColumn = "createdAt" | "lastModified" | "downloads" | "likes" | "parameters" | "cardLength";
type WordColumn = "tasks" | "libraries" | "licenseNames";
type ListName = "tags" | "licenses" | "languages" | "datasets" | "papers";

const listOf = { license: "licenses", language: "languages", dataset: "datasets", paper: "papers" } as const;

function addCells(
  column: Growing<Float64Array<ArrayBuffer>>,
  cells: Cells<number> | null,
  rows: Uint32Array,
): void {
  for (const row of rows) column.push(cells?.[row] ?? Number.NaN);
}

function isParentRelation(word: unknown): word is Exclude<Relation, "unknown"> {
  return word === "finetune" || word === "quantized" || word === "adapter" || word === "merge";
}

function parseObject(json: string | null | undefined): JsonObject | null {
  if (!json || json === "{}") return null;
  try {
    return asObject(JSON.parse(json));
  } catch {
    return null;
  }
}

class WordBuilder {
  readonly #dictionary = new Dictionary();
  readonly #codes: Growing<Uint32Array<ArrayBuffer>>;

  constructor(expected: number) {
    this.#codes = new Growing(Uint32Array, expected);
  }

  add(text: string | null | undefined): void {
    this.#codes.push(text ? this.#dictionary.code(text) + 1 : 0);
  }

  finish(): CodedWords {
    return { codes: this.#codes.finish(), texts: this.#dictionary.texts };
  }
}

class ParentBuilder {
  readonly dictionary = new Dictionary();
  readonly #starts: Growing<Uint32Array<ArrayBuffer>>;
  readonly #names: Growing<Uint32Array<ArrayBuffer>>;
  readonly #claims: Growing<Uint8Array<ArrayBuffer>>;
  #rowStart = 0;

  constructor(expected: number) {
    this.#starts = new Growing(Uint32Array, expected + 1);
    this.#names = new Growing(Uint32Array, expected / 3);
    this.#claims = new Growing(Uint8Array, expected / 3);
    this.#starts.push(0);
  }

  /** Notes that the row under way names a parent. */
  claim(name: number, bits: number): void {
    const names = this.#names.values;
    for (let at = this.#rowStart; at < this.#names.length; at++) {
      if (names[at] !== name) continue;
      const claims = this.#claims.values;
      claims[at] = (claims[at] ?? 0) | bits;
      return;
    }
    this.#names.push(name);
    this.#claims.push(bits);
  }

  endRow(): void {
    this.#rowStart = this.#names.length;
    this.#starts.push(this.#rowStart);
  }

  finish(): ClaimedParents {
    return {
      starts: this.#starts.finish(),
      names: this.#names.finish(),
      claims: this.#claims.finish(),
      texts: this.dictionary.texts,
    };
  }
}
