import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bill, familyBill } from "../../../../src/bills/bill";
import { billToCyclonedx } from "../../../../src/bills/cyclonedx/bom-document";
import { billToSpdx } from "../../../../src/bills/spdx/spdx-document";
import { cyclonedxChecker, needsSchemas } from "../../../harness/bills/bill-schemas";
import { hardFamily } from "../../lineage/export/hard-family";
import { hostileFamily, hostileTexts } from "../../lineage/export/hostile-family";
import { making, poetBill, poets, sha256 } from "../made-bill";

interface Component {
  readonly name: string;
  readonly purl?: string;
  readonly [field: string]: unknown;
  readonly pedigree?: {
    readonly ancestors?: readonly Component[];
    readonly variants?: readonly Component[];
    readonly notes?: string;
  };
}

const check = cyclonedxChecker();
const bom = JSON.parse(billToCyclonedx(poetBill));
const subject: Component = bom.metadata.component;

/** A bill in which every text that others wrote is hostile. */
const hostileBill: Bill = {
  ...familyBill(hostileFamily(), making),
  weights: new Map([["o/m0", hostileTexts.map(name => ({ name, sha256 }))]]),
  inferred: new Map([
    [
      "o/m0",
      hostileTexts.map(text => ({
        ...{ parent: text, relation: "unknown", probability: 0.5 },
        evidence: [
          { kind: "prose", clue: "prose/says", parent: text, seen: text, where: text, relation: null },
        ],
      })),
    ],
  ]),
  datasets: new Map(hostileTexts.map(id => [id, { state: "known", id, license: id, gated: false }])),
  said: { description: "\ud800", uses: "\u0000", limits: "<!--", training: "" },
};

test("a bill is valid CycloneDX 1.7, whatever others wrote", t => {
  if (check === null) return t.skip(needsSchemas);
  for (const bill of [poetBill, hostileBill, familyBill(hardFamily, making)])
    assert.deepEqual(check(JSON.parse(billToCyclonedx(bill))), []);
});

test("declared parents are ancestors up to the roots, and an inferred one is a variant with its evidence", () => {
  const [parent] = subject.pedigree?.ancestors ?? [];
  assert.deepEqual(
    [parent?.purl, parent?.pedigree?.ancestors?.[0]?.purl],
    ["pkg:huggingface/lab/poet", "pkg:huggingface/lab/base"],
  );
  assert.doesNotMatch(JSON.stringify(subject.pedigree?.ancestors), /lab\/other/);
  assert.deepEqual(subject.pedigree?.variants, [
    {
      ...{ type: "machine-learning-model", group: "lab", name: "other", purl: "pkg:huggingface/lab/other" },
      evidence: {
        identity: [
          {
            ...{ field: "purl", confidence: 0.93, concludedValue: "pkg:huggingface/lab/other" },
            methods: [
              {
                ...{ technique: "manifest-analysis", confidence: 0.9866 },
                value: "adapter_config.json: base_model_name_or_path: lab/other",
              },
            ],
          },
        ],
        occurrences: [
          { location: "adapter_config.json", additionalContext: "base_model_name_or_path: lab/other" },
        ],
      },
      properties: [
        { name: "hub-lineage:inferred", value: "true" },
        { name: "hub-lineage:relation", value: "adapter" },
      ],
    },
  ]);
  assert.match(
    subject.pedigree?.notes ?? "",
    /^Inferred, not declared: lab\/other .*93%.*\nThe vocabulary differs/,
  );
  const others = bom.components.filter(({ purl }: Component) => purl?.includes("other"));
  assert.deepEqual([others, bom.dependencies.length], [[], 1], "neither a component nor a dependency");
});

test("all ancestors of a subject are in its pedigree, however many there are", () => {
  const ids = Array.from({ length: 60 }, (_, at) => `m/${at}`);
  const edges = ids.slice(1).flatMap((parent, at) => {
    const edge = { child: ids[at] ?? "", relation: "merge" as const };
    // One more parent each, which the Hub does not show.
    return [
      { ...edge, parent },
      { ...edge, parent: `gone/${at}`, outside: true as const },
    ];
  });
  const models = ids.map(id => ({ ...hardFamily.models[0], id }) as (typeof hardFamily.models)[number]);
  const family = { ...hardFamily, root: "m/0", models, edges };
  let [depth, at]: [number, Component | undefined] = [
    0,
    JSON.parse(billToCyclonedx(familyBill(family, making))).metadata.component,
  ];
  for (; at !== undefined; at = at.pedigree?.ancestors?.[0]) depth += 1;
  assert.equal(depth, 60);
});

test("weights are files with the hashes that are known, and datasets are data with their licenses", () => {
  assert.deepEqual(subject.components, [
    { type: "file", name: "adapter_model.safetensors", hashes: [{ alg: "SHA-256", content: sha256 }] },
    { type: "file", name: "adapter_model.h5" },
  ]);
  assert.deepEqual((subject.modelCard as { modelParameters: unknown }).modelParameters, {
    task: "text-generation",
    architectureFamily: "llama",
    inputs: [{ format: "text" }],
    outputs: [{ format: "text" }],
    datasets: [{ ref: "dataset:o/data" }, { ref: "dataset:o/gone" }],
  });
  const data = bom.components.filter(({ type }: Component) => type === "data");
  assert.deepEqual(
    data.map(({ name, licenses, properties }: Component) => [name, licenses, properties]),
    [
      [
        "data",
        [
          {
            license: {
              ...{ id: "CC-BY-4.0", acknowledgement: "declared" },
              url: "https://spdx.org/licenses/CC-BY-4.0.html",
            },
          },
        ],
        [{ name: "hub-lineage:gated", value: "true" }],
      ],
      ["gone", undefined, [{ name: "hub-lineage:state", value: "The Hub has no dataset of this name" }]],
    ],
  );
});

