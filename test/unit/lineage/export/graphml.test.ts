import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToGraphml } from "../../../../src/lineage/export/graphml";
import { hardFamily, hostileId } from "./hard-family";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const signs: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#13": "\r",
};

function unescaped(text: string): string {
  assert.doesNotMatch(text, /[<>]|&(?!(?:amp|lt|gt|quot|apos|#13);)/, "a bare sign in text");
  return text.replace(/&([^;]+);/g, (_, name: string) => signs[name] ?? "");
}

/** A strict parser of the XML that we write: tags closed, values quoted, only XML 1.0 characters. */
function readXml(xml: string): Element {
  assert.doesNotMatch(xml, /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  assert.notEqual(rest, xml, "no declaration");
  while (rest !== "") {
    const here = open.at(-1);
    assert.ok(here);
    const found = /^(?:<\/([\w]+)>|<([\w]+)((?: [\w.]+="[^"<]*")*)(\/?)>|([^<]+))/.exec(rest);
    assert.ok(found, `no XML: ${JSON.stringify(rest.slice(0, 60))}`);
    const [whole, closed, opened, attributes = "", empty, text] = found;
    if (closed !== undefined) assert.equal(open.pop()?.name, closed);
    else if (opened !== undefined) {
      const pairs = [...attributes.matchAll(/([\w.]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        unescaped(value),
      ]);
      const element: Element = {
        name: opened,
        attributes: Object.fromEntries(pairs),
        children: [],
        text: "",
      };
      here.children.push(element);
      if (empty === "") open.push(element);
    } else here.text += unescaped(text ?? "");
    rest = rest.slice(whole.length);
  }
  assert.equal(open.length, 1, "a tag is left open");
  const [root] = top.children;
  assert.ok(root);
  return root;
}

test("GraphML declares its keys, has a node for each model and outside parent, and ids read back", () => {
  const root = readXml(familyToGraphml(hardFamily));
  assert.equal(root.name, "graphml");
  const keys = new Set(root.children.filter(({ name }) => name === "key").map(key => key.attributes.id));
  const graph = root.children.find(({ name }) => name === "graph");
  assert.equal(graph?.attributes.edgedefault, "directed");
  const nodes = graph?.children.filter(({ name }) => name === "node") ?? [];
  const edges = graph?.children.filter(({ name }) => name === "edge") ?? [];
  assert.equal(nodes.length, hardFamily.models.length + 1);
  const datum = (element: Element | undefined, key: string) =>
    element?.children.find(child => child.attributes.key === key)?.text;
  assert.equal(datum(nodes[1], "label"), hostileId.replace("\u0000", "\ufffd"));
  assert.deepEqual([datum(nodes[0], "license"), datum(nodes[0], "parameters")], ["mit", "7000000000"]);
  assert.deepEqual([datum(nodes[0], "known"), datum(nodes[5], "known")], ["true", "false"]);
  const links = edges.map(edge => [
    edge.attributes.source,
    edge.attributes.target,
    datum(edge, "e_relation"),
  ]);
  assert.deepEqual(links.slice(0, 4), [
    ["n0", "n1", "quantized"],
    ["n1", "n2", "merge"],
    ["n0", "n2", "merge"],
    ["n5", "n2", "merge"],
  ]);
  for (const element of [...nodes, ...edges])
    for (const child of element.children)
      assert.ok(keys.has(child.attributes.key), `key ${child.attributes.key} is not declared`);
});
