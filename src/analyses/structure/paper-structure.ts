import { type Adjacency, type LineageColumns, relationCodes } from "../../columns/columns";
import type { LinkedModels } from "../../columns/linked-models";
import { type Components, componentsOf } from "../../statistics/components";
import {
  bornBefore,
  type DaySpan,
  type FollowUpAttachment,
  followUpAttachment,
} from "../../statistics/descent/follow-up-attachment";
import type { AnalysisOptions } from "../analysis";
import { areTyped, type EdgeFilter, finetuneCodes, lostLinksWithin } from "../scope";

/** The time span of the follow-up study. */
export const attachmentSpan = { from: Date.UTC(2023, 0, 1), to: Date.UTC(2025, 0, 1) - 1 } satisfies DaySpan;

/** The edges that the analysis of attachment counts: finetunes in the scope. */
export function attachmentFilter(
  columns: LineageColumns,
  { mode }: AnalysisOptions,
  inside: EdgeFilter | undefined,
): EdgeFilter {
  const taken = finetuneCodes(columns, mode);
  const { relation } = columns.edges;
  return edge => taken.has(relation[edge]!) && inside?.(edge) !== false;
}

/** Attachment by the follow-up study's own algorithm. */
export function attachmentInCode(
  columns: LineageColumns,
  { createdAt, edges }: LinkedModels,
  graph: Adjacency,
  within: Uint8Array | null,
  keep: EdgeFilter,
): FollowUpAttachment | null {
  const dates = columns.numbers.createdAt;
  if (createdAt === null || dates === null) return null;
  const eligible = bornBefore(dates, attachmentSpan.from, model => within === null || within[model] === 1);
  const ordered = { ...edges, createdAt, order: graph.children.edges, keep };
  return followUpAttachment(ordered, attachmentSpan, eligible);
}

/**
 * The number of components if each declared parent that is not among the models is a node of its own, as in the paper's
 * draw_trees, which leaves out untyped links where others are typed. Null if the source keeps only the number of such
 * links.
 */
export function componentsWithMissing(
  columns: LineageColumns,
  linked: LinkedModels,
  components: Components,
  options: AnalysisOptions,
  inside: EdgeFilter | undefined,
): number | null {
  const { lost, edges } = columns;
  const links = lostLinksWithin(columns, options);
  if (lost === null || links === null) return null;
  const untyped = relationCodes.indexOf("unknown");
  const isTyped = options.mode === "paper" && areTyped(columns);
  const keep: EdgeFilter = edge => edges.relation[edge] !== untyped && inside?.(edge) !== false;
  const { of, sizes } = isTyped ? componentsOf(linked.models, linked.edges, keep) : components;
  const above = new Map<number, number>();
  const top = (node: number): number => {
    let at = node;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    if (at !== node) above.set(node, at);
    return at;
  };
  // Components come first, then models without edges, then missing parents.
  const nodeOf = (model: number) => {
    const place = linked.place(model);
    return place < 0 ? sizes.length + model : of[place]!;
  };
  const names = new Set<number>();
  let joined = 0;
  for (const link of links) {
    if (isTyped && lost.relation[link] === untyped) continue;
    const name = lost.name[link]!;
    names.add(name);
    const [one, other] = [top(nodeOf(lost.child[link]!)), top(sizes.length + columns.models + name)];
    if (one === other) continue;
    above.set(other, one);
    joined++;
  }
  return sizes.length + names.size - joined;
}
