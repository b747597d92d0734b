import { count, grouped } from "../../lineage/in-words";
import type { Relation } from "../../lineage/model";
import { fewestEdges, type Rate } from "../../statistics/rate";
import { countable, english, languageTag, phrase, t } from "../../words/words";
import type { FamilyDrift, Transition } from "./family-drift";
import { publishedMeans } from "./published-figures";
import type { DriftTrait, TraitEdges } from "./trait-edges";

const traitNames: Readonly<Record<DriftTrait, string>> = english({
  license: "license",
  languages: "languages",
  task: "task",
  library: "library",
  datasets: "datasets",
  cardLength: "card length",
});

/** The name of a trait in the middle of a sentence. */
export function traitName(trait: DriftTrait): string {
  return phrase(traitNames[trait]);
}

/** What an edge must have at both ends to count. */
const ends: Readonly<Record<DriftTrait, string>> = english({
  license: "a license",
  languages: "languages",
  task: "a task",
  library: "a library",
  datasets: "datasets",
  cardLength: "an indexed card",
});

const children: Readonly<Record<Relation | "all", readonly [one: string, many: string]>> = countable({
  all: ["edge", "edges"],
  finetune: ["finetune", "finetunes"],
  adapter: ["adapter", "adapters"],
  merge: ["edge to a merge", "edges to merges"],
  quantized: ["quantized model", "quantized models"],
  unknown: ["child of unknown relation", "children of unknown relation"],
});

/** A number of edges of a relation in words: "301 finetunes". */
export function ofEdges(n: number, relation: Relation | "all"): string {
  return count(n, ...children[relation]);
}

/** A share as an integer percentage; "<1%" and ">99%" where rounding would give 0% or 100%. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "<1%";
  if (rounded === 100 && share < 1) return ">99%";
  return `${rounded}%`;
}

/** A rate with its interval in words: "29% (24% to 34%)", or why there is no percentage. */
export function rateInWords({ edges, mean, low, high }: Rate): string {
  if (edges === 0) return t`no edges`;
  if (edges < fewestEdges) return t`${count(edges, "edge")}: too few`;
  return t`${percent(mean)} (${percent(low)} to ${percent(high)})`;
}

/** The most telling relation: the one with the most changes among those with enough edges, else all together. */
function tellingRelation(drift: FamilyDrift): { readonly relation: Relation | "all"; readonly rate: Rate } {
  const enough = drift.byRelation.filter(({ rate }) => rate.edges >= fewestEdges);
  const [most] = [...enough].sort((a, b) => b.rate.changed - a.rate.changed || b.rate.edges - a.rate.edges);
  // If no model declares its relation, "of unknown relation" would only be noise.
  const isAlone = drift.byRelation.length === 1 && most?.key === "unknown";
  return most && !isAlone ? { relation: most.key, rate: most.rate } : { relation: "all", rate: drift.all };
}

/** The most frequent of `changed` changes, as the end of a sentence. */
function pairInWords({ from, to, edges }: Transition, changed: number): string {
  const pair = t`from ${from} to ${to}`;
  if (edges < changed) return t`; ${grouped(edges)} of them ${pair}`;
  return changed === 1 ? `, ${pair}` : t`, all ${pair}`;
}

/** The finding for a trait of a family, with the relation that it is about. */
export interface Finding {
  readonly relation: Relation | "all";
  /** One sentence: "87 of 301 finetunes changed the license; 61 of them from gemma to apache-2.0." */
  readonly sentence: string;
}

/** How a trait changed in a family, in a sentence; `transitionsIn` returns the transitions of a relation. */
export function findingOf(
  { trait }: TraitEdges,
  drift: FamilyDrift,
  transitionsIn: (relation: Relation | "all") => readonly Transition[],
): Finding {
  const name = traitName(trait);
  const { relation, rate } = tellingRelation(drift);
  const [most] = transitionsIn(relation);
  const pair = most ? pairInWords(most, rate.changed) : "";
  const both = t`${phrase(ends[trait])} at both ends`;
  if (rate.edges === 0) return { relation, sentence: t`No edge in this family has ${both}.` };
  if (rate.edges < fewestEdges) {
    const few =
      rate.edges === 1
        ? t`Only 1 edge in this family has ${both}, too few for a percentage`
        : t`Only ${ofEdges(rate.edges, "all")} in this family have ${both}, too few for a percentage`;
    const changed = rate.changed === 0 ? t`none changed the ${name}` : t`${rate.changed} changed the ${name}`;
    return { relation, sentence: t`${few}: ${changed}.` };
  }
  if (rate.changed === 0)
    return { relation, sentence: t`None of ${ofEdges(rate.edges, relation)} changed the ${name}.` };
  const isAll = rate.changed === rate.edges;
  const changed = isAll
    ? t`All ${ofEdges(rate.edges, relation)} changed the ${name}`
    : t`${grouped(rate.changed)} of ${ofEdges(rate.edges, relation)} changed the ${name}`;
  return { relation, sentence: t`${changed}${pair}.` };
}

const units: Readonly<Partial<Record<DriftTrait, readonly [unit: string, decimals: number]>>> = english({
  languages: ["languages", 1],
  cardLength: ["characters", 0],
});

function average(numbers: readonly number[]): { readonly mean: number; readonly median: number } {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [
    sorted[(sorted.length - 1) >> 1] ?? Number.NaN,
    sorted[sorted.length >> 1] ?? Number.NaN,
  ];
  return { mean: sorted.reduce((sum, n) => sum + n, 0) / sorted.length, median: (low + high) / 2 };
}

/**
 * How many languages or card characters parents and children have on average, with the published means; null for traits
 * that are not numbers, and for too few edges. Means and medians can point in opposite directions.
 */
export function sizesInWords({ trait, edges }: TraitEdges): string | null {
  const unit = units[trait];
  if (!unit || edges.length < fewestEdges) return null;
  const [unitName, decimals] = unit;
  const name = phrase(unitName);
  const number = (n: number) => n.toLocaleString(languageTag(), { maximumFractionDigits: decimals });
  const [parents, kids] = [
    average(edges.map(({ sizes }) => sizes[0])),
    average(edges.map(({ sizes }) => sizes[1])),
  ];
  const own = t`On average, parents have ${number(parents.mean)} ${name} and children ${number(kids.mean)} (medians ${number(parents.median)} and ${number(kids.median)}), across ${number(edges.length)} edges`;
  const paper = publishedMeans.find(means => means.trait === trait);
  return paper
    ? t`${own}; in the paper, ${number(paper.parent)} and ${number(paper.child)}, across ${number(paper.edges)} edges.`
    : t`${own}.`;
}

/** How much of a family a trait's figures are based on: "A license at both ends of 268 of 954 edges, …". */
export function coverageOf({ trait, edges, all, parentOnly, childOnly, unread }: TraitEdges): string {
  const has = phrase(ends[trait]);
  const start = t`${has.charAt(0).toUpperCase()}${has.slice(1)} at both ends of ${grouped(edges.length)} of ${grouped(all)} edges`;
  const more = [
    parentOnly > 0 ? t`${grouped(parentOnly)} only at the parent` : "",
    childOnly > 0 ? t`${grouped(childOnly)} only at the child` : "",
    unread > 0 ? t`${grouped(unread)} with a model that was not read` : "",
  ].filter(Boolean);
  return t`${more.reduce((before, next) => t`${before}, ${next}`, start)}.`;
}
