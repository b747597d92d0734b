import type { DecodedModel } from "../app/ports/decoder-ports";
import { meantLicense } from "../licenses/recognize-license";
import {
  type Evaluation,
  isRelation,
  type Model,
  type Relation,
  type RelationCounts,
  relations,
} from "../lineage/model";
import type { Row, Value } from "./database";

/** The columns that `modelFromRow` reads, in its order, for a SELECT from `models AS m`. */
export const modelColumns = `m.id, m.license, m.license_name, m.languages, m.task, m.library, m.datasets, m.downloads,
  m.likes, m.parameters, m.created_at, m.last_modified, m.gated, m.disabled, m.adult, m.finetune_children,
  m.adapter_children, m.merge_children, m.quantized_children, m.unknown_children, m.detailed, m.fetched_at, m.storage,
  m.new_version, m.emissions, m.evaluations, m.license_link, m.commit_sha`;

/** The content of a row of `modelColumns`. */
export interface StoredModel {
  readonly model: Model;
  readonly detailed: boolean;
  readonly fetchedAt: number;
}

/** The value of a text column, or null. */
export function text(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** The value of a number column, or null; an infinite number is unknown. */
export function number(value: Value | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The value of a relation column; a word that is not a relation counts as unknown. */
export function relation(value: Value | undefined): Relation {
  const word = text(value);
  return isRelation(word) ? word : "unknown";
}

function list(value: Value | undefined): string[] {
  return value === "[]" ? [] : (JSON.parse(text(value) ?? "[]") as string[]);
}

/** The scores that have a value: where an earlier version stored an infinite one, the JSON says null. */
function evaluationsFrom(value: Value | undefined): readonly Evaluation[] {
  if (value === "[]") return [];
  return (JSON.parse(text(value) ?? "[]") as Evaluation[]).filter(score => Number.isFinite(score.value));
}

function gatedFrom(value: Value | undefined): Model["gated"] {
  if (value === "auto" || value === "manual") return value;
  return value === "no" ? false : null;
}

function gatedTo(gated: Model["gated"]): string | null {
  return gated === false ? "no" : gated;
}

/** Reads the Hub's counts from the columns in `countColumns` order. */
function countsFrom(values: Row): RelationCounts | null {
  if (values.every(value => value === null)) return null;
  const counts: Partial<Record<Relation, number>> = {};
  for (const [at, name] of countColumns.entries()) {
    const count = number(values[at]);
    if (count) counts[name] = count;
  }
  return counts;
}

const countColumns: readonly Relation[] = ["finetune", "adapter", "merge", "quantized", "unknown"];

function countsTo(counts: RelationCounts | null): (number | null)[] {
  return countColumns.map(name => (counts === null ? null : (counts[name] ?? 0)));
}

/** Reads a row of `modelColumns`. */
export function modelFromRow(row: Row): StoredModel {
  const written = { license: text(row[1]), licenseName: text(row[2]), licenseLink: text(row[26]) };
  const model: Model = {
    id: text(row[0]) ?? "",
    ...written,
    license: meantLicense(written),
    languages: list(row[3]),
    task: text(row[4]),
    library: text(row[5]),
    datasets: list(row[6]),
    downloads: number(row[7]),
    likes: number(row[8]),
    parameters: number(row[9]),
    storage: number(row[22]),
    createdAt: text(row[10]),
    lastModified: text(row[11]),
    commit: text(row[27]),
    gated: gatedFrom(row[12]),
    disabled: row[13] === 1,
    adult: row[14] === 1,
    childCounts: countsFrom(row.slice(15, 20)),
    newVersion: text(row[23]),
    emissions: number(row[24]),
    evaluations: evaluationsFrom(row[25]),
  };
  return { model, detailed: row[20] === 1, fetchedAt: number(row[21]) ?? 0 };
}

/** The values of a model in the order of `modelColumns`, followed by when it was read individually. */
export function rowFromModel({ model }: DecodedModel, detailed: boolean, at: number): Value[] {
  return [
    model.id,
    model.license,
    model.licenseName,
    JSON.stringify(model.languages),
    model.task,
    model.library,
    JSON.stringify(model.datasets),
    model.downloads,
    model.likes,
    model.parameters,
    model.createdAt,
    model.lastModified,
    gatedTo(model.gated),
    Number(model.disabled),
    Number(model.adult),
    ...countsTo(model.childCounts),
    Number(detailed),
    at,
    model.storage,
    model.newVersion,
    model.emissions,
    JSON.stringify(model.evaluations),
    model.licenseLink,
    model.commit,
    detailed ? at : null,
  ];
}

/**
 * The time at which a model was read if what is known of it may have changed since: its date was wrong, or a list of children
 * no longer has it. Whatever the Hub answers next replaces it.
 */
export const doubted = 0;

/** A condition on rows `f` of failures: the Hub says that a model is gone, or does not show it. */
export const saysGone = "f.reason IN ('missing', 'missing-or-private')";

/**
 * A condition on rows `f` of failures and `m` of models: the Hub does not show a model of which nothing is known, or which a list no
 * longer has. One that was read before stays in its families: its terms and parents still hold for what was made from it.
 */
export const isGoneRow = `${saysGone} AND (m.id IS NULL OR m.fetched_at = ${doubted})`;

/** Counts by relation, from rows of relation and number; relations without children are left out. */
export function relationCounts(rows: readonly Row[]): RelationCounts {
  const counts: Partial<Record<Relation, number>> = {};
  for (const name of relations) {
    const total = rows
      .filter(row => relation(row[0]) === name)
      .reduce((sum, row) => sum + (number(row[1]) ?? 0), 0);
    if (total > 0) counts[name] = total;
  }
  return counts;
}
