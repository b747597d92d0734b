import type {
  BadCards,
  Cells,
  RowPlaceInTable,
  SkippedRows,
  SnapshotBatch,
  SnapshotColumn,
} from "../../app/ports/snapshot-ports";
import { authorsOfPackedIds } from "../../columns/authors";
import { ColumnBuilder, type ColumnName } from "../../columns/column-builder";
import type { Growing } from "../../columns/growing";
import { IdBuilder, packedId } from "../../columns/id-builder";
import { findWrittenId } from "../../columns/id-hash";
import { claimBits, meantRow, type SnapshotColumns } from "../../columns/snapshot-columns";
import { TextColumn } from "../../columns/text-column";
import { meantLicense } from "../../licenses/recognize-license";
import { asCount, asObject, asText, asTexts, type JsonObject } from "../../lineage/checked-json";
import { parametersOfFiles } from "../../lineage/measures/parameters";
import { weightBytes } from "../../lineage/measures/weight-bytes";
import { readLink } from "../../lineage/traits/read-traits";
import { characters, firstCharacters } from "../../statistics/text/code-points";
import { cardCharacters } from "../../statistics/text/documents";
import { readJson } from "./loose-json";
import { type ParentRelation, readTag } from "./snapshot-tags";

const longestId = 256;
/** Characters of what a card says of its emissions; sources and places together have some hundreds. */
const longestEmissions = 1_000;
/** The tag of a license that has no ID, of which the card tells more. */
const otherTag = "license:other";
const noBytes = new Uint8Array();

/** The meaning of a tag: its list, or a parent with its claim; and the number of its value there. */
interface CodedMeaning {
  readonly what: "license" | "language" | "dataset" | "paper" | "parent" | "nothing";
  readonly code: number;
  readonly claim: number;
}

const nothing: CodedMeaning = { what: "nothing", code: 0, claim: 0 };

type TimeName = "createdAt" | "lastModified";

function isTimeName(column: SnapshotColumn): column is TimeName {
  return column === "createdAt" || column === "lastModified";
}

/** The source of a column; if there are several, one is enough. */
const origins: Readonly<Record<ColumnName, readonly SnapshotColumn[]>> = {
  tag: ["tags"],
  license: ["tags"],
  language: ["tags"],
  dataset: ["tags"],
  paper: ["tags"],
  task: ["pipeline_tag"],
  library: ["library_name"],
  licenseName: ["cardData"],
  licenseLink: ["cardData"],
  createdAt: ["createdAt"],
  lastModified: ["lastModified"],
  downloads: ["downloads"],
  likes: ["likes"],
  parameters: ["safetensors.total", "gguf"],
  parametersFrom: ["safetensors.total", "gguf"],
  usedStorage: ["usedStorage"],
  trendingScore: ["trendingScore"],
  isPrivate: ["private"],
  recordHigh: ["_id"],
  recordLow: ["_id"],
  weightBytes: ["safetensors.parameters"],
  emissions: ["cardData"],
  cardLength: ["modelCard"],
  cardGenerated: ["modelCard"],
};

/**
 * Builds the columns of a snapshot from its batches, in order. Ids are kept exactly as written. Rows with a duplicate
 * id or no id are omitted.
 */
