import { sourceCandidate } from "../../card/source-model";
import { adjacency, type LineageColumns } from "../../columns/columns";
import { repairedColumns } from "../../columns/repaired-links";
import { repoName } from "../../lineage/repo-id";
import { TableCards } from "../report/snapshot-cards";
import { formerAncestors, goneModel, type WatchedModel, type WatchState } from "./watch-state";

/**
 * What a table of the whole Hub knows of some models: those of an author, or one model, with their ancestors and children. It knows
 * nothing of gates and successors, and a renamed model is one that is gone. Ancestors that an earlier state had are looked up as well.
 */
export function watchTable(
  table: LineageColumns,
  targets: readonly string[],
  { at, before }: { readonly at: number | null; readonly before: WatchState | null },
): WatchState {
  const columns = repairedColumns(table);
  const rows: number[] = [];
  for (let row = 0; row < columns.models; row++) if (isWatched(columns.id(row), targets)) rows.push(row);
  const cards = new TableCards(columns, rows);
  const models = new Map<string, WatchedModel>();
  const note = (id: string): WatchedModel | null => {
    const found = cards.find(id);
    if (found.state !== "known") return null;
    const { license } = found.model;
    const parents = found.parents.map(({ parent, relation }) => ({ parent, relation }));
    const model = { id, isVisible: true, license, gated: null, newVersion: null, parents };
    models.set(id, model);
    return model;
  };
  const own = rows.map(row => columns.id(row));
  let level: readonly string[] = own;
  while (level.length > 0) {
    const above = level.flatMap(id => note(id)?.parents.map(({ parent }) => parent) ?? []);
    level = [...new Set(above)].filter(id => !models.has(id));
  }
  const { children: below } = adjacency(columns.edges, columns.models);
  const children = new Map(
    rows.map(row => {
      const ids: string[] = [];
      for (let place = below.starts[row] ?? 0; place < (below.starts[row + 1] ?? 0); place++) {
        const child = columns.id(below.ends[place] ?? 0);
        ids.push(child);
        if (!models.has(child)) note(child);
      }
      return [columns.id(row), ids] as const;
    }),
  );
  for (const id of formerAncestors(before))
    if (!models.has(id) && note(id) === null) models.set(id, goneModel(id, before?.models.get(id)));
  return { at, own, models, children, unnamed: unnamedIn(columns, new Set(own)) };
}

/** Whether a model is watched, by its own ID or its author's name. */
export function isWatched(id: string, targets: readonly string[]): boolean {
  return targets.some(target => (target.includes("/") ? id === target : id.startsWith(`${target}/`)));
}

/** Copies of watched models by their names, by others, that declare no parent. */
function unnamedIn(columns: LineageColumns, own: ReadonlySet<string>): ReadonlyMap<string, string> {
  const byName = new Map([...own].map(id => [repoName(id).toLowerCase(), id]));
  const having = new Uint8Array(columns.models);
  for (const child of columns.edges.child) having[child] = 1;
  for (const child of columns.lost?.child ?? []) having[child] = 1;
  const found = new Map<string, string>();
  for (let row = 0; row < columns.models; row++) {
    if (having[row] === 1) continue;
    const id = columns.id(row);
    if (own.has(id)) continue;
    const of = byName.get(repoName(sourceCandidate(id) ?? id).toLowerCase());
    if (of !== undefined) found.set(id, of);
  }
  return found;
}
