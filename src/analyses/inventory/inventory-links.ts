import type { LineageColumns } from "../../columns/columns";
import type { AnalysisOptions, ResultTable } from "../analysis";
import { edgeFilter, lostLinksWithin } from "../scope";
import { topPlaces } from "../top";
import type { DerivedModel, FoundParent, LinksNotFound } from "./inventory-result";

/** How many of the declared parents that are not among the models are listed. */
const listed = 20;

/** Links in the scope whose parent is not among the models. */
export function lostWithin(columns: LineageColumns, options: AnalysisOptions): LinksNotFound {
  const { lost } = columns;
  const links = lostLinksWithin(columns, options);
  if (links === null || lost === null) return { unresolved: columns.unresolved, unresolvedParents: null };
  const counts = new Uint32Array(lost.names.length);
  for (const link of links) counts[lost.name[link]!] = counts[lost.name[link]!]! + 1;
  const unresolvedParents = topPlaces(counts, listed).map(name => ({
    declared: lost.names[name] ?? "",
    links: counts[name]!,
  }));
  return { unresolved: links.length, unresolvedParents };
}

/** Repairs in the scope. */
export function repairsWithin(
  { repaired, id }: LineageColumns,
  options: AnalysisOptions,
): readonly FoundParent[] {
  if (!repaired) return [];
  const { repairs, before } = repaired;
  const left = new Map<string, number>();
  for (const link of lostLinksWithin(before, options) ?? []) {
    const name = before.lost?.names[before.lost.name[link]!] ?? "";
    left.set(name, (left.get(name) ?? 0) + 1);
  }
  const isAll = options.within === null && options.relation === null;
  return repairs
    .map(({ declared, parent, kind, links }): FoundParent => {
      return { declared, parent: id(parent), why: kind, links: isAll ? links : (left.get(declared) ?? 0) };
    })
    .filter(({ links }) => links > 0);
}

/**
 * The parents panel of the paper's summary figure: how often each parent is declared, as written, by models that declare
 * one parent only; also parents that are not among the models. Null if the source keeps only the number of such links.
 */
export function singleParents(
  columns: LineageColumns,
  options: AnalysisOptions,
): readonly DerivedModel[] | null {
  const { edges, lost, models } = columns;
  const lostHere = lostLinksWithin(columns, options);
  if (lost === null || lostHere === null) return null;
  const keep = edgeFilter(columns, options);
  const parents = new Uint8Array(models);
  const declare = (child: number) => {
    parents[child] = Math.min(2, parents[child]! + 1);
  };
  for (let edge = 0; edge < edges.child.length; edge++)
    if (keep === undefined || keep(edge)) declare(edges.child[edge]!);
  for (const link of lostHere) declare(lost.child[link]!);
  const children = new Uint32Array(models + lost.names.length);
  const count = (child: number, parent: number) => {
    if (parents[child] === 1) children[parent] = children[parent]! + 1;
  };
  for (let edge = 0; edge < edges.child.length; edge++)
    if (keep === undefined || keep(edge)) count(edges.child[edge]!, edges.parent[edge]!);
  for (const link of lostHere) count(lost.child[link]!, models + lost.name[link]!);
  return topPlaces(children, listed).map(place => ({
    id: place < models ? columns.id(place) : (lost.names[place - models] ?? ""),
    count: children[place]!,
    declared: null,
    declaredRank: null,
  }));
}

/** The tables of both. */
export function linkTables(
  repairs: readonly FoundParent[],
  unresolved: LinksNotFound["unresolvedParents"],
): readonly ResultTable[] {
  return [
    {
      id: "repairs",
      title: "Declared parents found under another id",
      columns: ["declared", "parent", "why", "links"],
      rows: repairs.map(row => [row.declared, row.parent, row.why, row.links]),
    },
    {
      id: "unresolved",
      title: "Declared parents that are not among the models",
      columns: ["declared", "links"],
      rows: (unresolved ?? []).map(row => [row.declared, row.links]),
    },
  ];
}
