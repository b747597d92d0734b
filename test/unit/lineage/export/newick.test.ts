import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToNewick } from "../../../../src/lineage/export/newick";
import type { Family } from "../../../../src/lineage/family";
import { bareModel } from "../../../../src/lineage/model";
import { hardFamily, hostileId } from "./hard-family";

interface Tree {
  readonly label: string;
  readonly children: readonly Tree[];
}

/** A strict parser of Newick: comments in brackets, labels in quotes, a semicolon at the end of each tree. */
function readNewick(text: string): { readonly comment: string; readonly trees: readonly Tree[] } {
  const begun = /^\[([^[\]]*)\]\n/.exec(text);
  assert.ok(begun, "no comment in front");
  const tokens = [...text.slice(begun[0].length).matchAll(/'((?:[^']|'')*)'|([(),;])|(\n)|(.)/gs)].flatMap(
    ([, label, sign, blank, other]) => {
      assert.equal(other, undefined, `a stray ${JSON.stringify(other)}`);
      return blank === undefined ? [sign ?? { label: label?.replaceAll("''", "'") ?? "" }] : [];
    },
  );
  let at = 0;
  const read = (): Tree => {
    const children: Tree[] = [];
    if (tokens[at] === "(") {
      do {
        at++;
        children.push(read());
      } while (tokens[at] === ",");
      assert.equal(tokens[at++], ")");
    }
    const token = tokens[at++];
    assert.ok(typeof token === "object", "a node without a label");
    return { label: token.label, children };
  };
  const trees: Tree[] = [];
  while (at < tokens.length) {
    trees.push(read());
    assert.equal(tokens[at++], ";");
  }
  return { comment: begun[1] ?? "", trees };
}

const shown = (id: string) =>
  id.replaceAll(
    /[\u202e\n\t\0]/g,
    sign => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );

test("Newick puts each model below its first parent, and lists what does not fit into a tree", () => {
  const { comment, trees } = readNewick(familyToNewick(hardFamily));
  const leaf = (label: string): Tree => ({ label, children: [] });
  assert.deepEqual(trees, [
    {
      label: "a/root",
      children: [
        { label: shown(hostileId), children: [leaf("c/merge")] },
        { label: "d/one", children: [leaf("d/two")] },
      ],
    },
  ]);
  assert.match(comment, /^Family of a\/root: 5 models, /);
  assert.match(
    comment,
    /left out \(merges and cycles\): c\/merge from a\/root \(merge\); d\/one from d\/two \(unknown\)\./,
  );
  assert.match(comment, /outside this family: c\/merge from e\/elsewhere \(merge\)\./);
  assert.match(comment, /descend from each other or from themselves: d\/one and d\/two\./);
});

test("several models without a parent give several trees, of any depth", () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `deep/n${at}`);
  const family: Family = {
    root: "deep/n0",
    models: [...ids, "other/root"].map(bareModel),
    edges: [
      ...ids.slice(1).map((child, at) => ({ child, parent: `deep/n${at}`, relation: "finetune" as const })),
      { child: "deep/n5", parent: "other/root", relation: "merge" },
    ],
    missing: [],
    cycles: [],
    unchecked: [],
    oldestAt: null,
  };
  const lines = familyToNewick(family).split("\n");
  assert.equal(lines.length, 4);
  assert.ok(lines[1]?.startsWith("(".repeat(19_999)));
  assert.equal(lines[2], "'other/root';");
});
