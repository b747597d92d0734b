import type { LineageColumns } from "./columns";
import { Words } from "./words";

/** A text for each model, and its words as numbers. */
export interface Documents {
  readonly models: number;
  /** Whether a model has a text that counts. */
  has(model: number): boolean;
  text(model: number): string;
  /** Hands the words of a model's text to `add`, in their order. */
  eachWord(model: number, add: (word: number) => void): void;
  readonly words: Words;
}

const baseModelTag = "base_model:";

/**
 * What the Hub's listing says about each model, written as the paper's strings are (a Python dictionary), of the fields that the
 * columns have: id, likes, downloads, tags, pipeline_tag, library_name, createdAt, modelId. `withParents` false leaves the tags
 * `base_model:…` out, which siblings share and a parent cannot have. Null where the columns have no tags.
 */
export function metadataDocuments(columns: LineageColumns, withParents: boolean): Documents | null {
  const { tag, task, library } = columns.traits;
  const { createdAt, downloads, likes } = columns.numbers;
  if (tag?.kind !== "list") return null;
  const isKept = tag.values.map(value => withParents || !value.startsWith(baseModelTag));
  const single = (trait: typeof task, model: number) =>
    trait?.kind === "single" ? trait.values[trait.codes[model] as number] : undefined;
  const tagCodes = (model: number) =>
    tag.codes
      .subarray(tag.starts[model] as number, tag.starts[model + 1] as number)
      .filter(code => isKept[code]);

  /** The fields of a model but its tags, those before and those after them. */
  const fields = (model: number): readonly [before: Fields, after: Fields] => {
    const id = columns.id(model);
    const created = createdAt?.[model] ?? Number.NaN;
    const before: Fields = [["id", id]];
    const after: Fields = [
      ["pipeline_tag", single(task, model)],
      ["library_name", single(library, model)],
      ["createdAt", Number.isFinite(created) ? new Date(created).toISOString() : undefined],
      ["modelId", id],
    ];
    return [[...before, ["likes", likes?.[model]], ["downloads", downloads?.[model]]], after];
  };
  const write = (model: number): string => {
    const [before, after] = fields(model);
    const tags = Array.from(tagCodes(model), code => quoted(tag.values[code] as string));
    return `{${[...entries(before), `'tags': [${tags.join(", ")}]`, ...entries(after)].join(", ")}}`;
  };
  const words = new Words();
  const tagWords: (readonly number[] | undefined)[] = [];
  const eachWord = (model: number, add: (word: number) => void) => {
    const [before, after] = fields(model);
    for (const entry of entries(before)) words.of(entry).forEach(add);
    add(words.number("tags"));
    for (const code of tagCodes(model)) {
      tagWords[code] ??= words.of(tag.values[code] as string);
      tagWords[code]?.forEach(add);
    }
    for (const entry of entries(after)) words.of(entry).forEach(add);
  };
  return { models: columns.models, has: () => true, text: write, eachWord, words };
}

type Fields = readonly (readonly [name: string, value: string | number | undefined])[];

function entries(fields: Fields): string[] {
  return fields.flatMap(([name, value]) => {
    if (value === undefined || Number.isNaN(value)) return [];
    return [`'${name}': ${typeof value === "number" ? value : quoted(value)}`];
  });
}

function quoted(text: string): string {
  return `'${text}'`;
}

const cardUnits = 512;

/**
 * The first 512 characters of each card that has so many and was not written by a program. Source: similarity_analysis, cell
 * 11. Null where the columns have no cards.
 */
export function cardDocuments(columns: LineageColumns): Documents | null {
  const { card } = columns;
  const { cardLength, cardGenerated } = columns.numbers;
  if (card === null) return null;
  const words = new Words();
  const text = (model: number) => card(model).slice(0, cardUnits);
  const has = (model: number) =>
    cardGenerated?.[model] !== 1 &&
    (cardLength?.[model] ?? cardUnits) >= cardUnits &&
    text(model).length === cardUnits;
  return {
    models: columns.models,
    has,
    text,
    eachWord: (model, add) => words.of(text(model)).forEach(add),
    words,
  };
}
