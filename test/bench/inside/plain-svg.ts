import { plot, rect } from "@observablehq/plot";
import { hierarchy, partition, tree as tidyTree } from "d3-hierarchy";
import type { Family } from "../../../src/lineage/family";
import { growTree, type TreeNode } from "../../../src/lineage/tree/family-tree";
import { plainDocument } from "../../../src/pictures/plain-document";

const charts = ["#3794ff", "#d18616", "#89d185", "#b180d7", "#cca700"];

/** A picture that is drawn as SVG, and the time that its text took to make, in ms. */
export interface PlainPicture {
  readonly text: string;
  readonly layoutMs: number;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The color of each license, as it comes. */
function colorsOf(family: Family): (node: TreeNode) => string {
  const licenses = [...new Set(family.models.map(({ license }) => license))];
  return ({ model }) => charts[licenses.indexOf(model?.license ?? null) % charts.length] ?? "#888";
}

function below(family: Family) {
  return hierarchy(growTree(family, family.root).focus, node => node.away as TreeNode[]);
}

/** A family as d3's tidy tree, drawn plainly: one circle, one name, and one line for each model. */
export function plainTree(family: Family): PlainPicture {
  const color = colorsOf(family);
  const began = performance.now();
  const placed = tidyTree<TreeNode>().nodeSize([26, 240])(below(family));
  const parts: string[] = [];
  let [top, bottom, right] = [0, 0, 0];
  placed.each(({ x: y, y: x, data, parent }) => {
    [top, bottom, right] = [Math.min(top, y), Math.max(bottom, y), Math.max(right, x)];
    const middle = parent ? (parent.y + x) / 2 : 0;
    const line = parent
      ? `<path d="M${parent.y} ${parent.x}C${middle} ${parent.x} ${middle} ${y} ${x} ${y}"/>`
      : "";
    parts.push(
      `${line}<circle cx="${x}" cy="${y}" r="5.5" fill="${color(data)}"/><text x="${x + 14}" y="${y + 4}">${escaped(data.id)}</text>`,
    );
  });
  const style = "<style>path{fill:none;stroke:#585858}text{fill:#ccc;font:13px sans-serif}</style>";
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600" data-bounds="0 ${top} ${right + 200} ${bottom}">` +
    `${style}<g>${parts.join("")}</g></svg>`;
  return { text, layoutMs: performance.now() - began };
}

/** A family as an icicle by Observable Plot: a rectangle with a tooltip for each model, by d3's partition. */
export function plotIcicle(family: Family): PlainPicture {
  const color = colorsOf(family);
  const began = performance.now();
  const placed = partition<TreeNode>().size([600, 900])(below(family).sum(() => 1));
  const drawn = plot({
    document: plainDocument(),
    width: 900,
    height: 600,
    margin: 0,
    x: { axis: null, type: "identity" },
    y: { axis: null, type: "identity" },
    marks: [
      rect(placed.descendants(), {
        x1: "y0",
        x2: "y1",
        y1: "x0",
        y2: "x1",
        fill: ({ data }: { data: TreeNode }) => color(data),
        title: ({ data }: { data: TreeNode }) => data.id,
      }),
    ],
  });
  const inner = drawn.outerHTML.replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "");
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600" data-bounds="0 0 900 600"><g>${inner}</g></svg>`;
  return { text, layoutMs: performance.now() - began };
}
