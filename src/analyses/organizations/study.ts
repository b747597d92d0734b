import type { LineageColumns, NumberColumn } from "../../columns/columns";
import { once } from "../../lineage/make-once";
import { type KindOfAuthor, kindOf } from "../../organizations/kind-of";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import type { AnalysisOptions, Coverage } from "../analysis";

/** The study that these analyses follow: an analysis of organizations on the Hub in July 2023, published as a blog post. */
export const study = {
  source:
    "the 2023 study of organizations on the Hugging Face Hub (151,296 repositories above 10 MB, July 2023)",
} as const;

/** The study's kinds: it knows no persons, governments, or communities, and calls them other. */
export const studyKinds = ["company", "university", "non-profit", "classroom", "other"] as const;

/** One of the study's kinds. */
export type StudyKind = (typeof studyKinds)[number];

/** The study's kind for one of ours. */
export function studyKind(kind: AuthorKind): StudyKind {
  return studyKinds.find(one => one === kind) ?? "other";
}

/** The study leaves out repositories below 10 MB, because they hardly hold weights. */
const leastBytes = 10_000_000;

/** The size of each model: its repository where that is known, else its weights, which is less. */
export interface Sizes {
  /** In bytes; NaN if neither is known. */
  bytes(model: number): number;
  readonly coverage: readonly { readonly what: string; readonly known: (model: number) => boolean }[];
}

/** The sizes of models. */
export function sizesOf({ numbers: { usedStorage, weightBytes } }: LineageColumns): Sizes {
  const repository = (model: number) => usedStorage?.[model] ?? Number.NaN;
  const weights = (model: number) => weightBytes?.[model] ?? Number.NaN;
  return {
    bytes: model => {
      const size = repository(model);
      return Number.isNaN(size) ? weights(model) : size;
    },
    coverage: [
      { what: "size of the repository", known: model => !Number.isNaN(repository(model)) },
      {
        what: "size of the weights alone, used instead",
        known: model => Number.isNaN(repository(model)) && !Number.isNaN(weights(model)),
      },
    ],
  };
}

/** The models that count, and what their authors are. */
export interface Counted {
  /** The models of the scope; in mode `paper`, without repositories known to be below 10 MB. */
  readonly models: Uint32Array;
  /** How many of the scope's models are left out as too small. */
  readonly tooSmall: number;
  readonly sizes: Sizes;
  /** The author of each model of the columns, -1 for none, with the names. */
  readonly author: LineageColumns["author"];
  /** The kind of each author, as an index into `authorKinds`. */
  readonly kinds: Uint8Array;
  /** The kind of a model's author; models without an author are of unknown kind. */
  kind(model: number): number;
  /** Each author's country; null if it is not known. */
  readonly countries: readonly (string | null)[];
  /** What is known of an author by its code; undefined for none. */
  told(author: number): KindOfAuthor | undefined;
}

/** Index of `unknown` in `authorKinds`. */
export const unknownKind = authorKinds.indexOf("unknown");

/** Chooses the models that count; what their authors are is looked up when it is asked for. */
export function counted(columns: LineageColumns, options: AnalysisOptions): Counted {
  const { within, mode, authors } = options;
  const sizes = sizesOf(columns);
  const models = new Uint32Array(columns.models);
  let [count, tooSmall] = [0, 0];
  for (let model = 0; model < columns.models; model++) {
    if (within !== null && within[model] !== 1) continue;
    if (mode === "paper" && sizes.bytes(model) < leastBytes) tooSmall++;
    else models[count++] = model;
  }
  // Read when they are first asked for: finding the owners of all models takes longer than much of the rest.
  const looked = once(() => columns.author.values.map(name => kindOf(name, authors)));
  const kindCodes = once(() => Uint8Array.from(looked(), ({ kind }) => authorKinds.indexOf(kind)));
  // Columns are properties that are looked up; what runs for each of millions of models has them at hand.
  const kindOfModel = once(() => {
    const [kinds, { codes }] = [kindCodes(), columns.author];
    return (model: number) => kinds[codes[model]!] ?? unknownKind;
  });
  return {
    models: models.slice(0, count),
    tooSmall,
    sizes,
    get author() {
      return columns.author;
    },
    get kinds() {
      return kindCodes();
    },
    kind: model => kindOfModel()(model),
    get countries() {
      return looked().map(({ country }) => country);
    },
    told: author => looked()[author],
  };
}

/** A number of each of the models, in their order. */
export function numbersOf(models: Uint32Array, number: (model: number) => number): Float64Array {
  const numbers = new Float64Array(models.length);
  for (let at = 0; at < models.length; at++) numbers[at] = number(models[at]!);
  return numbers;
}

/** How many of the models have an author of each kind, by its index in `authorKinds`. */
export function countKinds(models: Uint32Array, { kind }: Counted): Uint32Array {
  const counts = new Uint32Array(authorKinds.length);
  for (let at = 0; at < models.length; at++) {
    const code = kind(models[at]!);
    counts[code] = counts[code]! + 1;
  }
  return counts;
}

/** Coverage of models by a test. */
export function covered(
  { models }: Pick<Counted, "models">,
  what: string,
  known: (model: number) => boolean,
): Coverage {
  let count = 0;
  for (let at = 0; at < models.length; at++) if (known(models[at]!)) count++;
  return { what, unit: "models", known: count, total: models.length };
}

/** Coverage of a column of numbers; null if the table lacks it. */
export function numberCoverage(
  { models }: Pick<Counted, "models">,
  what: string,
  numbers: NumberColumn | null,
): Coverage {
  let known = 0;
  if (numbers !== null)
    for (let at = 0; at < models.length; at++) if (!Number.isNaN(numbers[models[at]!]!)) known++;
  return { what, unit: "models", known, total: models.length };
}

/** Coverage of the kinds of authors, by models. */
export function kindCoverage(chosen: Pick<Counted, "models" | "kind">): Coverage {
  return covered(chosen, "kind of the author", model => chosen.kind(model) !== unknownKind);
}

/** How many models were left out as too small; nothing in mode `corrected`. */
export function leftOutCoverage({ models, tooSmall }: Counted): readonly Coverage[] {
  return tooSmall === 0
    ? []
    : [
        {
          what: "not known to be smaller than 10 MB",
          unit: "models",
          known: models.length,
          total: models.length + tooSmall,
        },
      ];
}

/** What the definitions of these analyses say about sizes and authors. */
export const sizeWords =
  "A model's size is that of its repository (usedStorage) where the table has it, or else that of its weights, computed from the types in their safetensors headers. Mode paper leaves out models known to be smaller than 10 MB, as the study did.";

/** The same about kinds. */
export const kindWords =
  "Kinds of authors come from the user's own table, else from the shipped one (docs/organizations.md), else from what the Hub answered when it was asked, which tells persons from organizations but no kind of organization; all others are unknown.";
