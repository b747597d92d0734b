import type { LicenseVerdict } from "../../licenses/compatibility";
import { parentVerdicts } from "../../licenses/model-verdict";
import type { Family, FamilyEdge } from "../../lineage/family";
import type { Model } from "../../lineage/model";
import { primaryParents } from "../../lineage/primary-parents";
import { type ComparedTrait, changedTraits } from "../../lineage/traits/trait-change";

/** One level of an outline's lines, which rows below share: a chain may be thousands of models long. */
export interface Rail {
  /** How many levels are above. */
  readonly depth: number;
  /** Whether the model at this level has a later sibling. */
  readonly more: boolean;
  readonly above: Rail | null;
}

/** One model in the outline of a family. */
export interface OutlineRow {
  readonly model: Model;
  /** The level of the model itself, from which those above are reached; null at the top. */
  readonly rail: Rail | null;
  /** The edge to the parent that it stands below, or null at the top. */
  readonly edge: FamilyEdge | null;
  /** Its license against those of all its parents: the worst verdict; null without a parent, or if the license of one is not known and no other's needs a look. */
  readonly verdict: LicenseVerdict | null;
  /** The parent that the verdict is about. */
  readonly judged: string | null;
  /** Traits that both declare and that differ from the parent's; the license is among them. */
  readonly changed: readonly ComparedTrait[];
  /** Its other parents, including those that are not shown. */
  readonly others: readonly FamilyEdge[];
  /** Whether anything but its ID is known. */
  readonly isRead: boolean;
  /** Whether it may have children that were not read. */
  readonly isUnchecked: boolean;
}

/** How many levels a row is below the top. */
export function levelOf({ rail }: OutlineRow): number {
  return rail === null ? 0 : rail.depth + 1;
}

/** A family as rows of a tree by first parents, parents before children, siblings with more downloads first. */
export function familyOutline(family: Family): readonly OutlineRow[] {
  const tree = primaryParents(family);
  const models = new Map(family.models.map(model => [model.id, model]));
  const unchecked = new Set(family.unchecked);
  const others = new Map<string, FamilyEdge[]>();
  for (const edge of family.edges) {
    if (tree.parentOf.get(edge.child) === edge) continue;
    others.set(edge.child, [...(others.get(edge.child) ?? []), edge]);
  }
  const downloads = (id: string) => models.get(id)?.downloads ?? -1;
  const sorted = (ids: readonly string[]) => [...ids].sort((one, other) => downloads(other) - downloads(one));
  const rows: OutlineRow[] = [];
  const waiting: { readonly id: string; readonly rail: Rail | null }[] = [];
  for (const id of sorted(tree.roots).reverse()) waiting.push({ id, rail: null });
  const pushBelow = (above: Rail | null, ids: readonly string[]) => {
    const depth = above === null ? 0 : above.depth + 1;
    const found = sorted(ids).map((id, at) => ({ id, rail: { depth, more: at < ids.length - 1, above } }));
    for (const entry of found.reverse()) waiting.push(entry);
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { id, rail } = next;
    const model = models.get(id);
    if (model === undefined) continue;
    const edge = tree.parentOf.get(id) ?? null;
    const parent = edge === null ? undefined : models.get(edge.parent);
    rows.push({
      model,
      rail,
      edge,
      ...verdictOf(model, [...(edge ? [edge] : []), ...(others.get(id) ?? [])], models),
      changed: parent === undefined ? [] : changes(model, parent),
      others: others.get(id) ?? [],
      isRead: !model.unread,
      isUnchecked: unchecked.has(id),
    });
    pushBelow(rail, tree.childrenOf.get(id) ?? []);
  }
  return rows;
}

function verdictOf(
  model: Model,
  edges: readonly FamilyEdge[],
  models: ReadonlyMap<string, Model>,
): Pick<OutlineRow, "verdict" | "judged"> {
  const parents = edges.map(({ parent, relation }) => ({
    id: parent,
    model: models.get(parent) ?? null,
    relation,
  }));
  const [worst] = parentVerdicts(parents, model);
  return { verdict: worst?.judged ?? null, judged: worst?.judged ? worst.id : null };
}

function changes(model: Model, parent: Model): readonly ComparedTrait[] {
  if (parent.unread || model.unread) return [];
  return changedTraits(parent, model);
}
