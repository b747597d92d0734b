import type { Family } from "../../../src/lineage/family";
import { growTree } from "../../../src/lineage/tree/family-tree";
import { fold, startState } from "../../../src/lineage/tree/folding";
import { layOut } from "../../../src/lineage/tree/layout";

const charts = ["#3794ff", "#d18616", "#89d185", "#b180d7", "#cca700"];

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** A family as an SVG of one circle, one name and one line for each model, by the same layout; with the time of that layout. */
export function plainSvg(family: Family): { text: string; layoutMs: number } {
  const read = (model: { readonly license: string | null }) => model.license;
  const tree = growTree(family, family.root);
  const began = performance.now();
  const folded = fold(tree, { ...startState, depth: "all" }, { read, shown: null });
  const layout = layOut(tree, folded, {
    row: 26,
    gap: 64,
    room: 900,
    width: ({ key }) => key.length * 7,
    horizontal: "generation",
    read,
  });
  const layoutMs = performance.now() - began;
  const licenses = [...new Set(family.models.map(read))];
  const parts = layout.nodes.map(({ item, x, y, toward }) => {
    if (item.kind !== "model") return "";
    const color = charts[licenses.indexOf(item.node.model?.license ?? null) % charts.length];
    const line = toward
      ? `<path d="M${toward.x} ${toward.y}C${(toward.x + x) / 2} ${toward.y} ${(toward.x + x) / 2} ${y} ${x} ${y}"/>`
      : "";
    return `${line}<circle cx="${x}" cy="${y}" r="5.5" fill="${color}"/><text x="${x + 14}" y="${y + 4}">${escaped(item.node.id)}</text>`;
  });
  const { left, top, right, bottom } = layout.bounds;
  const style = "<style>path{fill:none;stroke:#585858}text{fill:#ccc;font:13px sans-serif}</style>";
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600" data-bounds="${left} ${top} ${right} ${bottom}">` +
    `${style}<g>${parts.join("")}</g></svg>`;
  return { text, layoutMs };
}
