import { asLists, type LineageColumns, type NumberColumn, relationCodes } from "../../columns/columns";
import type { Relation } from "../../lineage/model";
import { SumsByCluster } from "../../statistics/cluster-sums";
import { quantileOf } from "../../statistics/quantile";
import { ratioInterval } from "../../statistics/ratio-interval";
import type { EdgeFilter } from "../scope";

/** What is compared between parent and child. */
export type NumericMeasure =
  | "card length"
  | "card length, none generated"
  | "card generated"
  | "card exists"
  | "languages"
  | "languages, none as 0"
  | "parameters"
  | "likes"
  | "downloads"
  | "age";

/** What a reader calls each measure. */
export const nameOf: Readonly<Record<NumericMeasure, string>> = {
  "card length": "card length",
  "card length, none generated": "card length, where neither card is generated",
  "card generated": "share of generated cards",
  "card exists": "share of models with a card",
  languages: "number of languages",
  "languages, none as 0": "number of languages, counting none as 0",
  parameters: "number of parameters",
  likes: "number of likes",
  downloads: "number of downloads in 30 days",
  age: "date of creation, in days",
};

/** How a number changes from parent to child over the edges of one relation. */
export interface NumericRow {
  readonly measure: NumericMeasure;
  readonly relation: Relation | "all";
  readonly edges: number;
  /** Null for dates, of which only the differences mean something. */
  readonly parentMean: number | null;
  readonly childMean: number | null;
  readonly meanChange: number | null;
  /** The 95% interval of the mean change, with each parent as one draw; null below two parents. */
  readonly low: number | null;
  readonly high: number | null;
  readonly parentMedian: number | null;
  readonly childMedian: number | null;
  readonly medianChange: number | null;
  /** The mean of (child - parent) / parent over edges whose parent is above 0. */
  readonly meanRelativeChange: number | null;
  /** The mean of ln(child / parent) over edges with both ends above 0; unlike the mean change, weights edges equally. */
  readonly meanLogRatio: number | null;
}

/** A number of each model that is compared. */
export interface Measured {
  readonly measure: NumericMeasure;
  /** A model's number; NaN if it has none, in which case its edges do not count. */
  readonly value: (model: number) => number;
}

const day = 86_400_000;
/** Everything older has the Hub's first moment for its date of creation. */
const recordedSince = Date.UTC(2022, 2, 3);

/** The numbers that the columns have. */
export function measuresOf({ numbers, traits }: LineageColumns): readonly Measured[] {
  const { createdAt } = numbers;
  const measures = cardMeasures(numbers.cardLength, numbers.cardGenerated);
  if (traits.language !== null) {
    const { starts } = asLists(traits.language);
    const count = (model: number) => starts[model + 1]! - starts[model]!;
    measures.push(
      { measure: "languages", value: model => count(model) || Number.NaN },
      { measure: "languages, none as 0", value: count },
    );
  }
  for (const measure of ["parameters", "likes", "downloads"] as const) {
    const column = numbers[measure];
    if (column !== null) measures.push({ measure, value: model => column[model]! });
  }
  if (createdAt !== null)
    measures.push({
      measure: "age",
      value: model => (createdAt[model]! < recordedSince ? Number.NaN : createdAt[model]! / day),
    });
  return measures;
}

function cardMeasures(cardLength: NumberColumn | null, cardGenerated: NumberColumn | null): Measured[] {
  const hasCard = (model: number) => (cardLength?.[model] ?? Number.NaN) > 3;
  const measures: Measured[] = [];
  if (cardLength !== null) {
    const length = (model: number) => (hasCard(model) ? cardLength[model]! : Number.NaN);
    measures.push({ measure: "card length", value: length });
    if (cardGenerated !== null)
      measures.push({
        measure: "card length, none generated",
        value: model => (cardGenerated[model] === 0 ? length(model) : Number.NaN),
      });
    measures.push({
      measure: "card exists",
      value: model => (Number.isNaN(cardLength[model]!) ? Number.NaN : hasCard(model) ? 1 : 0),
    });
  }
  if (cardGenerated !== null)
    measures.push({
      measure: "card generated",
      value: model => (cardLength === null || hasCard(model) ? cardGenerated[model]! : Number.NaN),
    });
  return measures;
}

/** The edges of one relation with a number at both ends. */
interface Pairs {
  readonly parents: Float64Array;
  readonly children: Float64Array;
  /** The parent of each. */
  readonly of: Uint32Array;
}

