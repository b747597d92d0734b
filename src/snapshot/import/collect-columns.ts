import type { Cells, SkippedRows, SnapshotBatch, SnapshotColumn } from "../../app/ports/snapshot-ports";
import { ListColumn, WordColumn } from "../../columns/coded-column";
import type { NumberName } from "../../columns/columns";
import { Growing } from "../../columns/growing";
import { IdBuilder, packedId } from "../../columns/id-builder";
import { narrowNumbers } from "../../columns/narrow";
import { ParentColumn } from "../../columns/parent-column";
import {
  claimBits,
  type ListName,
  resolvedEdges,
  type SnapshotColumns,
} from "../../columns/snapshot-columns";
import { asCount, asObject, asText, asTexts, type JsonObject } from "../../lineage/checked-json";
import { cardUnits } from "../../statistics/text/documents";
import { type ParentRelation, readTag } from "./snapshot-tags";
import { TextColumn } from "./text-column";

const longestId = 256;

/** What a tag means here: the list that it goes to, or a parent with its claim; and the number of its value there. */
interface CodedMeaning {
  readonly what: "license" | "language" | "dataset" | "paper" | "parent" | "nothing";
  readonly code: number;
  readonly claim: number;
}

const nothing: CodedMeaning = { what: "nothing", code: 0, claim: 0 };

/** About how many values of each list a model of the Hub has; only how much room is taken at first. */
const perModel: Readonly<Record<ListName, number>> = {
  tag: 10,
  license: 0.6,
  language: 0.4,
  dataset: 0.3,
  paper: 0.4,
};

/**
 * Builds the columns of a snapshot from its batches, in their order. Ids are kept as they are written. A second row of
 * an id is left out, as is one without an id.
 */
export class SnapshotBuilder {
  readonly #has: (column: SnapshotColumn) => boolean;
  readonly #ids: IdBuilder;
  readonly #numbers: Readonly<Record<NumberName | "lastModified", Growing<Float64Array<ArrayBuffer>>>>;
  readonly #tasks: WordColumn;
  readonly #libraries: WordColumn;
  readonly #licenseNames: WordColumn;
  readonly #lists: Readonly<Record<ListName, ListColumn>>;
  readonly #parents: ParentColumn;
  readonly #cards = new TextColumn();
  /** What each tag says, by its number. */
  readonly #meanings: CodedMeaning[] = [];
  #withoutId = 0;
  #duplicates = 0;

  /** `columns` are those of the table, `expected` is about how many rows there will be. */
  constructor(columns: readonly SnapshotColumn[], expected: number) {
    this.#has = column => columns.includes(column);
    const numbers = (...needed: readonly SnapshotColumn[]) =>
      new Growing(Float64Array, needed.some(this.#has) ? expected : 0);
    const list = (name: ListName) => new ListColumn(expected, perModel[name]);
    this.#ids = new IdBuilder(expected);
    this.#numbers = {
      createdAt: numbers("createdAt"),
      lastModified: numbers("lastModified"),
      downloads: numbers("downloads"),
      likes: numbers("likes"),
      parameters: numbers("safetensors.total", "gguf"),
      cardLength: numbers("modelCard"),
      cardGenerated: numbers("modelCard"),
    };
    this.#tasks = new WordColumn(expected);
    this.#libraries = new WordColumn(expected);
    this.#licenseNames = new WordColumn(expected);
    this.#lists = {
      tag: list("tag"),
      license: list("license"),
      language: list("language"),
      dataset: list("dataset"),
      paper: list("paper"),
    };
    this.#parents = new ParentColumn(expected);
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
    for (const row of rows) this.#tasks.add(batch.tasks?.[row]);
    for (const row of rows) this.#libraries.add(batch.libraries?.[row]);
    const { cardData, tags, parents } = batch;
    for (const row of rows) {
      const card = cardData === null ? null : parseObject(cardData[row]);
      this.#licenseNames.add(card === null ? null : asText(card.license_name, longestId));
      const list = tags?.[row];
      if (list) for (const tag of list) if (tag) this.#addTag(tag);
      if (parents !== null || card !== null) this.#addClaims(batch, row, card);
      this.#endRow();
    }
  }

