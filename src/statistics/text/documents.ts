import type { LineageColumns, ListTrait, NumberColumn, Trait } from "../../columns/columns";
import { characters, firstCharacters } from "./code-points";
import { Words } from "./word-numbers";

/** A text for each model, and its words as numbers. */
export interface Documents {
  readonly models: number;
  /** Whether a model has a text that counts. */
  has(model: number): boolean;
  text(model: number): string;
  /** Passes the words of a model's text to `add`, in order. */
  eachWord(model: number, add: (word: number) => void): void;
  readonly words: Words;
}

const baseModelTag = "base_model:";

/**
 * The Hub's listing of each model, written like the paper's strings (as a Python dictionary), with the fields that the
 * columns have: _id, id, likes, trendingScore, private, downloads, tags, pipeline_tag, library_name, createdAt, modelId. If `withParents` is false,
 * omits the `base_model:…` tags, which siblings share and a parent cannot have. Null if the columns have no tags.
 */
export function metadataDocuments(columns: LineageColumns, withParents: boolean): Documents | null {
  const { tag } = columns.traits;
  if (tag?.kind !== "list") return null;
  const isKept = tag.values.map(value => withParents || !value.startsWith(baseModelTag));
  const listing = { columns, tag, isKept };
  const words = new Words();
  const splitter = new ListingWords(listing, words);
  return {
    models: columns.models,
    has: () => true,
    text: model => write(listing, model),
    eachWord: (model, add) => splitter.each(model, add),
    words,
  };
}

/** The columns of a listing, and which tags it includes. */
interface Listing {
  readonly columns: LineageColumns;
  readonly tag: ListTrait;
  readonly isKept: readonly boolean[];
}

function write({ columns, tag, isKept }: Listing, model: number): string {
  const { numbers, traits } = columns;
  const id = columns.id(model);
  const created = createdOf(numbers.createdAt, model);
  const tags: string[] = [];
  for (let at = tag.starts[model]!; at < tag.starts[model + 1]!; at++) {
    const code = tag.codes[at]!;
    if (isKept[code]) tags.push(quoted(tag.values[code] as string));
  }
  const fields = [
    textField("_id", recordId(numbers, model)),
    `'id': ${quoted(id)}`,
    numberField("likes", numberOf(numbers.likes, model)),
    numberField("trendingScore", numberOf(numbers.trendingScore, model)),
    flagField("private", numberOf(numbers.isPrivate, model)),
    numberField("downloads", numberOf(numbers.downloads, model)),
    `'tags': [${tags.join(", ")}]`,
    textField("pipeline_tag", singleValue(traits.task, model)),
    textField("library_name", singleValue(traits.library, model)),
    Number.isNaN(created) ? "" : textField("createdAt", new Date(created).toISOString()),
    `'modelId': ${quoted(id)}`,
  ];
  return `{${fields.filter(field => field !== "").join(", ")}}`;
}

/** The words that a listing has beside its values. */
const listingNames = {
  record: "_id",
  id: "id",
  likes: "likes",
  trending: "trendingscore",
  private: "private",
  true: "true",
  false: "false",
  downloads: "downloads",
  tags: "tags",
  createdat: "createdat",
  modelid: "modelid",
} as const;

/** The words of listings without building their text: each tag is split once, dates by their parts. */
class ListingWords {
  readonly #listing: Listing;
  readonly #words: Words;
  readonly #dates: DateWords;
  readonly #tag: (code: number) => readonly number[];
  readonly #task: (code: number) => readonly number[];
  readonly #library: (code: number) => readonly number[];
  readonly #names: Readonly<Record<keyof typeof listingNames, number>>;

  constructor(listing: Listing, words: Words) {
    const { task, library } = listing.columns.traits;
    this.#listing = listing;
    this.#words = words;
    this.#dates = new DateWords(words);
    this.#tag = cachedWords(words, listing.tag.values, []);
    this.#task = cachedWords(words, task?.values ?? [], words.of("pipeline_tag"));
    this.#library = cachedWords(words, library?.values ?? [], words.of("library_name"));
    const numbered = Object.entries(listingNames).map(([key, text]) => [key, words.number(text)]);
    this.#names = Object.fromEntries(numbered) as Record<keyof typeof listingNames, number>;
  }

