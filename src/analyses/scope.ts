import type { EdgeRows, LineageColumns } from "../columns/columns";
import { adjacency, relationCodes } from "../columns/columns";
import type { AnalysisOptions, Coverage } from "./analysis";

/** What figures are limited to; an absent field limits nothing. */
export interface Scope {
  /** A model, including all its ancestors and descendants. */
  readonly family?: string;
  /** The part of an id before the slash. */
  readonly organization?: string;
  /** A pipeline tag. */
  readonly task?: string;
  /** Created at or after this time, in ms since 1970; excludes models without a date. */
  readonly from?: number;
  /** Created before this time. */
  readonly to?: number;
}

/**
 * Marks the models of a scope with 1; null if it limits nothing. An unknown family, organization or task marks none.
 */
export function modelsWithin(columns: LineageColumns, scope: Scope): Uint8Array | null {
  const { family, organization, task, from, to } = scope;
  const tests: ((model: number) => boolean)[] = [];
  if (family !== undefined) {
    const members = familyOf(columns, family);
    tests.push(model => members[model] === 1);
  }
  if (task !== undefined) {
    const trait = columns.traits.task;
    const code = trait?.values.indexOf(task) ?? -1;
    const codes = trait?.kind === "single" ? trait.codes : null;
    tests.push(model => code >= 0 && codes?.[model] === code);
  }
  if (from !== undefined || to !== undefined) {
    const created = columns.numbers.createdAt;
    const [least, below] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
    tests.push(model => {
      const time = created?.[model] ?? Number.NaN;
      return time >= least && time < below;
    });
  }
  if (organization !== undefined) {
    const { values, codes } = columns.author;
    const code = values.indexOf(organization);
    tests.push(model => code >= 0 && codes[model] === code);
  }
  if (tests.length === 0) return null;
  const within = new Uint8Array(columns.models);
  for (let model = 0; model < within.length; model++) if (tests.every(test => test(model))) within[model] = 1;
  return within;
}

/** Marks a model with all its ancestors and descendants. */
function familyOf(columns: LineageColumns, id: string): Uint8Array {
  const members = new Uint8Array(columns.models);
  let root = 0;
  while (root < columns.models && columns.id(root) !== id) root++;
  if (root === columns.models) return members;
  const { children, parents } = adjacency(columns.edges, columns.models);
  for (const rows of [children, parents]) spread(root, rows, members);
  return members;
}

function spread(root: number, { starts, ends }: EdgeRows, members: Uint8Array): void {
  const reached = new Set([root]);
  for (const model of reached) {
    members[model] = 1;
    for (let at = starts[model]!; at < starts[model + 1]!; at++) reached.add(ends[at]!);
  }
}

/** Whether the source tells the relation of any link; tables of 2024 and before tell none. */
export function areTyped({ edges, lost }: LineageColumns): boolean {
  const untyped = relationCodes.indexOf("unknown");
  const isTyped = (code: number) => code !== untyped;
  return edges.relation.some(isTyped) || lost?.relation.some(isTyped) === true;
}

/**
 * Which relations (codes) stand for finetunes: finetunes alone in mode `paper`, and unknown relations with them in mode
 * `corrected` and where no relation is told.
 */
export function finetuneCodes(columns: LineageColumns, mode: AnalysisOptions["mode"]): ReadonlySet<number> {
  const [finetune, unknown] = [relationCodes.indexOf("finetune"), relationCodes.indexOf("unknown")];
  return new Set(mode === "paper" && areTyped(columns) ? [finetune] : [finetune, unknown]);
}

/** Whether an edge counts. */
export type EdgeFilter = (edge: number) => boolean;

/**
 * The edges that an analysis counts: those of the requested relation whose child is in the scope, in mode `corrected`
 * without models that name themselves. Undefined if all count.
 */
export function edgeFilter(
  { edges: { child, parent, relation } }: LineageColumns,
  options: AnalysisOptions,
): EdgeFilter | undefined {
  const { within, mode } = options;
  const code = options.relation === null ? null : relationCodes.indexOf(options.relation);
  if (within === null && code === null && mode === "paper") return undefined;
  return edge => {
    const from = child[edge]!;
    if (within !== null && within[from] !== 1) return false;
    if (code !== null && relation[edge] !== code) return false;
    return mode === "paper" || from !== parent[edge];
  };
}

/** The edges inside a scope: those that count and have both ends in it. */
export function insideFilter(columns: LineageColumns, options: AnalysisOptions): EdgeFilter | undefined {
  const { within } = options;
  const counted = edgeFilter(columns, options);
  const { parent } = columns.edges;
  return within === null ? counted : edge => within[parent[edge]!] === 1 && counted?.(edge) !== false;
}

/** The number of edges that count. */
export function countEdges({ edges }: LineageColumns, keep: EdgeFilter | undefined): number {
  if (keep === undefined) return edges.child.length;
  let count = 0;
  for (let edge = 0; edge < edges.child.length; edge++) if (keep(edge)) count++;
  return count;
}

/** The declared links that count and whose parent is not among the models; null if the source keeps only their number. */
export function lostLinksWithin(
  { lost }: LineageColumns,
  { within, relation }: Pick<AnalysisOptions, "within" | "relation">,
): readonly number[] | null {
  if (!lost) return null;
  const code = relation === null ? null : relationCodes.indexOf(relation);
  const found: number[] = [];
  for (let link = 0; link < lost.child.length; link++) {
    if (within !== null && within[lost.child[link]!] !== 1) continue;
    if (code === null || lost.relation[link] === code) found.push(link);
  }
  return found;
}

/** How many of the declared links that count have a parent among the models. */
export function linkCoverage(columns: LineageColumns, options: AnalysisOptions): Coverage {
  const known = countEdges(columns, edgeFilter(columns, options));
  const lost = lostLinksWithin(columns, options)?.length ?? columns.unresolved;
  return { what: "declared parents found", unit: "links", known, total: known + lost };
}

/** The number of models that count. */
export function countModels({ models }: LineageColumns, within: Uint8Array | null): number {
  return within === null ? models : within.reduce((sum, one) => sum + one, 0);
}