test("a bill names its tool, its author, its time, and how old what it tells is", () => {
  const { metadata } = JSON.parse(billToCyclonedx({ ...poetBill, making: { ...making, author: "Lab Ltd" } }));
  assert.deepEqual(metadata.tools.components, [
    { type: "application", name: "hub-lineage", version: "1.2.3" },
  ]);
  assert.deepEqual([metadata.authors, bom.metadata.authors], [[{ name: "Lab Ltd" }], undefined]);
  assert.deepEqual(
    [metadata.timestamp, metadata.properties[0].value],
    ["2026-01-02T00:00:00.000Z", "2026-01-01T00:00:00.000Z"],
  );
});

test("a draft has no address and no package URL", () => {
  const family = {
    ...poets,
    root: "./poet",
    models: poets.models.map((model, at) => (at === 0 ? { ...model, id: "./poet" } : model)),
  };
  const text = billToCyclonedx({ ...familyBill(family, making), isDraft: true });
  const { component } = JSON.parse(text).metadata;
  assert.deepEqual(
    [component.name, component.group, component.purl, component.externalReferences, component.supplier],
    ["poet", undefined, undefined, undefined, undefined],
  );
});

test("an ancestor that the Hub no longer shows is told as such in both formats", () => {
  const gone: Bill = { ...poetBill, gone: new Set(["lab/poet"]) };
  const told = JSON.parse(billToCyclonedx(gone)).components.filter((component: Component) =>
    JSON.stringify(component.properties ?? []).includes("no longer shown by the Hub"),
  );
  assert.deepEqual(
    told.map(({ name }: Component) => name),
    ["poet"],
  );
  assert.equal(billToSpdx(gone).split("The Hub no longer shows this model").length, 2);
});

test("the commit of the subject is that of its folder, and never what the Hub has now", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const onHub = "f".repeat(40);
  const family = {
    ...poets,
    models: poets.models.map(model => ({ ...model, commit: onHub })),
  };
  const of = (checkout: Bill["checkout"]) => {
    const text = billToCyclonedx({ ...poetBill, family, checkout });
    if (check !== null) assert.deepEqual(check(JSON.parse(text)), []);
    const { metadata, components } = JSON.parse(text);
    return [metadata.component, components[0]].map(({ version, swhid, externalReferences, properties }) => ({
      ...{ version, swhid },
      vcs: externalReferences.find((each: { type: string }) => each.type === "vcs")?.comment,
      told: properties.find((each: { name: string }) => each.name === "hub-lineage:commit")?.value,
    }));
  };
  const [subjectOnHub, parent] = of(null);
  const hub = {
    version: onHub,
    swhid: [`swh:1:rev:${onHub}`],
    vcs: `Commit ${onHub}`,
    told: "the main branch on the Hub",
  };
  assert.deepEqual([subjectOnHub, parent], [hub, hub]);
  const [cached] = of({ commit, from: "cache" });
  assert.deepEqual(
    [cached?.version, cached?.vcs, cached?.told],
    [commit, `Commit ${commit}`, "a snapshot in the Hub's cache"],
  );
  assert.match(of({ commit, from: "clone" })[0]?.told, /^a clone of the repo/);
  const [unknown, stays] = of({ commit: null, from: "clone" });
  assert.deepEqual([unknown?.swhid, unknown?.vcs, unknown?.told], [undefined, undefined, "not known"]);
  assert.match(unknown?.version, /^main at /);
  assert.deepEqual(stays, hub);
});

test("datasets say what license they have, that they have none, or why that is not known", () => {
  const names = ["o/two", "o/none", "o/gone", "o/unread", "o/unasked"];
  const family = { ...poets, models: poets.models.map(model => ({ ...model, datasets: names })) };
  const known = { state: "known", gated: false } as const;
  const text = billToCyclonedx({
    ...{ ...poetBill, family },
    datasets: new Map([
      ["o/two", { ...known, id: "o/two", license: "mit, cc-by-4.0" }],
      ["o/none", { ...known, id: "o/none", license: null }],
      ["o/gone", { state: "missing", orPrivate: false }],
      ["o/unread", { state: "unknown" }],
    ]),
  });
  if (check !== null) assert.deepEqual(check(JSON.parse(text)), []);
  const data: readonly Component[] = JSON.parse(text).components.filter(
    (each: { type: string }) => each.type === "data",
  );
  assert.match(JSON.stringify(data[0]?.licenses), /"MIT".*"CC-BY-4\.0"/);
  const told = (at: number) =>
    ((data[at]?.properties ?? []) as { name: string; value: string }[])
      .filter(({ name }) => name !== "hub-lineage:gated")
      .map(({ value }) => value);
  assert.deepEqual([1, 2, 3, 4].map(told), [
    ["The card declares no license"],
    ["The Hub has no dataset of this name"],
    ["It was asked for, but could not be read"],
    ["It was not looked up"],
  ]);
  assert.deepEqual(
    ((data[0]?.externalReferences ?? []) as { type: string }[]).map(({ type }) => type),
    ["distribution", "documentation"],
  );
});
