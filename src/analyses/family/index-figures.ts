import {
  edgesByParent,
  type LineageColumns,
  type NumberColumn,
  singleTrait,
  type Trait,
} from "../../columns/columns";
import type { Relation } from "../../lineage/model";
import { type MutationRate, mutationRates } from "../../statistics/mutation-rates";
import { t } from "../../words/words";
import { bandOf, columnNames, type DriftTrait, driftTraits } from "./trait-edges";

/** How often a trait mutates under a relation, over all edges of the index. */
export interface IndexRate extends Omit<MutationRate, "byParent"> {
  readonly trait: DriftTrait;
}

/** What a family is compared with; a snapshot has a date, in ms since 1970, or null if it is not known. */
export type FiguresSource =
  | { readonly kind: "index" }
  | { readonly kind: "snapshot"; readonly takenAt: number | null };

/** The source in the middle of a sentence: "the whole index", "the snapshot of 2026-01-31". */
export function sourceName(from: FiguresSource): string {
  if (from.kind === "index") return t`the whole index`;
  if (!from.takenAt) return t`the snapshot`;
  return t`the snapshot of ${new Date(from.takenAt).toISOString().slice(0, 10)}`;
}

/** Drift over the entire index, or over a snapshot, to compare with a family. */
export interface IndexFigures {
  /** Models in the index, and edges between two of them. */
  readonly models: number;
  readonly edges: number;
  /** Where the models are: in the index on this machine, or in a snapshot of the whole Hub. */
  readonly from: FiguresSource;
  readonly rates: readonly IndexRate[];
}

/** The bands of card length as a single-valued trait. */
function cardBands(lengths: NumberColumn | null): Trait | null {
  if (lengths === null) return null;
  const values: string[] = [];
  const codes = Int32Array.from(lengths, length => {
    if (Number.isNaN(length)) return -1;
    const band = bandOf(length);
    const known = values.indexOf(band);
    return known >= 0 ? known : values.push(band) - 1;
  });
  return singleTrait(values, codes);
}

/** The mutation rates of every trait over the entire source, without models that name themselves as a parent. */
export function indexFigures(columns: LineageColumns, from: FiguresSource = { kind: "index" }): IndexFigures {
  const { child, parent } = columns.edges;
  const children = edgesByParent(columns.edges, columns.models, edge => child[edge] !== parent[edge]);
  const rates = driftTraits.flatMap(trait => {
    const column =
      trait === "cardLength" ? cardBands(columns.numbers.cardLength) : columns.traits[columnNames[trait]];
    return column === null
      ? []
      : mutationRates(column, columns.edges, children).map(({ byParent: _, ...rate }) => ({
          ...rate,
          trait,
        }));
  });
  return { models: columns.models, edges: children.edges.length, from, rates };
}

/** The rate of a trait under a relation, or null if the index has no such edge. */
export function indexRate(
  figures: IndexFigures | null,
  trait: DriftTrait,
  relation: Relation | "all",
): IndexRate | null {
  return figures?.rates.find(one => one.trait === trait && one.relation === relation) ?? null;
}
