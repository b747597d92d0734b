import { relationCodes } from "../../columns/columns";
import type { LinkedModels } from "../../columns/linked-models";
import { SumsByCluster } from "../../statistics/cluster-sums";
import { clusteredInterval } from "../../statistics/clustered";
import { seeded } from "../../statistics/random";
import type { AnalysisOptions } from "../analysis";
import type { EdgeFilter } from "../scope";
import type { Branching } from "./structure-result";

/**
 * How many edges have a child with children, added up by parent, for each of some groups of edges; `unmerged` selects the
 * edges.
 */
export function branchingByParent(
  { edges: { child, parent }, models }: LinkedModels,
  unmerged: EdgeFilter,
  groups: number,
  groupOf: (edge: number) => number,
): readonly SumsByCluster[] {
  const hasChildren = new Uint8Array(models);
  for (let edge = 0; edge < child.length; edge++) if (unmerged(edge)) hasChildren[parent[edge]!] = 1;
  const sums = Array.from({ length: groups }, () => new SumsByCluster());
  for (let edge = 0; edge < child.length; edge++)
    if (unmerged(edge)) sums[groupOf(edge)]?.add(parent[edge]!, hasChildren[child[edge]!]!, 1);
  return sums;
}

/**
 * The same by relation, with intervals that draw whole parents. Source: the notebook `time_trends`, cells 8 and 9:
 * out-degrees in the graph without merges.
 */
export function branchingOf(
  linked: LinkedModels,
  unmerged: EdgeFilter,
  { seed, draws = 999 }: AnalysisOptions,
): Branching[] {
  const { relation } = linked.edges;
  const sums = branchingByParent(linked, unmerged, relationCodes.length, edge => relation[edge]!);
  return sums.flatMap((byParent, code): Branching[] => {
    const name = relationCodes[code] ?? "unknown";
    if (name === "merge") return [];
    const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
    const [branching, edges] = [sum(byParent.parts), sum(byParent.wholes)];
    const [low, high] = clusteredInterval(byParent, seeded(seed), draws) ?? [null, null];
    return [{ relation: name, edges, branching, share: edges === 0 ? null : branching / edges, low, high }];
  });
}