  each(model: number, add: (word: number) => void): void {
    const { columns, tag, isKept } = this.#listing;
    const { numbers, traits } = columns;
    const names = this.#names;
    const id = this.#words.of(columns.id(model));
    const addAll = (list: readonly number[]) => {
      for (let at = 0; at < list.length; at++) add(list[at]!);
    };
    const record = recordId(numbers, model);
    if (record !== undefined) {
      add(names.record);
      add(this.#words.number(record));
    }
    add(names.id);
    addAll(id);
    this.#count(names.likes, numberOf(numbers.likes, model), add);
    this.#count(names.trending, numberOf(numbers.trendingScore, model), add);
    const isPrivate = numberOf(numbers.isPrivate, model);
    if (!Number.isNaN(isPrivate)) {
      add(names.private);
      add(isPrivate === 1 ? names.true : names.false);
    }
    this.#count(names.downloads, numberOf(numbers.downloads, model), add);
    add(names.tags);
    for (let at = tag.starts[model]!; at < tag.starts[model + 1]!; at++) {
      const code = tag.codes[at]!;
      if (isKept[code]) addAll(this.#tag(code));
    }
    addAll(this.#task(codeOf(traits.task, model)));
    addAll(this.#library(codeOf(traits.library, model)));
    const created = createdOf(numbers.createdAt, model);
    if (!Number.isNaN(created)) {
      add(names.createdat);
      this.#dates.each(created, add);
    }
    add(names.modelid);
    addAll(id);
  }

  #count(name: number, value: number, add: (word: number) => void): void {
    if (Number.isNaN(value)) return;
    add(name);
    // A word has at least two characters; a fraction has two words at most.
    if (!Number.isInteger(value)) for (const word of this.#words.of(String(value))) add(word);
    else if (value > 9) add(this.#words.number(String(value)));
  }
}

function numberOf(numbers: NumberColumn | null, model: number): number {
  return numbers?.[model] ?? Number.NaN;
}

/** NaN also for a time outside the range of Date. */
function createdOf(createdAt: NumberColumn | null, model: number): number {
  const time = numberOf(createdAt, model);
  return Math.abs(time) <= latest ? time : Number.NaN;
}

/** The Hub's own number of a model, of which the columns have two halves of 12 hexadecimal digits. */
function recordId({ recordHigh, recordLow }: LineageColumns["numbers"], model: number): string | undefined {
  const halves = [numberOf(recordHigh, model), numberOf(recordLow, model)];
  if (halves.some(Number.isNaN)) return undefined;
  return halves.map(half => half.toString(16).padStart(12, "0")).join("");
}

/** True or false as Python writes it. */
function flagField(name: string, value: number): string {
  return Number.isNaN(value) ? "" : `'${name}': ${value === 1 ? "True" : "False"}`;
}

function codeOf(trait: Trait | null, model: number): number {
  return trait?.kind === "single" ? trait.codes[model]! : -1;
}

function singleValue(trait: Trait | null, model: number): string | undefined {
  return trait?.values[codeOf(trait, model)];
}

function quoted(text: string): string {
  return `'${text}'`;
}

function textField(name: string, text: string | undefined): string {
  return text === undefined ? "" : `'${name}': ${quoted(text)}`;
}

function numberField(name: string, value: number): string {
  return Number.isNaN(value) ? "" : `'${name}': ${value}`;
}

/** The words of a trait's name and of each of its values, split on first use; none for -1. */
function cachedWords(
  words: Words,
  values: readonly string[],
  name: readonly number[],
): (code: number) => readonly number[] {
  const known: (readonly number[] | undefined)[] = [];
  return code => {
    if (code < 0) return [];
    const list = known[code] ?? [...name, ...words.of(values[code] ?? "")];
    known[code] = list;
    return list;
  };
}

const day = 86_400_000;
/** The latest time that a Date can represent; later ones are mistakes. */
const latest = 8.64e15;

/** The words of times such as `2024-01-23T15:06:37.000Z`: year, month, day with hour, minute, second, and the rest. */
class DateWords {
  readonly #words: Words;
  readonly #days = new Map<number, readonly number[]>();
  readonly #hours = new Map<number, number>();
  readonly #twoDigits: readonly number[];
  readonly #wholeSecond: number;

  constructor(words: Words) {
    this.#words = words;
    this.#twoDigits = Array.from({ length: 60 }, (_, value) => words.number(String(value).padStart(2, "0")));
    this.#wholeSecond = words.number("000z");
  }

  each(time: number, add: (word: number) => void): void {
    const date = Math.floor(time / day);
    const hour = Math.floor(time / 3_600_000);
    const rest = time - hour * 3_600_000;
    const known = this.#days.get(date) ?? this.#words.of(new Date(time).toISOString().slice(0, 7));
    this.#days.set(date, known);
    for (const word of known) add(word);
    const dayAndHour =
      this.#hours.get(hour) ?? this.#words.number(new Date(time).toISOString().slice(8, 13).toLowerCase());
    this.#hours.set(hour, dayAndHour);
    add(dayAndHour);
    add(this.#twoDigits[Math.floor(rest / 60_000)]!);
    add(this.#twoDigits[Math.floor(rest / 1000) % 60]!);
    const ms = rest % 1000;
    add(ms === 0 ? this.#wholeSecond : this.#words.number(`${String(Math.floor(ms)).padStart(3, "0")}z`));
  }
}

/** How many characters (code points, as in Python) of a card are compared. */
export const cardCharacters = 512;

/**
 * The first 512 characters of each card that is long enough and was not generated. Source: similarity_analysis, cell
 * 11. Null if the columns have no cards.
 */
export function cardDocuments(columns: LineageColumns): Documents | null {
  const { card } = columns;
  const { cardLength, cardGenerated } = columns.numbers;
  if (card === null) return null;
  const words = new Words();
  const text = (model: number) => firstCharacters(card(model), cardCharacters);
  const has = (model: number) =>
    cardGenerated?.[model] !== 1 &&
    (cardLength?.[model] ?? cardCharacters) >= cardCharacters &&
    characters(text(model)) === cardCharacters;
  return {
    models: columns.models,
    has,
    text,
    eachWord: (model, add) => words.of(text(model)).forEach(add),
    words,
  };
}
