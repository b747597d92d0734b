import type { FamilyTree, TreeNode } from "./family-tree";
import { isOpen, modelKey, type OpenState, pathTo } from "./folding";

/** A model as a row of an indented list. */
export interface ModelRow {
  readonly kind: "model";
  readonly key: string;
  readonly node: TreeNode;
  /** The row of the model below which it stands; null at the top. */
  readonly above: ModelRow | null;
  /** Levels of indentation. */
  readonly depth: number;
  /** Place among the rows of one level below the same model, from 1, and how many of them there are. */
  readonly place: number;
  readonly siblings: number;
  /** The model that an ancestor is a further parent of: its row is elsewhere, because another parent stands above it. */
  readonly into: TreeNode | null;
  /** How many models stand below it if it is open; ancestors cannot be closed. */
  readonly count: number;
  readonly open: boolean;
}

/** The row that stands for models without a row of their own: further children of a model, or further ancestors. */
export interface MoreRow {
  readonly kind: "more";
  readonly key: string;
  readonly holder: TreeNode;
  readonly side: "children" | "ancestors";
  readonly above: ModelRow | null;
  readonly depth: number;
  readonly place: number;
  readonly siblings: number;
  readonly hidden: readonly TreeNode[];
  /** All of them, with those that have a row. */
  readonly total: number;
}

/** Anything that has a row. */
export type FamilyRow = ModelRow | MoreRow;

/** What decides which models have a row, besides what is open. */
export interface RowOrder {
  /** The models that a filter keeps; null for all. */
  readonly shown: ReadonlySet<string> | null;
  /** The model that comes first among its siblings: the draft. */
  readonly first: string | null;
}

/** The children of a model that have a row before a person asks for more, and how many more each time. */
export const rowPage = 100;
/** As many further ancestors have a row of their own. */
const fewAncestors = 8;
/** A row that stands for one or two models would take as much room as they do. */
const leastHidden = 3;

function childrenKey(id: string): string {
  return ["rows", "children", id].join(" ");
}

function ancestorsKey(id: string): string {
  return ["rows", "ancestors", id].join(" ");
}

/** The parents of a model on the side of the ancestors: first the one that stands above it, which its card names first. */
function parentsOf(tree: FamilyTree, node: TreeNode, { shown }: RowOrder): readonly TreeNode[] {
  const all = node.side === "focus" ? node.parents : node.away;
  const kept = shown === null ? all : all.filter(({ id }) => shown.has(id));
  if (kept.length < 2) return kept;
  const declared = new Map((tree.parentsOf.get(node.id) ?? []).map(({ parent }, at) => [parent, at]));
  const placeOf = ({ id }: TreeNode) => declared.get(id) ?? declared.size;
  return [...kept].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The lines of ancestors, each from its oldest to the model that it leads to: that of the focus last, further ones before. */
function linesAbove(tree: FamilyTree, order: RowOrder): TreeNode[][] {
  const lines: TreeNode[][] = [];
  const ends = [tree.focus];
  for (const end of ends) {
    const line: TreeNode[] = [];
    for (let at: TreeNode | undefined = end; at !== undefined; ) {
      line.push(at);
      const [first, ...others]: readonly TreeNode[] = parentsOf(tree, at, order);
      ends.push(...others);
      at = first;
    }
    lines.push(line.reverse());
  }
  return lines.reverse();
}

function byDownloads({ first }: RowOrder): (a: TreeNode, b: TreeNode) => number {
  return (a, b) =>
    Number(b.id === first) - Number(a.id === first) ||
    (b.model?.downloads ?? -1) - (a.model?.downloads ?? -1) ||
    (a.id < b.id ? -1 : 1);
}

/** The children of a model in two parts: those with a row, the most downloaded first, and the others. */
function split(
  node: TreeNode,
  state: OpenState,
  order: RowOrder,
  revealed: ReadonlySet<TreeNode>,
): { readonly rows: readonly TreeNode[]; readonly hidden: readonly TreeNode[] } {
  const { shown } = order;
  const kept = shown === null ? [...node.away] : node.away.filter(({ id }) => shown.has(id));
  kept.sort(byDownloads(order));
  const limit = state.depth === "all" ? kept.length : (state.shown.get(childrenKey(node.id)) ?? rowPage);
  const hidden = kept.slice(limit).filter(child => !revealed.has(child));
  if (hidden.length < leastHidden) return { rows: kept, hidden: [] };
  return {
    rows: [...kept.slice(0, limit), ...kept.slice(limit).filter(child => revealed.has(child))],
    hidden,
  };
}

function countShown(node: TreeNode, { shown }: RowOrder): number {
  return shown === null ? node.away.length : node.away.filter(({ id }) => shown.has(id)).length;
}

type Waiting =
  | Omit<MoreRow, "kind" | "key">
  | { readonly node: TreeNode; readonly above: ModelRow; readonly place: number; readonly siblings: number };

/** Adds the rows below an open model in their order, without recursion: a chain may be thousands of models long. */
function addBelow(
  rows: FamilyRow[],
  top: ModelRow,
  state: OpenState,
  order: RowOrder,
  revealed: ReadonlySet<TreeNode>,
): void {
  const depth = state.depth === "all" ? Number.POSITIVE_INFINITY : state.depth;
  const stack: Waiting[] = [];
  const push = (above: ModelRow) => {
    const found = split(above.node, state, order, revealed);
    const siblings = found.rows.length + Math.min(1, found.hidden.length);
    const next: Waiting[] = found.rows.map((node, at) => ({ node, above, place: at + 1, siblings }));
    if (found.hidden.length > 0)
      next.push({
        holder: above.node,
        side: "children",
        above,
        depth: above.depth + 1,
        place: siblings,
        siblings,
        hidden: found.hidden,
        total: above.count,
      });
    for (const one of next.reverse()) stack.push(one);
  };
  push(top);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (!("node" in next)) {
      rows.push({ kind: "more", key: childrenKey(next.holder.id), ...next });
      continue;
    }
    const { node, above, place, siblings } = next;
    const count = countShown(node, order);
    const open = count > 0 && isOpen(node, "right", state, depth, revealed);
    const row: ModelRow = {
      ...{ kind: "model", key: modelKey(node.id), node, above, depth: above.depth + 1 },
      ...{ place, siblings, into: null, count, open },
    };
    rows.push(row);
    if (open) push(row);
  }
}

