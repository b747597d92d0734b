import type { Family } from "../family";
import type { Model } from "../model";
import { numbered } from "./numbered";
import { xml } from "./xml";

type Value = string | number | boolean | null;

/** The data keys of a node, in order: name, GraphML type, and how to read the value. */
const nodeKeys: readonly (readonly [name: string, type: string, of: (model: Model) => Value])[] = [
  ["license", "string", model => model.license],
  ["license_name", "string", model => model.licenseName],
  ["languages", "string", model => model.languages.join(" ") || null],
  ["task", "string", model => model.task],
  ["library", "string", model => model.library],
  ["datasets", "string", model => model.datasets.join(" ") || null],
  ["downloads", "long", model => model.downloads],
  ["likes", "long", model => model.likes],
  ["parameters", "long", model => model.parameters],
  ["created_at", "string", model => model.createdAt],
];

/** A datum of a node or edge; nothing if it is unknown, or a number that GraphML's `long` cannot hold. */
function data(key: string, value: Value): string {
  if (value === null || (typeof value === "number" && !Number.isSafeInteger(value))) return "";
  return `<data key="${key}">${xml(String(value))}</data>`;
}

/**
 * A family as GraphML for Gephi, yEd, and NetworkX, with edges from parent to child. `known` is false for models that
 * were not read and for parents that are not in this family; characters that XML cannot represent become U+FFFD.
 */
export function familyToGraphml(family: Family): string {
  const { nodes, edges } = numbered(family);
  const key = (name: string, type: string, of = "node") =>
    `  <key id="${of === "edge" ? "e_" : ""}${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`;
  const drawnNodes = nodes.map(({ name, id, model }) => {
    const traits = model === null ? "" : nodeKeys.map(([at, , of]) => data(at, of(model))).join("");
    return `    <node id="${name}">${data("label", id)}${data("known", model !== null && !model.unread)}${traits}</node>`;
  });
  const drawnEdges = edges.map(
    ({ from, to, edge }) =>
      `    <edge source="${from}" target="${to}">${data("e_relation", edge.relation)}</edge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    key("label", "string"),
    key("known", "boolean"),
    ...nodeKeys.map(([name, type]) => key(name, type)),
    key("relation", "string", "edge"),
    '  <graph id="family" edgedefault="directed">',
    ...drawnNodes,
    ...drawnEdges,
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}
