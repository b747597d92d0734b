import type { Family } from "../lineage/family";
import { normalizeLanguage } from "../lineage/languages";
import type { Edge } from "../lineage/model";
import type { Edges, LineageColumns, ListTrait, NumberName, SingleTrait, TraitName } from "./columns";
import { listTrait, relationCodes, singleTrait } from "./columns";

/** One model in plain words; what is absent is not known. */
export interface ModelRow extends Partial<Readonly<Record<TraitName, string | readonly string[] | null>>> {
  readonly id: string;
  readonly card?: string;
  readonly numbers?: Partial<Readonly<Record<NumberName, number | null>>>;
}

/**
 * Columns of a few thousand models at most, for one family or a test. Edges whose parent is none of the models count as
 * unresolved, those whose child is none are left out; of a pair declared twice the stronger relation holds.
 */
export function columnsOf(rows: readonly ModelRow[], edges: readonly Edge[]): LineageColumns {
  const hasCards = rows.some(row => row.card !== undefined);
  return {
    models: rows.length,
    id: model => rows[model]?.id ?? "",
    card: hasCards ? model => rows[model]?.card ?? "" : null,
    traits: {
      license: listsOf(rows, "license"),
      language: listsOf(rows, "language"),
      task: singlesOf(rows, "task"),
      library: singlesOf(rows, "library"),
      dataset: listsOf(rows, "dataset"),
      paper: listsOf(rows, "paper"),
      tag: listsOf(rows, "tag"),
    },
    numbers: {
      createdAt: numbersOf(rows, "createdAt"),
      downloads: numbersOf(rows, "downloads"),
      likes: numbersOf(rows, "likes"),
      parameters: numbersOf(rows, "parameters"),
      cardLength: numbersOf(rows, "cardLength"),
      cardGenerated: numbersOf(rows, "cardGenerated"),
    },
    ...numberedEdges(rows, edges),
  };
}

/** Columns of one family, without the edges that lead out of it; languages are compared by what they mean. */
export function familyColumns(family: Family): LineageColumns {
  // A family has some dozens of codes, and asking the runtime what one means takes a microsecond or ten.
  const meanings = new Map<string, readonly string[]>();
  const meaning = (text: string): readonly string[] => {
    const known = meanings.get(text);
    if (known) return known;
    const found = normalizeLanguage(text);
    const codes = found === null ? [] : [found];
    meanings.set(text, codes);
    return codes;
  };
  const rows = family.models.map((model): ModelRow => {
    const { id, license, task, library, datasets, downloads, likes, parameters, createdAt } = model;
    const language = model.languages.flatMap(meaning);
    const created = createdAt === null ? null : Date.parse(createdAt);
    return {
      id,
      license,
      language,
      task,
      library,
      dataset: datasets,
      numbers: { downloads, likes, parameters, createdAt: created },
    };
  });
  return columnsOf(
    rows,
    family.edges.filter(edge => edge.outside !== true),
  );
}

function valuesOf(row: ModelRow, name: TraitName): readonly string[] {
  const value = row[name];
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  return value.length < 2 ? value : [...new Set(value)];
}

/** Numbers texts in the order in which they come. */
function dictionary(): { readonly values: string[]; code(text: string): number } {
  const codes = new Map<string, number>();
  const values: string[] = [];
  return {
    values,
    code: text => {
      const known = codes.get(text);
      if (known !== undefined) return known;
      codes.set(text, values.length);
      return values.push(text) - 1;
    },
  };
}

/** Null where no row has a value: a source of plain rows cannot tell that from not having the column. */
function listsOf(rows: readonly ModelRow[], name: TraitName): ListTrait | null {
  const { values, code } = dictionary();
  const starts = new Uint32Array(rows.length + 1);
  const codes: number[] = [];
  rows.forEach((row, model) => {
    for (const text of valuesOf(row, name)) codes.push(code(text));
    starts[model + 1] = codes.length;
  });
  return codes.length === 0 ? null : listTrait(values, starts, Uint32Array.from(codes));
}

function singlesOf(rows: readonly ModelRow[], name: TraitName): SingleTrait | null {
  const { values, code } = dictionary();
  const codes = Int32Array.from(rows, row => {
    const text = valuesOf(row, name)[0];
    return text === undefined ? -1 : code(text);
  });
  return values.length === 0 ? null : singleTrait(values, codes);
}

function numbersOf(rows: readonly ModelRow[], name: NumberName): Float64Array | null {
  const numbers = Float64Array.from(rows, row => row.numbers?.[name] ?? Number.NaN);
  return numbers.every(Number.isNaN) ? null : numbers;
}

function numberedEdges(
  rows: readonly ModelRow[],
  declared: readonly Edge[],
): { edges: Edges; unresolved: number } {
  const places = new Map(rows.map(({ id }, model) => [id, model]));
  const relationOf = new Map<number, number>();
  const strangers = new Set<string>();
  for (const { child, parent, relation } of declared) {
    const [from, to] = [places.get(child), places.get(parent)];
    if (from === undefined) continue;
    if (to === undefined) {
      strangers.add(`${child}\n${parent}`);
      continue;
    }
    const pair = from * rows.length + to;
    relationOf.set(pair, Math.max(relationOf.get(pair) ?? 0, relationCodes.indexOf(relation)));
  }
  const pairs = [...relationOf.keys()];
  return {
    edges: {
      child: Uint32Array.from(pairs, pair => Math.floor(pair / rows.length)),
      parent: Uint32Array.from(pairs, pair => pair % rows.length),
      relation: Uint8Array.from(relationOf.values()),
    },
    unresolved: strangers.size,
  };
}
