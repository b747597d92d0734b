import type { Family } from "../lineage/family";
import { normalizeLanguage } from "../lineage/languages";
import { once } from "../lineage/make-once";
import type { Edge } from "../lineage/model";
import { isCut, licensesIn } from "../lineage/traits/read-traits";
import { authorsOfIds } from "./authors";
import { ColumnBuilder, type ColumnName, listNames, numberNames, singleNames } from "./column-builder";
import type { LineageColumns, NumberName } from "./columns";
import { packIds } from "./id-builder";
import { type ListName, lostLinks, type SingleName, traitsOf } from "./snapshot-columns";

/** One model as a plain object; absent properties are unknown. */
export interface ModelRow
  extends Partial<Readonly<Record<ListName | SingleName, string | readonly string[] | null>>> {
  readonly id: string;
  readonly card?: string;
  readonly numbers?: Partial<Readonly<Record<NumberName | "lastModified", number | null>>>;
}

/**
 * Columns for at most a few thousand models, for one family or a test; a column with no values is null. Edges whose
 * parent is not among the models count as unresolved; those whose child is not among them are omitted. For a pair
 * declared twice, the stronger relation wins.
 */
export function columnsOf(rows: readonly ModelRow[], edges: readonly Edge[]): LineageColumns {
  const columns = namesIn(rows);
  const builder = new ColumnBuilder(columns, rows.length);
  const lists = listNames.filter(name => columns.has(name));
  const words = singleNames.filter(name => columns.has(name));
  const numbers = numberNames.filter(name => columns.has(name));
  const places = new Map<string, number>();
  rows.forEach(({ id }, model) => {
    places.set(id, model);
  });
  const edgesOf = new Array<Edge[] | undefined>(rows.length);
  for (const edge of edges) {
    const child = places.get(edge.child);
    if (child === undefined) continue;
    const known = edgesOf[child];
    if (known) known.push(edge);
    else edgesOf[child] = [edge];
  }
  rows.forEach((row, model) => {
    for (const name of words) builder.singles[name].add(valuesOf(row, name)[0]);
    for (const name of lists) {
      for (const text of valuesOf(row, name)) builder.lists[name].addText(text);
      builder.lists[name].endRow();
    }
    for (const name of numbers) builder.numbers[name].push(row.numbers?.[name] ?? Number.NaN);
    for (const { parent, relation } of edgesOf[model] ?? []) builder.parents.link(parent, relation);
    builder.parents.endRow();
  });
  const built = builder.finish(id => places.get(id) ?? -1);
  const author = once(() => authorsOfIds(rows.map(({ id }) => id)));
  const packed = once(() => packIds(rows.map(({ id }) => id)));
  const lower = once(() => rowsByLowerCase(rows));
  const find = (id: string) => {
    const exact = places.get(id);
    const same = lower().get(id.toLowerCase()) ?? [];
    return exact ?? (same.length === 1 ? (same[0] ?? -1) : -1);
  };
  const hasCards = rows.some(row => row.card !== undefined);
  return {
    models: rows.length,
    id: model => rows[model]?.id ?? "",
    get ids() {
      return packed();
    },
    card: hasCards ? model => rows[model]?.card ?? "" : null,
    traits: traitsOf(built),
    get author() {
      return author();
    },
    numbers: built.numbers,
    edges: built.edges,
    unresolved: built.unresolved,
    lost: lostLinks(rows.length, built.parents, find),
    repaired: null,
  };
}

function rowsByLowerCase(rows: readonly ModelRow[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  rows.forEach(({ id }, row) => {
    const known = found.get(id.toLowerCase());
    if (known) known.push(row);
    else found.set(id.toLowerCase(), [row]);
  });
  return found;
}

/** Columns of one family, without the edges that lead out of it; languages are compared by meaning. */
export function familyColumns(family: Family): LineageColumns {
  const rows = family.models.map((model): ModelRow => {
    const { id, license, task, library, datasets, downloads, likes, parameters, createdAt } = model;
    // With a list that was not read to its end, nothing can be compared, as with one that was not read at all.
    const language = isCut(model.languages)
      ? []
      : model.languages.flatMap(code => normalizeLanguage(code) ?? []);
    const created = createdAt === null ? null : Date.parse(createdAt);
    return {
      id,
      license: license === null ? null : licensesIn(license),
      language,
      task,
      library,
      dataset: isCut(datasets) ? [] : datasets,
      numbers: { downloads, likes, parameters, createdAt: created },
    };
  });
  return columnsOf(
    rows,
    family.edges.filter(edge => edge.outside !== true),
  );
}

/** The columns with a value in at least one row. */
function namesIn(rows: readonly ModelRow[]): ReadonlySet<ColumnName> {
  const traits = [...listNames, ...singleNames].filter(name =>
    rows.some(row => valuesOf(row, name).length > 0),
  );
  const numbers = numberNames.filter(name =>
    rows.some(row => !Number.isNaN(row.numbers?.[name] ?? Number.NaN)),
  );
  return new Set<ColumnName>([...traits, ...numbers]);
}

function valuesOf(row: ModelRow, name: ListName | SingleName): readonly string[] {
  const value = row[name];
  if (value === undefined || value === null) return [];
  return typeof value === "string" ? [value] : value;
}
