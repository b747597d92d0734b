import { count } from "../../lineage/in-words";
import {
  breaksOf,
  type FamilyMap,
  type MapArea,
  type MapBreak,
  mapFamily,
} from "../../lineage/tree/family-map";
import { changeToward, type FamilyTree, type TreeNode } from "../../lineage/tree/family-tree";
import { t } from "../../words/words";
import type { Palette } from "./palette";

/** Everything needed to draw a map, by index of the layout. */
export interface MapScene {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly map: FamilyMap;
  readonly area: MapArea;
  /** Color number. */
  readonly ink: Uint8Array;
  /** 1 if a filter left the model out, or keeps it only as a path to others. */
  readonly pale: Uint8Array;
  /** Time of creation in ms; NaN if it is not known. */
  readonly created: Float64Array;
  readonly breaks: ReadonlyMap<number, MapBreak>;
  /** For each model, the models it is linked to other than the parent beside which it lies, and the other way round. */
  readonly crosses: ReadonlyMap<number, readonly number[]>;
}

function crossesOf(tree: FamilyTree, map: FamilyMap): Map<number, number[]> {
  const crosses = new Map<number, number[]>();
  const add = (from: number, to: number) => {
    const list = crosses.get(from);
    if (list) list.push(to);
    else crosses.set(from, [to]);
  };
  for (const { child, parent } of tree.edges) {
    const [below, above] = [map.indexOf.get(child), map.indexOf.get(parent)];
    if (below === undefined || above === undefined || map.parent[below] === above) continue;
    add(below, above);
    add(above, below);
  }
  return crosses;
}

/** Prepares the map of a family for drawing; `matching` holds the models that a filter keeps, null without a filter. */
export function mapScene(
  tree: FamilyTree,
  palette: Palette,
  area: MapArea,
  matching: ReadonlySet<string> | null,
): MapScene {
  const inkOf = ({ model }: TreeNode) => palette.inkOf(palette.valueOf(model));
  // Single models that change the license lie together, so that one mark tells how many they are.
  const groupOf = (node: TreeNode) =>
    2 * inkOf(node) + Number(changeToward(node, palette.readChange) !== null);
  const map = mapFamily(tree, area, groupOf);
  const { nodes } = map;
  const read = (node: TreeNode) => (node.model === null ? null : palette.readChange(node.model));
  return {
    tree,
    palette,
    map,
    area,
    ink: Uint8Array.from(nodes, inkOf),
    pale: Uint8Array.from(nodes, ({ id }) => (matching !== null && !matching.has(id) ? 1 : 0)),
    created: Float64Array.from(nodes, ({ model }) => Date.parse(model?.createdAt ?? "")),
    breaks: new Map(breaksOf(map, read).map(one => [one.index, one])),
    crosses: crossesOf(tree, map),
  };
}

/** Whether a model had been created by a time in ms; null is any time, and a model without a date counts as created. */
export function isBorn({ created }: MapScene, index: number, until: number | null): boolean {
  return until === null || !((created[index] ?? Number.NaN) > until);
}

/** What the heights of a map mean, and which models they leave out. */
export function heightWords({ area, map }: MapScene): string {
  if (area === "models") return t`Height: number of models, with all their descendants`;
  const means = t`Height: downloads of models, with all their descendants`;
  return map.flat > 0 ? `${means} · ${t`${count(map.flat, "model")} without downloads not visible`}` : means;
}
