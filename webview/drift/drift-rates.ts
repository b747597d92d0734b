import { ofEdges, percent, rateInWords } from "../../src/analyses/family/drift-words";
import type { FamilyDrift, RateGroup } from "../../src/analyses/family/family-drift";
import { type IndexFigures, type IndexRate, indexRate } from "../../src/analyses/family/index-figures";
import { publishedRate } from "../../src/analyses/family/published-figures";
import type { DriftTrait, TraitEdge } from "../../src/analyses/family/trait-edges";
import { count, grouped } from "../../src/lineage/in-words";
import type { Relation } from "../../src/lineage/model";
import { fewestEdges, type Rate } from "../../src/statistics/rate";
import { english, phrase, t } from "../../src/words/words";
import type { ChartAxis, ChartMark, ChartRow } from "../kit/chart";

/** The data behind the rates in a view. */
export interface RateSource {
  readonly trait: DriftTrait;
  readonly drift: FamilyDrift;
  readonly index: IndexFigures | null;
}

/** One rate with its name, its comparison values, and the edges behind it. */
export interface RateLine {
  readonly group: "relation" | "generation" | "year";
  readonly label: string;
  readonly rate: Rate;
  readonly index: IndexRate | null;
  readonly paper: { readonly mean: number; readonly edges: number } | null;
  /** Whether the rate includes an edge. */
  readonly has: (edge: TraitEdge) => boolean;
}

const relationNames: Readonly<Record<Relation, string>> = english({
  finetune: "finetune",
  adapter: "adapter",
  merge: "merge",
  quantized: "quantized",
  unknown: "unknown relation",
});

/** Every rate of a family: all edges, by relation, by generation, by year. */
export function rateLines({ trait, drift, index }: RateSource): readonly RateLine[] {
  const beside = (relation: Relation | "all") => ({
    index: indexRate(index, trait, relation),
    paper: publishedRate(trait, relation),
  });
  const alone = { index: null, paper: null };
  const all: RateLine = {
    group: "relation",
    label: t`all relations`,
    rate: drift.all,
    ...beside("all"),
    has: () => true,
  };
  // When no edge states its relation, a separate line would repeat the total.
  const isPlain = drift.byRelation.length === 1 && drift.byRelation[0]?.key === "unknown";
  const relations = (isPlain ? [] : drift.byRelation).map(
    ({ key, rate }: RateGroup<Relation>): RateLine => ({
      group: "relation",
      label: phrase(relationNames[key]),
      rate,
      ...beside(key),
      has: edge => edge.relation === key,
    }),
  );
  const generations = drift.byGeneration.map(
    ({ key, rate }): RateLine => ({
      group: "generation",
      label: t`generation ${key}`,
      rate,
      ...alone,
      has: edge => edge.generation === key,
    }),
  );
  const years = drift.byYear.map(
    ({ key, rate }): RateLine => ({
      group: "year",
      label: key,
      rate,
      ...alone,
      has: edge => edge.year === key,
    }),
  );
  return [all, ...relations, ...generations, ...years];
}

/** Whether a rate has enough edges to show a percentage. */
export function isEnough({ edges }: Rate): boolean {
  return edges >= fewestEdges;
}

function ownMark(rate: Rate): ChartMark {
  const title = t`This family: ${rateInWords(rate)}, ${ofEdges(rate.edges, "all")}`;
  return { kind: "own", value: rate.mean, interval: [rate.low, rate.high], title };
}

function indexMark({ edges, rate, interval }: IndexRate, name: string): ChartMark | null {
  if (rate === null || edges < fewestEdges) return null;
  const between = interval ? t` (${percent(interval[0])} to ${percent(interval[1])})` : "";
  const title = `${sentenceCase(name)}: ${percent(rate)}${between}, ${ofEdges(edges, "all")}`;
  return { kind: "index", value: rate, interval, title };
}

/** A name as the beginning of a line. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A rate as a line of an interval chart; `indexName` says what the family is compared with. */
export function chartRow({ label, rate, index, paper }: RateLine, indexName: string): ChartRow {
  const marks: ChartMark[] = [];
  if (isEnough(rate)) marks.push(ownMark(rate));
  const beside = index && indexMark(index, indexName);
  if (beside) marks.push(beside);
  if (paper) {
    const title = t`The paper: ${percent(paper.mean)} of ${ofEdges(paper.edges, "all")}`;
    marks.push({ kind: "paper", value: paper.mean, interval: null, title });
  }
  const n = grouped(rate.edges);
  const instead = isEnough(rate) ? null : t`${count(rate.edges, "edge")}: too few`;
  return { label, note: isEnough(rate) ? t`${percent(rate.mean)} of ${n}` : "", marks, instead };
}

/** An axis from 0 to the smallest of 25%, 50%, and 100% that fits every mark. */
export function axisFor(rows: readonly ChartRow[]): ChartAxis {
  const most = Math.max(
    0,
    ...rows.flatMap(row => row.marks.map(({ value, interval }) => interval?.[1] ?? value)),
  );
  const step = most <= 0.25 ? 0.05 : most <= 0.5 ? 0.1 : 0.25;
  const max = most <= 0.25 ? 0.25 : most <= 0.5 ? 0.5 : 1;
  const ticks = Array.from({ length: Math.round(max / step) + 1 }, (_, at) => at * step);
  return { max, ticks, words: value => `${Math.round(value * 100)}%` };
}
