import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToCyclonedx } from "../../../../src/lineage/export/cyclonedx";
import { modelPurl } from "../../../../src/lineage/export/purl";
import { bareModel } from "../../../../src/lineage/model";
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
  assert.equal(bom.specVersion, "1.7");
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

test("ancestors have licenses and ancestors of their own, up to the roots, and a cycle ends", () => {
  const edge = (child: string, parent: string) =>
    ({ child, parent, relation: "finetune" }) as (typeof hardFamily.edges)[number];
  const models = ["x/root", "x/middle", "x/leaf"].map(id => ({ ...bareModel(id), license: "mit" }));
  const edges = [edge("x/middle", "x/root"), edge("x/leaf", "x/middle"), edge("x/root", "x/leaf")];
  const chain = JSON.parse(familyToCyclonedx({ ...hardFamily, root: "x/root", models, edges }));
  const leaf: Component = chain.components.find(({ name }: Component) => name === "leaf");
  const ways: string[] = [];
  for (let at: Component | undefined = leaf; at !== undefined; at = at.pedigree?.ancestors[0]) {
    ways.push(at.name);
    assert.deepEqual(at.licenses, [{ license: { id: "MIT", acknowledgement: "declared" } }]);
  }
  assert.deepEqual(ways, ["leaf", "middle", "root"]);
});

test("the pedigree of a long line of merges has a limit", () => {
  const ids = Array.from({ length: 40 }, (_, at) => `m/${at}`);
  const edges = ids.flatMap((child, at) =>
    [at - 1, at - 2].flatMap(above =>
      above < 0
        ? []
        : [
            {
              child,
              parent: `m/${above}`,
              relation: "merge",
            } as (typeof hardFamily.edges)[number],
          ],
    ),
  );
  const text = familyToCyclonedx({ ...hardFamily, root: "m/0", models: ids.map(bareModel), edges });
  const count = (component: Component): number =>
    (component.pedigree?.ancestors ?? []).reduce((sum, each) => sum + 1 + count(each), 0);
  const counts = (JSON.parse(text).components as readonly Component[]).map(count);
  assert.ok(Math.max(...counts) >= 15 && Math.max(...counts) <= 17, `${Math.max(...counts)}`);
});

test("licenses have SPDX ids if listed there, else names; only adapters depend on their parents", () => {
  assert.deepEqual(bom.metadata.component.licenses, [
    { license: { id: "MIT", acknowledgement: "declared" } },
  ]);
  assert.deepEqual(named("c/merge")?.licenses, [
    { license: { name: "house-rules", acknowledgement: "declared" } },
  ]);
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
