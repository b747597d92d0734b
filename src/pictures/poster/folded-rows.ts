import { levelOf, type OutlineRow } from "../family/family-outline";

/** The models below one parent that have no row of their own. */
export interface Fold {
  /** For each level above, whether something follows at it; the fold stands after the other children of the parent. */
  readonly rails: readonly boolean[];
  readonly models: number;
}

/** A row, or what is folded. */
export type RowOrFold =
  | { readonly row: OutlineRow; readonly rails: readonly boolean[] }
  | { readonly fold: Fold };

/** A row with its level, or the number of models that are folded and the level at which they stand. */
type Leveled = { readonly level: number } & ({ readonly row: OutlineRow } | { readonly models: number });

/** How many models are hidden below each parent, over all levels, by the nearest parent that is kept. */
function hiddenBelow(
  outline: readonly OutlineRow[],
  kept: ReadonlySet<OutlineRow>,
  parents: ReadonlyMap<OutlineRow, OutlineRow>,
): Map<OutlineRow, number> {
  const hidden = new Map<OutlineRow, number>();
  for (const row of outline) {
    if (kept.has(row)) continue;
    let above = parents.get(row);
    while (above !== undefined && !kept.has(above)) above = parents.get(above);
    if (above !== undefined) hidden.set(above, (hidden.get(above) ?? 0) + 1);
  }
  return hidden;
}

/**
 * At most `most` rows of a family: first those that lead to the model in the middle, then models that change the license, then
 * those with more downloads, each with the models above it; the rest is counted below its parent.
 */
export function foldedRows(outline: readonly OutlineRow[], root: string, most: number): readonly RowOrFold[] {
  const byId = new Map(outline.map(row => [row.model.id, row]));
  const parents = new Map(
    outline.flatMap(row => {
      const parent = row.edge === null ? undefined : byId.get(row.edge.parent);
      return parent === undefined ? [] : [[row, parent] as const];
    }),
  );
  const kept = new Set(outline.filter(row => levelOf(row) === 0 || row.model.id === root));
  const worth = ({ model, changed }: OutlineRow) =>
    (changed.includes("license") ? 1e15 : 0) + (model.downloads ?? 0);
  for (const row of [...outline].sort((a, b) => worth(b) - worth(a))) {
    const added: OutlineRow[] = [];
    for (let at: OutlineRow | undefined = row; at !== undefined && !kept.has(at); at = parents.get(at))
      added.push(at);
    const next = new Set([...kept, ...added]);
    if (next.size + hiddenBelow(outline, next, parents).size > most) continue;
    for (const one of added) kept.add(one);
  }
  return withFolds(outline, kept, parents);
}

/** The kept rows in their order, each fold after what is kept below its parent. */
function withFolds(
  outline: readonly OutlineRow[],
  kept: ReadonlySet<OutlineRow>,
  parents: ReadonlyMap<OutlineRow, OutlineRow>,
): readonly RowOrFold[] {
  const hidden = hiddenBelow(outline, kept, parents);
  const shown: Leveled[] = [];
  const open: OutlineRow[] = [];
  const close = (down: number) => {
    for (let row = open.at(-1); row !== undefined && levelOf(row) >= down; row = open.at(-1)) {
      open.pop();
      const models = hidden.get(row) ?? 0;
      if (models > 0) shown.push({ level: levelOf(row) + 1, models });
    }
  };
  for (const row of outline) {
    if (!kept.has(row)) continue;
    close(levelOf(row));
    shown.push({ level: levelOf(row), row });
    open.push(row);
  }
  close(0);
  return railed(shown);
}

/** The lines in front of rows and folds, by what stands below them now. */
function railed(shown: readonly Leveled[]): readonly RowOrFold[] {
  const later = new Set<number>();
  return [...shown]
    .reverse()
    .map(one => {
      const { level } = one;
      for (const each of later) if (each > level) later.delete(each);
      const rails = Array.from({ length: level }, (_, at) => later.has(at + 1));
      later.add(level);
      return "row" in one ? { row: one.row, rails } : { fold: { rails, models: one.models } };
    })
    .reverse();
}