  finish(): SnapshotColumns {
    const has = this.#has;
    const encoder = new TextEncoder();
    const parents = this.#parents.finish(name => this.#ids.find(encoder.encode(name)));
    const numbers = (name: NumberName | "lastModified", ...needed: readonly SnapshotColumn[]) =>
      needed.some(has) ? narrowNumbers(this.#numbers[name].finish()) : null;
    const list = (name: ListName) => (has("tags") ? this.#lists[name].finish() : null);
    const ids = this.#ids.finish();
    return {
      models: this.models,
      singles: {
        task: has("pipeline_tag") ? this.#tasks.finish() : null,
        library: has("library_name") ? this.#libraries.finish() : null,
        licenseName: has("cardData") ? this.#licenseNames.finish() : null,
      },
      lists: {
        tag: list("tag"),
        license: list("license"),
        language: list("language"),
        dataset: list("dataset"),
        paper: list("paper"),
      },
      numbers: {
        createdAt: numbers("createdAt", "createdAt"),
        lastModified: numbers("lastModified", "lastModified"),
        downloads: numbers("downloads", "downloads"),
        likes: numbers("likes", "likes"),
        parameters: numbers("parameters", "safetensors.total", "gguf"),
        cardLength: numbers("cardLength", "modelCard"),
        cardGenerated: numbers("cardGenerated", "modelCard"),
      },
      parents,
      ...resolvedEdges(this.models, parents),
      cards: has("modelCard") ? this.#cards.finish() : null,
      ids,
      id: model => packedId(ids, model),
    };
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

  #addNumbers(batch: SnapshotBatch, rows: Uint32Array): void {
    const { createdAt, lastModified, downloads, likes, parameters, cardLength, cardGenerated } =
      this.#numbers;
    addCells(createdAt, batch.createdAt, rows);
    addCells(lastModified, batch.lastModified, rows);
    addCells(downloads, batch.downloads, rows);
    addCells(likes, batch.likes, rows);
    const { safetensorsTotal, gguf, cards } = batch;
    if (safetensorsTotal !== null || gguf !== null)
      for (const row of rows) {
        const header = safetensorsTotal?.[row] ?? asCount(parseObject(gguf?.[row])?.total);
        parameters.push(header ?? Number.NaN);
      }
    if (cards === null) return;
    for (const row of rows) {
      const card = cards[row] ?? "";
      const generated = isGenerated(card);
      cardLength.push(card.length);
      cardGenerated.push(generated ? 1 : 0);
      this.#cards.add(generated || card.length < cardUnits ? "" : card.slice(0, cardUnits));
    }
  }

  #addTag(tag: string): void {
    const { tag: tags } = this.#lists;
    const code = tags.dictionary.code(tag);
    tags.addOnce(code);
    let meaning = this.#meanings[code];
    if (meaning === undefined) {
      meaning = this.#meaningOf(tag);
      this.#meanings[code] = meaning;
    }
    const { what, code: value, claim } = meaning;
    if (what === "parent") this.#parents.claim(value, claim);
    else if (what !== "nothing") this.#lists[what].addOnce(value);
  }

  #meaningOf(tag: string): CodedMeaning {
    const meaning = readTag(tag);
    if (meaning === null) return nothing;
    const { what, value } = meaning;
    if (what !== "parent") return { what, code: this.#lists[what].dictionary.code(value), claim: 0 };
    const claim = meaning.relation === null ? 0 : claimBits[meaning.relation];
    return { what, code: this.#parents.dictionary.code(value), claim };
  }

  /** What the Hub resolved, and what only the card names. */
  #addClaims(batch: SnapshotBatch, row: number, card: JsonObject | null): void {
    const { dictionary } = this.#parents;
    const relation = batch.relations?.[row];
    const bit = isParentRelation(relation) ? claimBits[relation] : 0;
    for (const parent of batch.parents?.[row] ?? [])
      if (parent) this.#parents.claim(dictionary.code(parent), claimBits.resolved | bit);
    if (card === null) return;
    for (const parent of asTexts(card.base_model, longestId))
      this.#parents.claimByCard(dictionary.code(parent));
  }

  #endRow(): void {
    const { tag, license, language, dataset, paper } = this.#lists;
    tag.endRow();
    license.endRow();
    language.endRow();
    dataset.endRow();
    paper.endRow();
    this.#parents.endRow();
  }
}

function addCells(
  column: Growing<Float64Array<ArrayBuffer>>,
  cells: Cells<number> | null,
  rows: Uint32Array,
): void {
  if (cells !== null) for (const row of rows) column.push(cells[row] ?? Number.NaN);
}

/** The paper's own rule: one of two bigrams, in any letter case (its section 1.3). */
function isGenerated(card: string): boolean {
  return /automatically generated|generated automatically/i.test(card);
}

function isParentRelation(word: unknown): word is ParentRelation {
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