/**
 * The rows of a family: the line of first parents down to the focus, its descendants below it, siblings with more downloads first.
 * Further ancestors, of merges, come before as lines of their own.
 */
export function openRows(tree: FamilyTree, state: OpenState, order: RowOrder): readonly FamilyRow[] {
  const { focus } = tree;
  const revealed = pathTo(tree, state.reveal);
  const lines = linesAbove(tree, order);
  const own = lines.pop() ?? [focus];
  const further = lines.flat();
  const asked = state.depth === "all" || state.shown.has(ancestorsKey(focus.id));
  const isWhole = asked || further.length <= fewAncestors || further.some(node => revealed.has(node));
  const tops = isWhole ? lines.length + 1 : 2;
  const rows: FamilyRow[] = [];
  const addLine = (line: readonly TreeNode[], place: number, isOwn: boolean) => {
    let above: ModelRow | null = null;
    for (const [depth, node] of line.entries()) {
      const isEnd = depth === line.length - 1;
      const into = isEnd && !isOwn ? node.toward : null;
      const place1 = depth === 0 ? { place, siblings: tops } : { place: 1, siblings: 1 };
      const below = isEnd && isOwn ? countShown(focus, order) : isEnd ? 0 : 1;
      const open = below > 0 && (!isEnd || !state.closed.has(focus.id));
      const row: ModelRow = {
        ...{ kind: "model", key: modelKey(node.id), node, above, depth, ...place1 },
        ...{ into, count: below, open },
      };
      rows.push(row);
      above = row;
    }
    return above;
  };
  if (isWhole) for (const [at, line] of lines.entries()) addLine(line, at + 1, false);
  else
    rows.push({
      ...{ kind: "more", key: ancestorsKey(focus.id), holder: focus, side: "ancestors", above: null },
      ...{ depth: 0, place: 1, siblings: tops, hidden: further, total: further.length },
    });
  const middle: ModelRow | null = addLine(own, tops, true);
  if (middle?.open) addBelow(rows, middle, state, order, revealed);
  return rows;
}

/** The state in which a row for more models shows them: all ancestors, or the next page of children. */
export function showMore(state: OpenState, { key, side, hidden, total }: MoreRow): OpenState {
  const drawn = total - hidden.length;
  return { ...state, shown: new Map(state.shown).set(key, side === "ancestors" ? total : drawn + rowPage) };
}
