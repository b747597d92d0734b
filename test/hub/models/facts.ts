import { frontMatterOf } from "./model-front-matter";

/** The types of derivation the Hub distinguishes. */
export const RELATIONS = ["finetune", "adapter", "quantized", "merge"] as const;

/** How a model derives from its parents; one per model, as on the Hub. */
export type Relation = (typeof RELATIONS)[number];

/** The server's data on a model; every response is built from this. */
export interface ModelFacts {
  readonly id: string;
  /** Declared parents, spelled as in the card, including renamed, mistyped or missing ones. */
  readonly parents: readonly string[];
  /** Absent in records from before the Hub typed its edges. */
  readonly relation?: Relation;
  readonly license?: string;
  readonly languages: readonly string[];
  readonly task?: string;
  readonly library?: string;
  readonly datasets: readonly string[];
  /** Tags that no other fact accounts for. */
  readonly tags: readonly string[];
  /** In the last 30 days. */
  readonly downloads: number;
  readonly likes: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly lastModified?: string;
  readonly trendingScore?: number;
  readonly parameters?: number;
  readonly gated?: "auto" | "manual";
  readonly disabled?: boolean;
  /** Visible only to a token with access. */
  readonly private?: boolean;
  readonly files?: readonly string[];
  /** The content of small files besides those that are generated, by their names. */
  readonly texts?: Readonly<Record<string, string>>;
  /** The README's full text; generated from the facts if absent. */
  readonly card?: string;
  /** Fields of the Hub's response to return verbatim. */
  readonly recorded?: Readonly<Record<string, unknown>>;
}

/** The date the Hub gives to everything created before it kept dates. */
export const CREATED_AT_FLOOR = "2022-03-02T23:29:04.000Z";

/** Facts from JSON: only `id` is required, and what is absent is taken from the card's front matter when a card is given; throws a sentence that names the field. */
export function factsFromJson(value: unknown): ModelFacts {
  if (!isRecord(value)) throw new Error("A model must be a JSON object with an id.");
  const id = text(value, "id");
  if (id === undefined || !/^[^/\s]+(\/[^/\s]+)?$/.test(id)) {
    throw new Error(`Model id ${JSON.stringify(value.id)} is neither NAME nor ORG/NAME.`);
  }
  const card = text(value, "card");
  const front = card === undefined ? {} : (frontMatterOf(card) ?? {});
  const relation = text(value, "relation") ?? text(front, "base_model_relation");
  if (relation !== undefined && !isRelation(relation)) {
    throw new Error(`Relation of ${id} is ${relation}; use one of ${RELATIONS.join(", ")}, or leave it out.`);
  }
  const gated = value.gated;
  return dropUndefined({
    id,
    parents: list(value, "parents") ?? list(front, "base_model") ?? [],
    relation,
    license: text(value, "license") ?? text(front, "license"),
    languages: list(value, "languages") ?? list(front, "language") ?? [],
    task: text(value, "task") ?? text(front, "pipeline_tag"),
    library: text(value, "library") ?? text(front, "library_name"),
    datasets: list(value, "datasets") ?? list(front, "datasets") ?? [],
    tags: list(value, "tags") ?? list(front, "tags") ?? [],
    downloads: number(value, "downloads") ?? 0,
    likes: number(value, "likes") ?? 0,
    createdAt: text(value, "createdAt") ?? CREATED_AT_FLOOR,
    lastModified: text(value, "lastModified"),
    trendingScore: number(value, "trendingScore"),
    parameters: number(value, "parameters"),
    gated: gated === "auto" || gated === "manual" ? gated : undefined,
    disabled: value.disabled === true ? true : undefined,
    private: value.private === true ? true : undefined,
    files: list(value, "files"),
    texts: isRecord(value.texts) ? (value.texts as Record<string, string>) : undefined,
    card,
    recorded: isRecord(value.recorded) ? value.recorded : undefined,
  });
}

/** Whether a text is one of the Hub's four relations. */
export function isRelation(value: string): value is Relation {
  return (RELATIONS as readonly string[]).includes(value);
}

/** Whether a value is a JSON object, not an array and not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without the keys whose value is undefined, as JSON would write it. */
export function dropUndefined<const T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>;
}

function text(from: Record<string, unknown>, key: string): string | undefined {
  const value = from[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function number(from: Record<string, unknown>, key: string): number | undefined {
  const value = from[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function list(from: Record<string, unknown>, key: string): string[] | undefined {
  const value = from[key];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter(item => typeof item === "string") : undefined;
}
