/** How a child was made from its parent, in the Hub's words (`base_model_relation`); `unknown` if it does not say. */
export type Relation = "finetune" | "adapter" | "quantized" | "merge" | "unknown";

/** Every relation, in display order. */
export const relations: readonly Relation[] = ["finetune", "adapter", "merge", "quantized", "unknown"];

/** Whether a text is one of the Hub's relations. */
export function isRelation(text: unknown): text is Relation {
  return typeof text === "string" && (relations as readonly string[]).includes(text);
}

/** The number of children by relation; an absent relation has none. */
export type RelationCounts = Readonly<Partial<Record<Relation, number>>>;

/** One score of a card's `model-index`: the metric, the id of the dataset, and the value as written. */
export interface Evaluation {
  readonly task: string;
  readonly dataset: string;
  readonly metric: string;
  readonly value: number;
}

/**
 * One model on the Hub with its traits. A null trait is not declared, or not known if the model is `unread`; traits are never
 * guessed.
 */
export interface Model {
  readonly id: string;
  /** Set if nothing but the ID is known: no answer about the model was read, so no trait can be called undeclared. */
  readonly unread?: true;
  /**
   * The license that the model means, in lower case: the Hub's ID (`apache-2.0`, `gemma`), or for `other` the one that is recognized
   * (`meantLicense`), else `other`; several are joined by commas (`licensesIn`).
   */
  readonly license: string | null;
  /** `license_name` of a card that says `other`. */
  readonly licenseName: string | null;
  /** `license_link` of a card that says `other`. */
  readonly licenseLink: string | null;
  /** Language codes as the card writes them. */
  readonly languages: readonly string[];
  /** `pipeline_tag`. */
  readonly task: string | null;
  /** `library_name`. */
  readonly library: string | null;
  readonly datasets: readonly string[];
  /** Downloads of the last 30 days. */
  readonly downloads: number | null;
  readonly likes: number | null;
  /** Number of parameters, from safetensors or gguf headers. */
  readonly parameters: number | null;
  /** Bytes that its repo takes on the Hub, older revisions included (`usedStorage`); only in its own answer. */
  readonly storage: number | null;
  /** ISO 8601 in UTC; null also for the Hub's placeholder of March 2022. */
  readonly createdAt: string | null;
  readonly lastModified: string | null;
  /** The commit of its main branch when it was read, 40 hex digits; no part of views of families. */
  readonly commit: string | null;
  readonly gated: "auto" | "manual" | false | null;
  readonly disabled: boolean;
  /** Whether the tag `not-for-all-audiences` is set. */
  readonly adult: boolean;
  /** The model that the card names as its successor (`new_version`). */
  readonly newVersion: string | null;
  /** CO2 emitted by training, in grams, as declared in the card. */
  readonly emissions: number | null;
  readonly evaluations: readonly Evaluation[];
  /** The Hub's own count of children by relation; null if it was not asked or did not say. */
  readonly childCounts: RelationCounts | null;
}

/** One link of descent: `child` was made from `parent`. */
export interface Edge {
  readonly child: string;
  readonly parent: string;
  readonly relation: Relation;
}

/** A model that declares nothing. */
export function bareModel(id: string): Model {
  return {
    id,
    license: null,
    licenseName: null,
    licenseLink: null,
    languages: [],
    task: null,
    library: null,
    datasets: [],
    downloads: null,
    likes: null,
    parameters: null,
    storage: null,
    createdAt: null,
    lastModified: null,
    commit: null,
    gated: null,
    disabled: false,
    adult: false,
    newVersion: null,
    emissions: null,
    evaluations: [],
    childCounts: null,
  };
}

/** A model that was not read, so only its ID is known. */
export function unreadModel(id: string): Model {
  return { ...bareModel(id), unread: true };
}

/** The children of all relations together; null if their numbers are not known. */
export function childrenIn(counts: RelationCounts | null): number | null {
  return counts === null ? null : Object.values(counts).reduce((sum, count) => sum + count, 0);
}
