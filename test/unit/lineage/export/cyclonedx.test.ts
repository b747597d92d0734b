import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToCyclonedx, modelPurl } from "../../../../src/lineage/export/cyclonedx";
import { hardFamily, hostileId } from "./hard-family";

interface Component {
  readonly "bom-ref"?: string;
  readonly type: string;
  readonly group?: string;
  readonly name: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly license: { readonly id?: string; readonly name?: string } }[];
  readonly pedigree?: { readonly ancestors: readonly Component[] };
  readonly modelCard?: unknown;
}

const bom = JSON.parse(familyToCyclonedx(hardFamily)) as {
  readonly specVersion: string;
  readonly metadata: { readonly component: Component; readonly timestamp: string };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};
const all = [bom.metadata.component, ...bom.components];
const named = (id: string) => all.find(({ purl }) => purl === modelPurl(id));

test("the ML-BOM has the root as its subject and every other model as a component, each named once", () => {
  assert.equal(bom.specVersion, "1.6");
  assert.equal(bom.metadata.component.purl, "pkg:huggingface/a/root");
  assert.equal(bom.metadata.timestamp, "1970-01-01T00:00:00.005Z");
  assert.equal(bom.components.length, 4);
  const refs = all.map(component => component["bom-ref"]);
  assert.equal(new Set(refs).size, 5);
  assert.ok(all.every(({ type }) => type === "machine-learning-model"));
});

test("ancestors are the declared parents, those outside the family too, and carry no bom-ref", () => {
  const ancestors = named("c/merge")?.pedigree?.ancestors ?? [];
  assert.deepEqual(
    ancestors.map(({ purl }) => purl),
    [modelPurl(hostileId), "pkg:huggingface/a/root", "pkg:huggingface/e/elsewhere"],
  );
  assert.ok(ancestors.every(ancestor => ancestor["bom-ref"] === undefined));
  assert.equal(bom.metadata.component.pedigree, undefined, "the root has no parent");
});

test("licenses have SPDX ids if listed there, else names; only adapters depend on their parents", () => {
  assert.deepEqual(bom.metadata.component.licenses, [{ license: { id: "MIT" } }]);
  assert.deepEqual(named("c/merge")?.licenses, [{ license: { name: "house-rules" } }]);
  assert.deepEqual(bom.dependencies, [
    { ref: "pkg:huggingface/d/two", dependsOn: ["pkg:huggingface/d/one"] },
  ]);
  assert.deepEqual(bom.metadata.component.modelCard, {
    modelParameters: {
      task: "text-generation",
      datasets: [
        { type: "dataset", name: "o/data", contents: { url: "https://huggingface.co/datasets/o/data" } },
      ],
    },
  });
});

test("a purl keeps its three parts whatever the id contains", () => {
  assert.equal(modelPurl("google/gemma-2b"), "pkg:huggingface/google/gemma-2b");
  assert.match(modelPurl(hostileId), /^pkg:huggingface\/b\/(?:[\w.~-]|%[0-9A-F]{2}|\/)+$/);
  assert.equal(modelPurl("a/b@c?d#e"), "pkg:huggingface/a/b%40c%3Fd%23e");
  assert.equal(modelPurl("a/\ud800"), "pkg:huggingface/a/%EF%BF%BD");
});
