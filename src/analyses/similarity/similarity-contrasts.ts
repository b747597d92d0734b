import { type ClusteredValues, contrastOf } from "../../statistics/contrast";
import { holm } from "../../statistics/nulls/order-nulls";
import { seeded } from "../../statistics/random";
import type { Headline, ResultTable } from "../analysis";
import type { Artifact, Measure } from "./similarity-measures";

/** How much more alike one kind of pair is than another of the same pattern. */
export interface SimilarityContrast {
  readonly artifact: Artifact;
  readonly measure: Measure;
  readonly what: string;
  /** The kinds of pairs, as in the rows. */
  readonly more: string;
  readonly less: string;
  readonly difference: number;
  /** The interval with entire families resampled (within one family, parents), p, and Holm's p over the contrasts of a measure. */
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  readonly pHolm: number | null;
  readonly families: number;
}

/** What the paper's text compares: siblings with parent and child, in each pattern that has both. */
const contrasts = [
  ["siblings minus parent and child, of a parent with two", "trio_1:2", "trio_1:1"],
  ["siblings minus parent and child, of a parent with three", "quad_0:2", "quad_0:1"],
  ["siblings minus parent and child, below a grandparent", "quad_1:4", "quad_1:2"],
  ["siblings minus parent and child, of a child with a sibling and a child", "quad_2:5", "quad_2:4"],
  ["nephew and uncle minus parent and child, of a parent with a sibling", "quad_2:2", "quad_2:3"],
] as const;

/** The contrasts of one measure, from the values of the drawn pairs of each kind. */
export function contrastsOf(
  artifact: Artifact,
  measure: Measure,
  values: (config: string) => (ClusteredValues & { readonly areFamilies: boolean }) | null,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): readonly SimilarityContrast[] {
  const random = seeded(seed + 2);
  const found = contrasts.flatMap(([what, more, less]) => {
    const [one, other] = [values(more), values(less)];
    // Clusters of the one kind can be families, and of the other, parents in a single family: they cannot be compared.
    if (!one || !other || one.areFamilies !== other.areFamilies) return [];
    const contrast = contrastOf(one, other, resamples, random);
    return contrast ? [{ what, more, less, ...contrast }] : [];
  });
  const adjusted = holm(found.map(({ p }) => p));
  return found.map(({ what, more, less, difference, low, high, p, clusters }, at) => ({
    ...{ artifact, measure, what, more, less, difference, low, high, p },
    ...{ pHolm: adjusted[at] ?? null, families: clusters },
  }));
}

/** The same as a table. */
export function contrastsTable(rows: readonly SimilarityContrast[]): ResultTable {
  return {
    id: "contrasts",
    title: "Contrasts within patterns, with intervals by family",
    columns: ["artifact", "measure", "contrast", "difference", "low", "high", "p", "pHolm", "families"],
    rows: rows.map(each => [
      ...[each.artifact, each.measure, each.what, each.difference, each.low, each.high],
      ...[each.p, each.pHolm, each.families],
    ]),
  };
}

/** The first contrast of each measure, which is what the paper's text says of siblings. */
export function contrastsSummary(rows: readonly SimilarityContrast[], samples: number): readonly Headline[] {
  return rows
    .filter(({ more }) => more === "trio_1:2")
    .map(({ measure, artifact, what, difference, low, high, p, families }) => ({
      what: `${measure} of the ${artifact}, ${what}`,
      ...{ estimate: difference, low, high, n: samples, of: samples, unit: "pairs of each kind" },
      leftOut: "drawn pairs without a text on both sides",
      method: `difference of two means; ${families} families resampled with the pairs of both kinds${p === null ? "" : `, two-sided p ${p.toPrecision(2)}`}`,
    }));
}