/** The changes of a number by relation, and their sums by parent over all relations. */
export function rowsOf(
  { measure, value }: Measured,
  { edges }: LineageColumns,
  keep: EdgeFilter | undefined,
): { readonly rows: readonly NumericRow[]; readonly byParent: SumsByCluster } {
  const most = edges.child.length;
  const [parents, children] = [new Float64Array(most), new Float64Array(most)];
  const [of, relation] = [new Uint32Array(most), new Uint8Array(most)];
  let count = 0;
  for (let edge = 0; edge < most; edge++) {
    if (keep && !keep(edge)) continue;
    const from = edges.parent[edge]!;
    const parent = value(from);
    const child = value(edges.child[edge]!);
    if (Number.isNaN(parent) || Number.isNaN(child)) continue;
    parents[count] = parent;
    children[count] = child;
    of[count] = from;
    relation[count++] = edges.relation[edge]!;
  }
  const cut = {
    parents: parents.subarray(0, count),
    children: children.subarray(0, count),
    of: of.subarray(0, count),
  };
  const byParent = changesByParent(cut);
  const all = describe(measure, "all", cut, byParent);
  const pieces = byRelation(cut, relation);
  const rows = relationCodes.map((name, code): NumericRow => {
    const piece = pieces[code] ?? pairsAt(cut, 0, 0);
    // In a table without relations, one of them has all edges.
    if (piece.of.length === count) return { ...all, relation: name };
    return describe(measure, name, piece, changesByParent(piece));
  });
  return { rows: [all, ...rows], byParent };
}

function pairsAt({ parents, children, of }: Pairs, from: number, to: number): Pairs {
  return {
    parents: parents.subarray(from, to),
    children: children.subarray(from, to),
    of: of.subarray(from, to),
  };
}

/** The edges of each relation, in their order, by a counting sort. */
function byRelation(all: Pairs, relation: Uint8Array): readonly Pairs[] {
  const count = all.of.length;
  const starts = new Uint32Array(relationCodes.length + 1);
  for (let at = 0; at < count; at++) starts[relation[at]! + 1] = starts[relation[at]! + 1]! + 1;
  for (let code = 1; code < starts.length; code++) starts[code] = starts[code]! + starts[code - 1]!;
  const next = starts.slice();
  const sorted = {
    parents: new Float64Array(count),
    children: new Float64Array(count),
    of: new Uint32Array(count),
  };
  for (let at = 0; at < count; at++) {
    const place = next[relation[at]!]!;
    next[relation[at]!] = place + 1;
    sorted.parents[place] = all.parents[at]!;
    sorted.children[place] = all.children[at]!;
    sorted.of[place] = all.of[at]!;
  }
  return relationCodes.map((_, code) => pairsAt(sorted, starts[code]!, starts[code + 1]!));
}

function changesByParent({ parents, children, of }: Pairs): SumsByCluster {
  const sums = new SumsByCluster();
  for (let at = 0; at < of.length; at++) sums.add(of[at]!, children[at]! - parents[at]!, 1);
  return sums;
}

function describe(
  measure: NumericMeasure,
  relation: NumericRow["relation"],
  { parents, children }: Pairs,
  byParent: SumsByCluster,
): NumericRow {
  const edges = parents.length;
  const changes = new Float64Array(edges);
  for (let at = 0; at < edges; at++) changes[at] = children[at]! - parents[at]!;
  let [relative, compared, logs, positive] = [0, 0, 0, 0];
  for (let at = 0; at < edges; at++) {
    const [parent, child] = [parents[at]!, children[at]!];
    if (parent <= 0) continue;
    relative += (child - parent) / parent;
    compared++;
    if (child <= 0) continue;
    logs += Math.log(child / parent);
    positive++;
  }
  const isDate = measure === "age";
  const [parentMean, childMean] = [mean(parents), mean(children)];
  const { low = null, high = null } =
    ratioInterval(byParent.parts, byParent.wholes, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) ?? {};
  return {
    ...{ measure, relation, edges },
    ...(isDate ? { parentMean: null, childMean: null } : { parentMean, childMean }),
    meanChange: parentMean === null || childMean === null ? null : childMean - parentMean,
    ...{ low, high },
    parentMedian: isDate ? null : median(parents.slice()),
    childMedian: isDate ? null : median(children.slice()),
    medianChange: median(changes),
    meanRelativeChange: isDate || compared === 0 ? null : relative / compared,
    meanLogRatio: isDate || positive === 0 ? null : logs / positive,
  };
}

function mean(numbers: Float64Array): number | null {
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += numbers[at]!;
  return numbers.length === 0 ? null : sum / numbers.length;
}

/** The median of the numbers, which are reordered; null if there are none. */
function median(numbers: Float64Array): number | null {
  return numbers.length === 0 ? null : quantileOf(numbers, 0.5);
}
