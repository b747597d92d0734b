import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bill, familyBill } from "../../../../src/bills/bill";
import { billToCyclonedx } from "../../../../src/bills/cyclonedx/bom-document";
import { judgeBill } from "../../../../src/bills/minimum/judge-bill";
import { billToSpdx } from "../../../../src/bills/spdx/spdx-document";
import type { KnownDataset } from "../../../../src/card/finding";
import { bareModel, type Model, unreadModel } from "../../../../src/lineage/model";
import { making, poetBill, poets } from "../made-bill";

/** The state of each element. */
function states(bill: Bill): ReadonlyMap<string, string> {
  return new Map(judgeBill(bill).map(({ name, state }) => [name, state]));
}

const alone = (model: Model, more: Partial<Bill> = {}): Bill => ({
  ...familyBill({ ...poets, root: model.id, models: [model], edges: [] }, making),
  ...more,
});

test("there are fifty elements in seven clusters, and each says where it stands and how to fill it in", () => {
  const judged = judgeBill(poetBill);
  const sizes = new Map<string, number>();
  for (const { cluster } of judged) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  assert.deepEqual([...sizes.values()], [10, 9, 13, 10, 2, 4, 2]);
  assert.equal(new Set(judged.map(({ name }) => name)).size, 50);
  for (const bill of [poetBill, alone(bareModel("x/y")), alone(unreadModel("x/y"))])
    for (const { name, state, seen, fill, cyclonedx, spdx } of judgeBill(bill)) {
      assert.equal(fill === null, state === "filled", name);
      assert.equal(seen !== null, state === "filled" || state === "partial", name);
      assert.ok(cyclonedx !== "" && spdx !== "", name);
    }
});

test("what a bill has is filled or in part, and what nobody can know from a repo is missing", () => {
  const found = states(poetBill);
  const of = (state: string) => [...found].filter(each => each[1] === state).map(([name]) => name);
  assert.deepEqual(of("partial"), [
    ...["System components", "Intended application area", "Model hash value", "Model hash algorithm"],
    ...["Model properties", "Model input/output properties", "Dataset identifier", "Dataset license"],
    "Infrastructure software",
  ]);
  assert.deepEqual(of("unread"), [
    ...["Dataset description", "Dataset content", "Dataset provenance"],
    ...["Dataset statistical properties", "Dataset sensitivity"],
  ]);
  // Author and signature, seven of the system, a hash of data, hardware, four of security, and its metrics.
  assert.equal(of("missing").length, 16);
  assert.equal(of("filled").length, 20);
});

test("what was not read is not missing", () => {
  const offline = states(alone(unreadModel("x/y")));
  const read = states(
    alone(bareModel("x/y"), {
      weights: new Map([["x/y", []]]),
      said: { description: null, uses: null, limits: null, training: null },
    }),
  );
  const names = [
    ...["SBOM dependency relationship", "Model version", "Model timestamp", "Model description"],
    ...["Model hash value", "Model properties", "Model license", "Model training properties", "Dataset name"],
  ];
  assert.deepEqual(
    names.map(name => [offline.get(name), read.get(name)]),
    names.map(() => ["unread", "missing"]),
  );
  const draft = states({ ...alone(bareModel("./y")), isDraft: true });
  assert.deepEqual(
    ["Model name", "Model identifier", "Model producer"].map(name => draft.get(name)),
    ["filled", "missing", "missing"],
  );
});

test("datasets are judged by what the Hub says of them", () => {
  const model = { ...bareModel("x/y"), datasets: ["o/a", "o/b"] };
  const known = { state: "known", gated: false } as const;
  const of = (...entries: readonly (readonly [string, KnownDataset | undefined])[]) => {
    const datasets = new Map(entries.flatMap(([id, found]) => (found ? [[id, found] as const] : [])));
    const found = states(alone(model, { datasets }));
    return [found.get("Dataset identifier"), found.get("Dataset license")];
  };
  const [a, b]: readonly KnownDataset[] = [
    { ...known, id: "o/a", license: "mit" },
    { ...known, id: "o/b", license: null },
  ];
  assert.deepEqual(of(), ["unread", "unread"]);
  assert.deepEqual(of(["o/a", a]), ["partial", "partial"]);
  assert.deepEqual(of(["o/a", a], ["o/b", b]), ["filled", "partial"]);
  const gone = { state: "missing", orPrivate: false } as const;
  assert.deepEqual(of(["o/a", gone], ["o/b", gone]), ["missing", "missing"]);
});

test("a likely parent is named where none is declared", () => {
  const { inferred } = poetBill;
  const bill = { ...alone({ ...bareModel("me/poet-lora") }), inferred };
  const parent = judgeBill(bill).find(({ name }) => name === "SBOM dependency relationship");
  assert.match(parent?.fill ?? "", /base_model in the card's front matter; lab\/other is likely one\./);
});

test("what is called filled stands in both formats", () => {
  const [cyclonedx, spdx] = [billToCyclonedx, billToSpdx].map(write =>
    write({ ...poetBill, making: { ...making, author: "Lab Ltd" } }),
  );
  const evidence = {
    "SBOM author": "Lab Ltd",
    "SBOM tool version": "1.2.3",
    "Model version": "89abcdef0123456789abcdef0123456789abcdef",
    "Model timestamp": "2024-05-01T00:00:00",
    "Model producer": '"me"',
    "Model description": "Poet writes poems.",
    "Model training properties": "One epoch.",
    "Model license": '"MIT"',
    "Model external references": "https://huggingface.co/me/poet-lora",
    "Operational performance KPIs": '"0.5"',
  };
  const found = states({ ...poetBill, making: { ...making, author: "Lab Ltd" } });
  for (const [name, text] of Object.entries(evidence)) {
    assert.equal(found.get(name), "filled", name);
    assert.ok(cyclonedx?.includes(text), `${name} in CycloneDX`);
    assert.ok(spdx?.includes(text), `${name} in SPDX`);
  }
});
