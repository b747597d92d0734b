import { type Adjacency, adjacency, type LineageColumns, relationCodes } from "../../columns/columns";
import { type LinkedModels, linkedModels } from "../../columns/linked-models";
import type { Relation } from "../../lineage/model";
import { type Attachment, attachmentOf } from "../../statistics/attachment";
import { type Components, componentsOf } from "../../statistics/components";
import { generationsOf } from "../../statistics/generations";
import { chainsInCode, degreesOf, patternTotals } from "../../statistics/patterns";
import { fitTail } from "../../statistics/power-law";
import { distancesOf } from "../../statistics/wiener";
import { type Analysis, type AnalysisOptions, type Findings, type Headline, paper } from "../analysis";
import { differencesIn } from "../differences";
import { MonthCounter } from "../months";
import { areTyped, countEdges, countModels, type EdgeFilter, edgeFilter, insideFilter } from "../scope";
import { branchingAges } from "./branching-ages";
import { branchingOf } from "./branching-shares";
import { type FamilySize, largestFamilies } from "./largest-families";
import { attachmentFilter, attachmentInCode, attachmentSpan, componentsWithMissing } from "./paper-structure";
import { structureDifferences } from "./structure-differences";
import { structureFigures } from "./structure-figures";
import { structureModels } from "./structure-models";
import type { DegreeCount, GrowthPoint, LargeFamily, Structure } from "./structure-result";
import { structureSummary } from "./structure-summary";

/** How many of the largest families are listed, with distances and growth. */
const listed = 20;
const grown = 10;

/** How models descend from each other. */
export const structure: Analysis<Structure> = {
  id: "structure",
  title: "Structure of descent",
  definition:
    "A family here is a weakly connected component over all edges, including merges; its root is the member without parents that has the most children. " +
    "Depth is the longest line of descent, width the largest generation. Patterns are counted exactly. A power law is fitted to the tail of the number of children. " +
    "Branching is the share of edges, without merges, whose child has children. Attachment measures, for children created in 2023 and 2024, how the chance of being chosen as a parent grows with the number of children.",
  source: `${paper.source}, sections on family trees and local patterns; attachment: Laufer's finetuning-preferential-attachment; depth, width, degrees, and distances are ours`,
  readsLinks: true,
  needs: ["createdAt"],
  run,
  summaryAlone,
  models: structureModels,
};

/** What all figures are counted from. */
function partsOf(columns: LineageColumns, options: AnalysisOptions) {
  const inside = insideFilter(columns, options);
  const merge = relationCodes.indexOf("merge");
  const { relation } = columns.edges;
  const unmerged: EdgeFilter = edge => relation[edge] !== merge && inside?.(edge) !== false;
  const linked = linkedModels(columns);
  const graph = adjacency(linked.edges, linked.models, inside);
  const components = componentsOf(linked.models, linked.edges, inside);
  const models = countModels(columns, options.within);
  return {
    ...{ inside, unmerged, linked, graph, components, models, isTyped: areTyped(columns) },
    /** A model without edges is a component of its own if it is in the scope. */
    alone: models - linked.models,
    unmergedFamilies: componentsOf(linked.models, linked.edges, unmerged),
    finetunes: attachmentFilter(columns, options, inside),
  };
}

type Parts = ReturnType<typeof partsOf>;

/** The figures of the summary; `relations` are those whose branching is followed apart. */
function mainFigures(
  columns: LineageColumns,
  options: AnalysisOptions,
  { inside, unmerged, linked, graph, components, models, alone, finetunes }: Parts,
  relations: readonly Relation[],
) {
  const missing = componentsWithMissing(columns, linked, components, options, inside);
  const children = degreeCounts(degreesOf(graph.children));
  return {
    models,
    edges: graph.children.edges.length,
    families: familiesOf(components),
    componentsWithMissing: missing === null ? null : missing + alone,
    children,
    childrenTail: fitTail(new Map(children.map(({ degree, models: count }) => [degree, count]))),
    branchingAges: branchingAges(linked, inside, unmerged, latestOf(columns), relations),
    attachment: attachmentWithin(columns, finetunes),
    attachmentInCode: attachmentInCode(columns, linked, graph, options.within, finetunes),
  };
}

