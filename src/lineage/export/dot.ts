import type { Family } from "../family";
import type { Relation } from "../model";
import { showable } from "../showable";
import { numbered } from "./numbered";

const shapes: Readonly<Record<Relation, string>> = {
  finetune: "ellipse",
  adapter: "diamond",
  merge: "triangle",
  quantized: "box",
  unknown: "oval",
};

const styles: Readonly<Record<Relation, string>> = {
  finetune: "solid",
  adapter: "dashed",
  merge: "bold",
  quantized: "dotted",
  unknown: "solid",
};

/** A quoted DOT string; backslashes and ampersands are escaped, since they begin escapes and entities. */
function quoted(text: string): string {
  return `"${showable(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;")}"`;
}

/** A family for Graphviz, from parents on the left to children on the right; shape and line show the relation. */
export function familyToDot(family: Family): string {
  const { nodes, edges } = numbered(family);
  const shapeOf = new Map<string, string>();
  for (const { child, relation } of family.edges) {
    if (!shapeOf.has(child)) shapeOf.set(child, shapes[relation]);
  }
  const drawnNodes = nodes.map(({ name, id, model }) => {
    const second = model?.unread ? "not read" : model?.license;
    const label = second ? `${quoted(id).slice(0, -1)}\\n${quoted(second).slice(1)}` : quoted(id);
    const marks = [
      `label=${label}`,
      `shape=${shapeOf.get(id) ?? "ellipse"}`,
      ...(model === null || model.unread ? ["style=dashed"] : id === family.root ? ["penwidth=2"] : []),
    ];
    return `  ${name} [${marks.join(", ")}];`;
  });
  const drawnEdges = edges.map(({ from, to, edge: { relation } }) => {
    const label = relation === "unknown" ? "" : `, label="${relation}"`;
    return `  ${from} -> ${to} [style=${styles[relation]}${label}];`;
  });
  return ["digraph family {", "  rankdir=LR;", ...drawnNodes, ...drawnEdges, "}", ""].join("\n");
}
