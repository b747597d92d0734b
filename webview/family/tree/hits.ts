import { type Quadtree, quadtree } from "d3-quadtree";
import type { Layout } from "../../../src/lineage/tree/layout";
import { type Area, type Camera, toDrawing, toScreen } from "./camera";
import type { DrawnLabel } from "./tree-labels";

/** The part of the drawing under the mouse. */
export interface Hit {
  readonly index: number;
  /** Whether it is the open/close handle. */
  readonly onHandle: boolean;
}

/** Maximum distance, in px, at which the mouse hits a shape. */
const reach = 11;

/** Finds what is under the mouse: shapes by a quadtree, names by the rectangles of the last picture. */
export class Hits {
  readonly #layout: Layout;
  #places: Quadtree<number> | null = null;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** The node whose name, or else shape, is at a window position. */
  at(x: number, y: number, camera: Camera, labels: readonly DrawnLabel[]): Hit | null {
    for (const { index, x: left, right, y: middle, size, fitted } of labels) {
      if (Math.abs(y - middle) > 11 * size || x < left - reach || x > right + 4) continue;
      const from = left + fitted.handleX * size;
      return {
        index,
        onHandle: fitted.handleWidth > 0 && x >= from && x <= from + fitted.handleWidth * size,
      };
    }
    const index = this.#nearest(x, y, camera);
    return index === null ? null : { index, onHandle: false };
  }

  #nearest(x: number, y: number, camera: Camera): number | null {
    const from = toDrawing(camera, x - reach, y - reach);
    const to = toDrawing(camera, x + reach, y + reach);
    let best: number | null = null;
    let least = reach * reach;
    this.#within({ left: from.x, right: to.x, top: from.y, bottom: to.y }, index => {
      const node = this.#layout.nodes[index];
      if (!node) return;
      const at = toScreen(camera, node.x, node.y);
      const distance = (at.x - x) ** 2 + (at.y - y) ** 2;
      if (distance >= least) return;
      least = distance;
      best = index;
    });
    return best;
  }

  #within({ left, right, top, bottom }: Area, found: (index: number) => void): void {
    const { nodes } = this.#layout;
    this.#places ??= quadtree<number>()
      .x(index => nodes[index]?.x ?? 0)
      .y(index => nodes[index]?.y ?? 0)
      .addAll(nodes.map((_, index) => index));
    this.#places.visit((quad, x0, y0, x1, y1) => {
      if (!("length" in quad) || quad.length === undefined) {
        let leaf: typeof quad | undefined = quad;
        while (leaf) {
          found(leaf.data);
          leaf = leaf.next;
        }
      }
      return x0 > right || x1 < left || y0 > bottom || y1 < top;
    });
  }
}