function summaryOf(
  options: AnalysisOptions,
  { isTyped, linked, unmerged, components, unmergedFamilies }: Parts,
  figures: ReturnType<typeof mainFigures>,
): readonly Headline[] {
  const largest = {
    overAll: components.sizes[0] ?? 0,
    withoutMerges: isTyped ? (unmergedFamilies.sizes[0] ?? 0) : null,
  };
  return structureSummary(linked, figures, largest, options, unmerged);
}

function summaryAlone(columns: LineageColumns, options: AnalysisOptions): readonly Headline[] {
  const parts = partsOf(columns, options);
  return summaryOf(options, parts, mainFigures(columns, options, parts, []));
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Structure> {
  const { within } = options;
  const { child, parent } = columns.edges;
  const parts = partsOf(columns, options);
  const { inside, unmerged, linked, graph, components, unmergedFamilies } = parts;
  const largest = largestFamilies(linked, components, inside, listed);
  const { patterns, depth, ...shape } = shapeOf(linked, graph);
  const largestWithoutMerges = largestFamilies(linked, unmergedFamilies, unmerged, listed);
  const isPaper = options.mode === "paper";
  const chains = { exact: patterns.quad_3, inCode: chainsInCode(graph) };
  const figures = mainFigures(columns, options, parts, relationCodes);
  const result: Structure = {
    ...figures,
    ...shape,
    edgesFromScope: within === null ? null : countEdges(columns, edgeFilter(columns, options)),
    dated: countDated(columns, within),
    selfReferences: countSelves(child, parent, within),
    components: components.sizes.length + parts.alone,
    bornBeforeParent: countBornBefore(columns, inside),
    largestFamilies: describe(largest, graph, components, depth, options.seed),
    largestWithoutMerges,
    patterns: isPaper ? { ...patterns, quad_3: chains.inCode } : patterns,
    chains,
    familySizes: sizeHistogram(components),
    branching: branchingOf(linked, unmerged, options),
    growth: isPaper
      ? growthOf(linked, largestWithoutMerges.slice(0, grown), unmergedFamilies)
      : growthOf(linked, largest.slice(0, grown), components),
  };
  return {
    ...structureFigures(result, parts.isTyped),
    summary: summaryOf(options, parts, figures),
    differs: differencesIn(structureDifferences, options.mode),
    result,
  };
}

/** When the last model was created, which is as long as any was observed. */
function latestOf({ numbers: { createdAt } }: LineageColumns): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (let model = 0; createdAt !== null && model < createdAt.length; model++)
    if (createdAt[model]! > latest) latest = createdAt[model]!;
  return latest;
}

function countDated({ models, numbers: { createdAt } }: LineageColumns, within: Uint8Array | null): number {
  let count = 0;
  for (let model = 0; createdAt !== null && model < models; model++) {
    if (!Number.isNaN(createdAt[model]!) && (within === null || within[model] === 1)) count++;
  }
  return count;
}

function countSelves(child: Uint32Array, parent: Uint32Array, within: Uint8Array | null): number {
  let count = 0;
  for (let edge = 0; edge < child.length; edge++) {
    const model = child[edge]!;
    if (model === parent[edge] && (within === null || within[model] === 1)) count++;
  }
  return count;
}

/** Counts the edges whose child was created before its parent. */
function countBornBefore(
  { edges, numbers: { createdAt } }: LineageColumns,
  inside: EdgeFilter | undefined,
): number {
  let count = 0;
  for (let edge = 0; createdAt !== null && edge < edges.child.length; edge++) {
    const older = createdAt[edges.child[edge]!]! < createdAt[edges.parent[edge]!]!;
    if (older && inside?.(edge) !== false) count++;
  }
  return count;
}

