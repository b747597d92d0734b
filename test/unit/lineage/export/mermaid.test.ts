import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToMermaid } from "../../../../src/lineage/export/mermaid";
import type { Family } from "../../../../src/lineage/family";
import { bareModel } from "../../../../src/lineage/model";
import { hardFamily } from "./hard-family";

const family: Family = {
  root: "a/root",
  models: [{ ...bareModel("a/root"), license: "mit" }, bareModel('b/"><img onerror=x>')],
  edges: [
    { child: 'b/"><img onerror=x>', parent: "a/root", relation: "quantized" },
    { child: 'b/"><img onerror=x>', parent: "c/other", relation: "merge", outside: true },
  ],
  missing: ["d/gone"],
  cycles: [["a/root"]],
  unchecked: ["a/root", 'b/"><img onerror=x>'],
  oldestAt: 5,
};

test("whatever an id contains, each line of the diagram is one of ours", () => {
  const [first, ...lines] = familyToMermaid(hardFamily).split("\n");
  assert.equal(first, "flowchart LR");
  const ours =
    /^( {2}m\d+\["(?:[^"<>`#]|#\d+;|<br\/>)*"\](:::outside)?| {2}m\d+ (-->|-\.->|==>|--o|---)(\|\w+\|)? m\d+| {2}style m0 .*| {2}classDef .*|)$/;
  for (const line of lines) assert.match(line, ours);
});

test("Mermaid draws parents to children, marks outside models, and no id breaks out of its label", () => {
  assert.equal(
    familyToMermaid(family),
    `flowchart LR
  m0["a/root<br/>mit"]
  m1["b#47;#34;#62;#60;img onerror#61;x#62;"]
  m2["c/other"]:::outside
  m0 ==>|quantized| m1
  m2 --o|merge| m1
  style m0 stroke-width:3px
  classDef outside stroke-dasharray: 4 4
`,
  );
});
