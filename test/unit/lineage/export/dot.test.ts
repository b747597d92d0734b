import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToDot } from "../../../../src/lineage/export/dot";
import { hardFamily, hostileId } from "./hard-family";

/** A strict parser of the DOT that we write: one statement per line, our own names, values bare or quoted. */
function readDot(text: string) {
  const [first, second, ...lines] = text.split("\n");
  assert.deepEqual([first, second, lines.pop(), lines.pop()], ["digraph family {", "  rankdir=LR;", "", "}"]);
  const statement = /^ {2}(n\d+)(?: -> (n\d+))? \[((?:\w+=(?:\w+|"(?:[^"\\]|\\["\\n])*")(?:, )?)+)\];$/;
  return lines.map(line => {
    const found = statement.exec(line);
    assert.ok(found, `no statement of ours: ${line}`);
    const [, from, to, list = ""] = found;
    const pairs = [...list.matchAll(/(\w+)=(?:(\w+)|"((?:[^"\\]|\\.)*)")/g)];
    const values = pairs.map(([, name = "", bare, quoted]) => [
      name,
      bare ?? quoted?.replace(/\\(["\\])/g, "$1"),
    ]);
    return { from, to, attributes: Object.fromEntries(values) as Record<string, string> };
  });
}

test("DOT has one statement per node and edge, and no id breaks out of its label", () => {
  const statements = readDot(familyToDot(hardFamily));
  const nodes = statements.filter(({ to }) => to === undefined);
  const edges = statements.filter(({ to }) => to !== undefined);
  assert.equal(nodes.length, 6);
  assert.equal(edges.length, hardFamily.edges.length);
  assert.deepEqual(nodes[0]?.attributes, { label: "a/root\\nmit", shape: "ellipse", penwidth: "2" });
  const shown = hostileId
    .replace("&", "&amp;")
    .replaceAll(
      /[\u202e\n\t\0]/g,
      sign => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );
  assert.ok(nodes[1]?.attributes.label?.startsWith(shown), nodes[1]?.attributes.label);
  assert.equal(nodes[1]?.attributes.shape, "box");
  assert.deepEqual(nodes[5]?.attributes, { label: "e/elsewhere", shape: "ellipse", style: "dashed" });
  assert.deepEqual(edges[0], { from: "n0", to: "n1", attributes: { style: "dotted", label: "quantized" } });
  assert.deepEqual(edges.at(-1)?.attributes, { style: "solid" }, "an unknown relation has no label");
});