function familiesOf({ sizes }: Components): number {
  let count = 0;
  while (count < sizes.length && sizes[count]! > 1) count++;
  return count;
}

function sizeHistogram({ sizes }: Components): Structure["familySizes"] {
  const counts = new Map<number, number>();
  for (let at = 0; at < sizes.length && sizes[at]! > 1; at++)
    counts.set(sizes[at]!, (counts.get(sizes[at]!) ?? 0) + 1);
  return [...counts].reverse().map(([size, families]) => ({ size, families }));
}

/** Patterns, degrees and depths of the entire graph. */
function shapeOf({ models }: LinkedModels, graph: Adjacency) {
  const { depth, deepest, order } = generationsOf(models, graph);
  const children = degreesOf(graph.children);
  const parents = degreesOf(graph.parents);
  const depths = new Uint32Array(deepest + 1);
  for (let model = 0; model < models; model++) {
    const at = depth[model]!;
    if (at >= 0 && (children[model] !== 0 || parents[model] !== 0)) depths[at] = depths[at]! + 1;
  }
  return {
    patterns: patternTotals(graph),
    depth,
    depths: Array.from(depths, (count, at) => ({ depth: at, models: count })),
    cyclic: models - order.length,
    parents: degreeCounts(parents),
  };
}

/** How many rows have each degree above 0. */
function degreeCounts(degrees: Uint32Array): DegreeCount[] {
  let most = 0;
  for (let at = 0; at < degrees.length; at++) most = Math.max(most, degrees[at]!);
  const counts = new Uint32Array(most + 1);
  for (let at = 0; at < degrees.length; at++) {
    const degree = degrees[at]!;
    counts[degree] = counts[degree]! + 1;
  }
  const rows: DegreeCount[] = [];
  for (let degree = 1; degree <= most; degree++) {
    const models = counts[degree]!;
    if (models > 0) rows.push({ degree, models });
  }
  return rows;
}

function describe(
  largest: readonly FamilySize[],
  graph: Adjacency,
  components: Components,
  depth: Int32Array,
  seed: number,
): LargeFamily[] {
  const distances = distancesOf(graph, components, largest.length, seed);
  const generations = largest.map(() => new Map<number, number>());
  for (let model = 0; model < depth.length; model++) {
    const counts = generations[components.of[model]!];
    const at = depth[model]!;
    if (counts && at >= 0) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return largest.map((family, at) => {
    const counts = generations[at] ?? new Map<number, number>();
    const { wiener, mean, exact, error } = distances[at] ?? { wiener: 0, mean: 0, exact: true, error: null };
    return {
      ...family,
      depth: Math.max(0, ...counts.keys()),
      width: Math.max(0, ...counts.values()),
      wiener,
      meanDistance: mean,
      exact,
      wienerError: error,
    };
  });
}

function growthOf(
  { createdAt }: LinkedModels,
  largest: readonly FamilySize[],
  { of }: Components,
): GrowthPoint[] {
  if (createdAt === null) return [];
  const counters = largest.map(() => new MonthCounter());
  for (let model = 0; model < of.length; model++) counters[of[model]!]?.add(createdAt[model]!);
  return counters.flatMap((counter, at) => {
    let models = 0;
    return counter.months().map(([month, count]): GrowthPoint => {
      models += count;
      return { root: largest[at]?.root ?? "", month, models };
    });
  });
}

/** Attachment over finetunes, as in the follow-up study and for its time span. */
function attachmentWithin(
  { edges, numbers: { createdAt } }: LineageColumns,
  finetunes: EdgeFilter,
): Attachment | null {
  return createdAt === null ? null : attachmentOf(createdAt, edges, attachmentSpan, finetunes);
}
