import type { Layout, PlacedNode } from "../../../src/lineage/tree/layout";

/** The action a key requests in the tree. */
export type TreeStep =
  | { readonly step: "go"; readonly to: PlacedNode }
  | { readonly step: "toggle" | "select" | "leave" | "none" };

const none: TreeStep = { step: "none" };

function go(to: PlacedNode | undefined): TreeStep {
  return to ? { step: "go", to } : none;
}

/** The neighbors of a node on one side, from top to bottom. */
function beyond(layout: Layout, at: PlacedNode, direction: -1 | 1): PlacedNode[] {
  return layout.nodes.filter(({ toward, column }) => toward === at && column === at.column + direction);
}

function vertical(layout: Layout, at: PlacedNode, direction: -1 | 1): TreeStep {
  const column = layout.nodes.filter(node => node.column === at.column);
  const next = column[column.indexOf(at) + direction];
  if (next) return go(next);
  // The focus is alone in its column: down goes to its first child, up to its last parent.
  if (at.column !== 0) return none;
  const side = beyond(layout, at, direction);
  return go(direction === 1 ? side[0] : side.at(-1));
}

/**
 * Along a row: toward the focus, moves to that neighbor; away from it, opens the node first, then moves to the first.
 */
function horizontal(layout: Layout, at: PlacedNode, direction: -1 | 1): TreeStep {
  const away = at.column === 0 || Math.sign(at.column) === direction;
  if (!away) return go(at.toward ?? undefined);
  const { item } = at;
  if (item.kind === "stub") return { step: "toggle" };
  const next = beyond(layout, at, direction);
  // The focus always draws its parents; only its children can be closed.
  const closable = at.column !== 0 || direction === 1;
  if (next.length === 0 && closable && !item.open && item.count > 0) return { step: "toggle" };
  return go(next.find(node => node.item.kind === "model") ?? next[0]);
}

/** The action for a key pressed on a node, following the conventions of a horizontal tree. */
export function treeStep(layout: Layout, at: PlacedNode, key: string): TreeStep {
  switch (key) {
    case "ArrowUp":
      return vertical(layout, at, -1);
    case "ArrowDown":
      return vertical(layout, at, 1);
    case "ArrowLeft":
      return horizontal(layout, at, -1);
    case "ArrowRight":
      return horizontal(layout, at, 1);
    case "Home":
      return go(layout.nodes[0]);
    case "End":
      return go(layout.nodes.at(-1));
    case "Enter":
      return at.item.kind === "stub" || at.item.count > 0 ? { step: "toggle" } : { step: "select" };
    case " ":
      return { step: "select" };
    case "Escape":
      return { step: "leave" };
    default:
      return none;
  }
}
