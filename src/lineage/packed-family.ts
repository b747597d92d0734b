import type { Family, FamilyEdge, SnapshotPart } from "./family";
import { bareModel, type Model, relations } from "./model";
import type { FamilyView } from "./shown-family";
import { type LaidCard, layCards } from "./traits/laid-card";

/**
 * A family on its way from the index to the view that draws it: code that only passes it on reads the counts, and need
 * not process tens of thousands of models.
 */
export interface PackedFamily {
  readonly root: string;
  readonly models: number;
  readonly edges: number;
  readonly unchecked: number;
  readonly oldestAt: number | null;
  readonly snapshot?: SnapshotPart;
  /** The family as UTF-8 JSON, by column: a quarter of the size of its models as JSON. */
  readonly json: Uint8Array;
}

/** A family view on the wire. */
export interface PackedFamilyView extends Omit<FamilyView, "family" | "onHub"> {
  readonly family: PackedFamily | null;
  /** The open cards to lay over the family; absent if there are none. */
  readonly cards?: readonly LaidCard[];
}

/** One trait of all models: a value for each, or numbers into a list of frequent values. */
type Column = { readonly values: readonly unknown[] } | { readonly often: readonly unknown[]; at: number[] };

interface Columns extends Pick<Family, "root" | "missing" | "cycles" | "oldestAt" | "snapshot"> {
  readonly models: Readonly<Record<string, Column>>;
  /** Ids of parents that are not among the models; numbered after them. */
  readonly others: readonly string[];
  /** Child, parent and relation of each edge, as numbers; a relation beyond the list marks an outside edge. */
  readonly edges: readonly number[];
  readonly unchecked: readonly number[];
  /** Models that were not read. */
  readonly unread: readonly number[];
}

/** Commits are left out: no view shows them, and they cannot be compressed. */
const traits = (Object.keys(bareModel("")) as readonly (keyof Model)[]).filter(trait => trait !== "commit");

/** Values that occur four times on average are worth numbering. */
const worthNumbers = 4;

function column(models: readonly Model[], trait: keyof Model): Column {
  const numbers = new Map<unknown, number>();
  const often: unknown[] = [];
  const at: number[] = [];
  for (const model of models) {
    const value = model[trait];
    const key = typeof value === "object" && value !== null ? JSON.stringify(value) : value;
    let number = numbers.get(key);
    if (number === undefined) {
      number = often.push(value) - 1;
      numbers.set(key, number);
      if (often.length > 16 && often.length * worthNumbers > models.length)
        return { values: models.map(each => each[trait]) };
    }
    at.push(number);
  }
  return { often, at };
}

function valuesOf(column: Column): readonly unknown[] {
  return "values" in column ? column.values : column.at.map(number => column.often[number]);
}

function columnsOf(family: Family): Columns {
  const { root, models, missing, cycles, oldestAt } = family;
  const numbers = new Map(models.map((model, at) => [model.id, at]));
  const others: string[] = [];
  const numberOf = (id: string): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const made = models.length + others.push(id) - 1;
    numbers.set(id, made);
    return made;
  };
  const edges = family.edges.flatMap(({ child, parent, relation, outside }) => [
    numberOf(child),
    numberOf(parent),
    relations.indexOf(relation) + (outside ? relations.length : 0),
  ]);
  const unchecked = family.unchecked.map(numberOf);
  const columns = Object.fromEntries(traits.map(trait => [trait, column(models, trait)]));
  const unread = models.flatMap((model, at) => (model.unread ? [at] : []));
  const { snapshot } = family;
  return {
    root,
    models: columns,
    others,
    edges,
    missing,
    cycles,
    unchecked,
    unread,
    oldestAt,
    ...(snapshot && { snapshot }),
  };
}

function familyOf(columns: Columns): Family {
  const { root, others, missing, cycles, oldestAt, snapshot } = columns;
  // Models of one shape, filled column by column: building 30,000 key by key takes three times as long.
  const models = (columns.models.id ? valuesOf(columns.models.id) : []).map(id => bareModel(String(id)));
  for (const trait of traits) {
    const values = valuesOf(columns.models[trait] ?? { values: [] });
    for (let at = 0; at < models.length; at++)
      (models[at] as unknown as Record<string, unknown>)[trait] = values[at];
  }
  for (const at of columns.unread) {
    const model = models[at];
    if (model) models[at] = { ...model, unread: true };
  }
  const idOf = (number: number | undefined = 0): string =>
    models[number]?.id ?? others[number - models.length] ?? "";
  const edges: FamilyEdge[] = [];
  for (let at = 0; at < columns.edges.length; at += 3) {
    const code = columns.edges[at + 2] ?? 0;
    const relation = relations[code % relations.length] ?? "unknown";
    const edge = { child: idOf(columns.edges[at]), parent: idOf(columns.edges[at + 1]), relation };
    edges.push(code < relations.length ? edge : { ...edge, outside: true });
  }
  const unchecked = columns.unchecked.map(idOf);
  return { root, models, edges, missing, cycles, unchecked, oldestAt, ...(snapshot && { snapshot }) };
}

/** Packs a family; `encode` turns text into UTF-8. */
export function packFamily(family: Family, encode: (text: string) => Uint8Array): PackedFamily {
  return {
    root: family.root,
    models: family.models.length,
    edges: family.edges.length,
    unchecked: family.unchecked.length,
    oldestAt: family.oldestAt,
    ...(family.snapshot && { snapshot: family.snapshot }),
    json: encode(JSON.stringify(columnsOf(family))),
  };
}

/** Unpacks a family; `decode` turns UTF-8 into text. */
export function unpackFamily(packed: PackedFamily, decode: (bytes: Uint8Array) => string): Family {
  return familyOf(JSON.parse(decode(packed.json)) as Columns);
}

/** Unpacks a view; `decode` turns UTF-8 into text. */
export function unpackView(view: PackedFamilyView, decode: (bytes: Uint8Array) => string): FamilyView {
  const { cards = [], family, ...shown } = view;
  return layOnView({ ...shown, family: family === null ? null : unpackFamily(family, decode) }, cards);
}

/** A view with open cards laid over its family. */
export function layOnView(view: FamilyView, cards: readonly LaidCard[]): FamilyView {
  return view.family === null ? view : { ...view, ...layCards(view.family, cards) };
}
