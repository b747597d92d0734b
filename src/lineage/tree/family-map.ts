import type { FamilyTree, TreeNode } from "./family-tree";

/** What the area of a model in the map stands for. */
export type MapArea = "models" | "downloads";

/**
 * A family as a map: one column for each generation, in which every model takes a strip whose height is its own share plus
 * that of all its descendants, directly beside the strip of its parent. Heights and positions are shares of the whole, 0 to 1.
 * The arrays run in preorder: a model at `index` is followed by its descendants, up to but not including `end[index]`.
 */
export interface FamilyMap {
  readonly nodes: readonly TreeNode[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Column, 0 for the first ancestor. */
  readonly depth: Uint16Array;
  readonly top: Float64Array;
  readonly height: Float64Array;
  readonly end: Uint32Array;
  /** Index of the parent beside which the model lies; -1 for the first. */
  readonly parent: Int32Array;
  /** Index of the focus. */
  readonly focus: number;
  /** Number of models in each column. */
  readonly columns: readonly number[];
  /** Models without any area of their own: by downloads, those with none or an unknown number. */
  readonly flat: number;
}

interface Growing {
  readonly nodes: TreeNode[];
  readonly depth: number[];
  readonly parent: number[];
  readonly end: number[];
}

function ownWeight(area: MapArea): (node: TreeNode) => number {
  return area === "models" ? () => 1 : node => Math.max(0, node.model?.downloads ?? 0);
}

/** The line of first parents above the focus, from the oldest; of several parents, the first that is shown. */
function ancestorsOf({ focus }: FamilyTree): TreeNode[] {
  const line: TreeNode[] = [];
  for (let at = focus.parents[0]; at !== undefined; at = at.away[0]) line.unshift(at);
  return line;
}

/** The weight of every model together with its descendants. */
function weightsOf(focus: TreeNode, own: (node: TreeNode) => number): Map<TreeNode, number> {
  const weights = new Map<TreeNode, number>();
  const order = [focus];
  for (const node of order) for (const child of node.away) order.push(child);
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at] as TreeNode;
    const below = node.away.reduce((sum, child) => sum + (weights.get(child) ?? 0), 0);
    weights.set(node, own(node) + below);
  }
  return weights;
}

/** Branches come first, the largest at the top; then single models, those of one group together. */
function inMapOrder(
  weights: ReadonlyMap<TreeNode, number>,
  groupOf: (node: TreeNode) => number,
): (a: TreeNode, b: TreeNode) => number {
  return (a, b) => {
    const leaf = Number(a.away.length === 0) - Number(b.away.length === 0);
    if (leaf !== 0) return leaf;
    if (a.away.length === 0) {
      const group = groupOf(a) - groupOf(b);
      if (group !== 0) return group;
    }
    return (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a.id < b.id ? -1 : 1);
  };
}

function add(growing: Growing, node: TreeNode, depth: number, parent: number): number {
  growing.depth.push(depth);
  growing.parent.push(parent);
  growing.end.push(growing.nodes.length + 1);
  return growing.nodes.push(node) - 1;
}

/** Adds a model and everything below it in preorder, without recursion: a chain may be thousands of models long. */
function addBranch(
  growing: Growing,
  first: TreeNode,
  depth: number,
  parent: number,
  order: (a: TreeNode, b: TreeNode) => number,
): void {
  const stack = [{ node: first, depth, parent }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const index = add(growing, next.node, next.depth, next.parent);
    for (const node of [...next.node.away].sort(order).reverse())
      stack.push({ node, depth: next.depth + 1, parent: index });
  }
  for (let index = growing.nodes.length - 1; index > 0; index--) {
    const at = growing.parent[index] ?? -1;
    if (at >= 0) growing.end[at] = Math.max(growing.end[at] ?? 0, growing.end[index] ?? 0);
  }
}

/**
 * Lays out the map of a family: the first ancestors, the focus, and all its descendants. `groupOf` keeps single models
 * of one group (such as a color) together. Models that are only in other lines of ancestors are not in the map.
 */
export function mapFamily(tree: FamilyTree, area: MapArea, groupOf: (node: TreeNode) => number): FamilyMap {
  const own = ownWeight(area);
  const weights = weightsOf(tree.focus, own);
  const line = ancestorsOf(tree);
  const growing: Growing = { nodes: [], depth: [], parent: [], end: [] };
  for (const [at, node] of line.entries()) add(growing, node, at, at - 1);
  const focus = line.length;
  addBranch(growing, tree.focus, focus, focus - 1, inMapOrder(weights, groupOf));
  const { nodes } = growing;
  const total = weights.get(tree.focus) || 1;
  const top = new Float64Array(nodes.length);
  const height = new Float64Array(nodes.length);
  const filled = new Float64Array(nodes.length);
  const columns: number[] = [];
  for (const [index, node] of nodes.entries()) {
    const parent = growing.parent[index] ?? -1;
    const share = index <= focus ? 1 : (weights.get(node) ?? 0) / total;
    height[index] = share;
    if (index > focus) {
      top[index] = (top[parent] ?? 0) + (filled[parent] ?? 0);
      filled[parent] = (filled[parent] ?? 0) + share;
    }
    const depth = growing.depth[index] ?? 0;
    columns[depth] = (columns[depth] ?? 0) + 1;
  }
  return {
    nodes,
    indexOf: new Map(nodes.map(({ id }, index) => [id, index])),
    depth: Uint16Array.from(growing.depth),
    top,
    height,
    end: Uint32Array.from(growing.end),
    parent: Int32Array.from(growing.parent),
    focus,
    columns,
    flat: nodes.slice(focus).filter(node => own(node) === 0).length,
  };
}

/** A change of license that a branch carries on. */
export interface MapBreak {
  readonly index: number;
  readonly from: string;
  readonly to: string;
  /** Models of the branch that carry the new value without interruption, including the first. */
  readonly carried: number;
}

/**
 * Where a trait changes against the parent beside which a model lies, each once for the branch that carries the new value
 * on, the largest first. Values that are not known or not declared on either side are no change.
 */
export function breaksOf(map: FamilyMap, read: (node: TreeNode) => string | null): MapBreak[] {
  const { nodes, parent, focus } = map;
  const values = nodes.map(read);
  const carried = new Uint32Array(nodes.length);
  const found: number[] = [];
  for (let index = nodes.length - 1; index >= 0; index--) {
    carried[index] = (carried[index] ?? 0) + 1;
    const above = parent[index] ?? -1;
    const [value, before] = [values[index] ?? null, above < 0 ? null : (values[above] ?? null)];
    if (above < 0 || value === null) continue;
    if (value === before) carried[above] = (carried[above] ?? 0) + (carried[index] ?? 0);
    else if (before !== null && index >= focus) found.push(index);
  }
  return found
    .map(index => ({
      index,
      from: values[parent[index] ?? 0] ?? "",
      to: values[index] ?? "",
      carried: carried[index] ?? 0,
    }))
    .sort((a, b) => b.carried - a.carried || a.index - b.index);
}