export class SnapshotBuilder {
  readonly #ids: IdBuilder;
  readonly #columns: ReadonlySet<ColumnName>;
  readonly #builder: ColumnBuilder;
  readonly #cards: TextColumn | null;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  /** The meaning of each tag, by its number. */
  readonly #meanings: CodedMeaning[] = [];
  readonly #table: readonly SnapshotColumn[];
  /** How many times could be read, and how many not, by their column. */
  readonly #times: Readonly<Record<TimeName, { read: number; unread: number }>> = {
    createdAt: { read: 0, unread: 0 },
    lastModified: { read: 0, unread: 0 },
  };
  #withoutId = 0;
  #duplicates = 0;
  #damaged = 0;
  #mendedCards = 0;
  #unreadCards = 0;
  #first: RowPlaceInTable | null = null;

  /** `columns` are those of the table; `expected` is the approximate number of rows. */
  constructor(columns: readonly SnapshotColumn[], expected: number) {
    this.#table = columns;
    const names = Object.keys(origins) as ColumnName[];
    this.#columns = new Set(names.filter(name => origins[name].some(origin => columns.includes(origin))));
    this.#ids = new IdBuilder(expected);
    this.#builder = new ColumnBuilder(this.#columns, expected);
    this.#cards = columns.includes("modelCard") ? new TextColumn() : null;
  }

  get models(): number {
    return this.#ids.length;
  }

  get skipped(): SkippedRows {
    return {
      withoutId: this.#withoutId,
      duplicates: this.#duplicates,
      damaged: this.#damaged,
      first: this.#first,
    };
  }

  /** The columns of the table, without times of which none could be read. */
  get present(): readonly SnapshotColumn[] {
    return this.#table.filter(column => !isTimeName(column) || !this.#isUnread(column));
  }

  #isUnread(column: TimeName): boolean {
    const { read, unread } = this.#times[column];
    return read === 0 && unread > 0;
  }

  #skip(unit: RowPlaceInTable["unit"], number: number): void {
    if (this.#first === null || number < this.#first.number) this.#first = { unit, number };
  }

  add(batch: SnapshotBatch): void {
    if (batch.damaged !== undefined) {
      this.#damaged += batch.damaged.rows;
      this.#skip("line", batch.damaged.line);
    }
    const rows = this.#newRows(batch);
    this.#addNumbers(batch, rows);
    const { task, library, licenseName, licenseLink, emissions } = this.#builder.singles;
    if (this.#columns.has("task")) for (const row of rows) task.add(batch.tasks?.[row]);
    if (this.#columns.has("library")) for (const row of rows) library.add(batch.libraries?.[row]);
    const { cardData, tags, parents } = batch;
    for (const row of rows) {
      const card = this.#card(cardData?.[row]);
      const named = licenseNamed(card, tags?.[row]);
      if (this.#columns.has("licenseName")) {
        licenseName.add(named.licenseName);
        licenseLink.add(named.licenseLink);
      }
      if (this.#columns.has("emissions")) emissions.add(card && emissionsAsWritten(card));
      const list = tags?.[row];
      if (list) for (const tag of list) if (tag) this.#addTag(tag, named.meant);
      if (parents !== null || card !== null) this.#addClaims(batch, row, card);
      this.#endRow();
    }
  }

  /** How many cards were read in part or not at all. */
  get badCards(): BadCards {
    return { mended: this.#mendedCards, unread: this.#unreadCards };
  }

  #card(json: string | null | undefined): JsonObject | null {
    if (!json || json === "{}" || json === "null") return null;
    const read = readJson(json);
    if (read === null) this.#unreadCards++;
    else if (read.isMended) this.#mendedCards++;
    return read?.object ?? null;
  }

  finish(): SnapshotColumns {
    const built = this.#builder.finish(name => this.#ids.find(this.#encoder.encode(name)));
    const { parents } = built;
    const find = (id: string) => findWrittenId(this.#ids, id);
    const meant = parents.rows.map((row, at) => (row >= 0 ? row : meantRow(parents.values[at] ?? "", find)));
    const ids = this.#ids.finish();
    const { createdAt, lastModified } = built.numbers;
    return {
      models: this.models,
      ...built,
      parents: { ...parents, meant },
      numbers: {
        ...built.numbers,
        createdAt: this.#isUnread("createdAt") ? null : createdAt,
        lastModified: this.#isUnread("lastModified") ? null : lastModified,
      },
      cards: this.#cards?.finish() ?? null,
      ids,
      id: model => packedId(ids, model),
      author: authorsOfPackedIds(ids, utf8 => this.#decoder.decode(utf8)),
    };
  }

  /** Adds the ids and returns the rows to keep. */
  #newRows({ rows, ids, lines, start }: SnapshotBatch): Uint32Array {
    const kept = new Uint32Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const id = ids[row];
      const isId = id && id.length > 0 && id.length <= longestId;
      if (isId && this.#ids.add(id)) {
        kept[count++] = row;
        continue;
      }
      if (isId) this.#duplicates++;
      else this.#withoutId++;
      const line = lines?.[row];
      if (line === undefined) this.#skip("row", start + row + 1);
      else this.#skip("line", line);
    }
    return kept.subarray(0, count);
  }

  #addNumbers(batch: SnapshotBatch, rows: Uint32Array): void {
    const { createdAt, lastModified, downloads, likes, usedStorage, cardLength, cardGenerated } =
      this.#builder.numbers;
    addTimes(createdAt, batch.createdAt, rows, this.#times.createdAt);
    addTimes(lastModified, batch.lastModified, rows, this.#times.lastModified);
    addCells(downloads, batch.downloads, rows, asCount);
    addCells(likes, batch.likes, rows, asCount);
    addCells(usedStorage, batch.usedStorage, rows, asCount);
    addListing(this.#builder.numbers, batch, rows);
    this.#addWeights(batch, rows);
    const { cards } = batch;
    if (cards === null) return;
    for (const row of rows) {
      const card = cards[row] ?? "";
      const generated = isGenerated(card);
      const length = characters(card);
      cardLength.push(length);
      cardGenerated.push(generated ? 1 : 0);
      const isCompared = !generated && length >= cardCharacters;
      this.#cards?.add(isCompared ? this.#encoder.encode(firstCharacters(card, cardCharacters)) : noBytes);
    }
  }

  /** Adds what the headers of the weights say; a size that only the name tells is left to whoever asks for it. */
  #addWeights({ ids, tags, safetensorsTotal, weightCounts, gguf }: SnapshotBatch, rows: Uint32Array): void {
    const { parameters, weightBytes: sizes } = this.#builder.numbers;
    const { parametersFrom } = this.#builder.singles;
    if (this.#columns.has("parameters"))
      for (const row of rows) {
        const [total, counts, header] = [safetensorsTotal?.[row], weightCounts?.[row], objectIn(gguf?.[row])];
        const isTold = total || counts || header;
        const counted = isTold
          ? parametersOfFiles({
              id: this.#decoder.decode(ids[row] ?? noBytes),
              tags: (tags?.[row] ?? []).filter(tag => typeof tag === "string"),
              safetensors: { total, parameters: Object.fromEntries(counts ?? []) },
              gguf: header,
            })
          : null;
        parameters.push(counted?.parameters ?? Number.NaN);
        parametersFrom.add(counted?.basis);
      }
    if (this.#columns.has("weightBytes"))
      for (const row of rows) {
        const counts = weightCounts?.[row];
        sizes.push((counts ? weightBytes(counts, asCount(safetensorsTotal?.[row])) : null) ?? Number.NaN);
      }
  }

  /** Adds a tag; `meant` is what a license without an ID is recognized as. */
  #addTag(tag: string, meant: string | null): void {
    const { tag: tags } = this.#builder.lists;
    const code = tags.dictionary.code(tag);
    tags.addOnce(code);
    let meaning = this.#meanings[code];
    if (meaning === undefined) {
      meaning = this.#meaningOf(tag);
      this.#meanings[code] = meaning;
    }
    const { what, code: value, claim } = meaning;
    if (what === "parent") this.#builder.parents.claim(value, claim);
    else if (what === "license" && tag === otherTag && meant !== null)
      this.#builder.lists.license.addOnce(this.#builder.lists.license.dictionary.code(meant));
    else if (what !== "nothing") this.#builder.lists[what].addOnce(value);
  }

  #meaningOf(tag: string): CodedMeaning {
    const meaning = readTag(tag);
    if (meaning === null) return nothing;
    const { what, value } = meaning;
    if (what !== "parent") return { what, code: this.#builder.lists[what].dictionary.code(value), claim: 0 };
    const claim = meaning.relation === null ? 0 : claimBits[meaning.relation];
    return { what, code: this.#builder.parents.dictionary.code(value), claim };
  }

  /** The parents resolved by the Hub, and those named only by the card. */
  #addClaims(batch: SnapshotBatch, row: number, card: JsonObject | null): void {
    const { dictionary } = this.#builder.parents;
    const relation = batch.relations?.[row];
    const bit = isParentRelation(relation) ? claimBits[relation] : 0;
    for (const parent of batch.parents?.[row] ?? [])
      if (parent) this.#builder.parents.claim(dictionary.code(parent), claimBits.resolved | bit);
    if (card === null) return;
    for (const parent of asTexts(card.base_model, longestId))
      this.#builder.parents.claimByCard(dictionary.code(parent));
  }

  #endRow(): void {
    this.#builder.parents.endRow();
    if (!this.#columns.has("tag")) return;
    const { tag, license, language, dataset, paper } = this.#builder.lists;
    tag.endRow();
    license.endRow();
    language.endRow();
    dataset.endRow();
    paper.endRow();
  }
}

/** What a card says of its license, and for one that the tags call `other`, what is meant by it. */
function licenseNamed(
  card: JsonObject | null,
  tags: readonly (string | null | undefined)[] | null | undefined,
) {
  const licenseName = card && asText(card.license_name, longestId);
  const isOther = card !== null && tags?.includes(otherTag) === true;
  const licenseLink = isOther ? readLink(card.license_link) : null;
  const meant = isOther ? meantLicense({ license: "other", licenseName, licenseLink }) : null;
  return { licenseName, licenseLink, meant };
}

/** Adds times; NaN stands for one that could not be read. */
function addTimes(
  column: Growing<Float64Array<ArrayBuffer>>,
  cells: Cells<number> | null,
  rows: Uint32Array,
  counted: { read: number; unread: number },
): void {
  if (cells === null) return;
  for (const row of rows) {
    const time = cells[row];
    if (Number.isNaN(time)) counted.unread++;
    else if (time !== null && time !== undefined) counted.read++;
    column.push(time ?? Number.NaN);
  }
}

/** Adds what only listings say, for texts that are written like them. */
function addListing(
  numbers: ColumnBuilder["numbers"],
  { recordIds, trendingScores, privates }: SnapshotBatch,
  rows: Uint32Array,
): void {
  addCells(numbers.trendingScore, trendingScores, rows);
  addCells(numbers.isPrivate, privates, rows);
  for (const row of recordIds === null ? [] : rows) {
    const id = recordIds?.[row] ?? "";
    const isId = /^[\da-f]{24}$/.test(id);
    numbers.recordHigh.push(isId ? Number.parseInt(id.slice(0, 12), 16) : Number.NaN);
    numbers.recordLow.push(isId ? Number.parseInt(id.slice(12), 16) : Number.NaN);
  }
}

function addCells(
  column: Growing<Float64Array<ArrayBuffer>>,
  cells: Cells<number> | null,
  rows: Uint32Array,
  check: (value: number | null | undefined) => number | null | undefined = value => value,
): void {
  if (cells !== null) for (const row of rows) column.push(check(cells[row]) ?? Number.NaN);
}

/** The paper's own rule: one of two bigrams, in any letter case (its section 1.3). */
function isGenerated(card: string): boolean {
  return /automatically generated|generated automatically/i.test(card);
}

/** The JSON of what a card says of its emissions; of a long one the figure alone. */
function emissionsAsWritten({ co2_eq_emissions: value }: JsonObject): string | null {
  if (value === undefined || value === null) return null;
  const all = JSON.stringify(value, finiteOrText);
  if (all.length <= longestEmissions) return all;
  const figure = JSON.stringify(asObject(value)?.emissions ?? null, finiteOrText);
  return figure.length <= longestEmissions ? figure : JSON.stringify(figure.slice(0, longestId));
}

/** JSON has no infinite numbers; written as text, such a number is still seen, and doubted, by whoever reads it. */
function finiteOrText(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? (value > 0 ? "1e999" : "-1e999") : value;
}

function isParentRelation(word: unknown): word is ParentRelation {
  return word === "finetune" || word === "quantized" || word === "adapter" || word === "merge";
}

function objectIn(json: string | null | undefined): JsonObject | null {
  return !json || json === "{}" ? null : (readJson(json)?.object ?? null);
}
