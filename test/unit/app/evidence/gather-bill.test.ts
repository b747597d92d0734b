import assert from "node:assert/strict";
import { test } from "node:test";
import { type BilledSubject, gatherBill } from "../../../../src/app/evidence/gather-bill";
import type { KnownModel } from "../../../../src/card/finding";
import { bareModel, type Edge } from "../../../../src/lineage/model";
import { making } from "../../bills/made-bill";

const bare: BilledSubject = {
  ...{ repo: "me/child", declared: [], body: null, tags: [], createdAt: null, files: null },
  ...{ model: bareModel("me/child"), traits: null },
};

const edge = (child: string, parent: string): Edge => ({ child, parent, relation: "finetune" });

function known(id: string, ...parents: readonly string[]): KnownModel {
  return { state: "known", id, model: bareModel(id), parents: parents.map(each => edge(id, each)), at: 7 };
}

/** Gathers a bill over models that are known by the names under which they are asked for. */
async function gathered(models: Readonly<Record<string, KnownModel>>, subject: Partial<BilledSubject>) {
  const [failures, asked]: [string[], string[]] = [[], []];
  const { bill } = await gatherBill(
    { ...bare, ...subject },
    { name: "child", making, checkout: null },
    {
      lookup: async id => models[id] ?? { state: "unknown" },
      search: async () => [],
      filesOf: id => {
        asked.push(id);
        return null;
      },
      dataset: async () => ({ state: "unknown" }),
      failed: message => failures.push(message),
    },
  );
  return { bill, failures, asked };
}

test("ancestors have the IDs of today, each is there once, and a cycle ends", async () => {
  const models = {
    "lab/old": known("lab/new", "lab/base", "lab/new"),
    "lab/new": known("lab/new", "lab/base", "lab/new"),
    "lab/base": known("lab/base", "me/child"),
    "lab/gone": { state: "missing", orPrivate: true } as const,
    "me/child": known("me/child"),
  };
  const declared = ["lab/old", "lab/new", "lab/gone", "lab/unknown"].map(id => edge("me/child", id));
  const { bill, failures } = await gathered(models, { declared });
  const { family } = bill;
  assert.deepEqual(
    family.models.map(({ id, unread }) => [id, unread === true]),
    [
      ["me/child", false],
      ["lab/new", false],
      ["lab/unknown", true],
      ["lab/base", false],
    ],
  );
  assert.deepEqual(
    family.edges.map(({ child, parent, outside }) => [child, parent, outside === true]),
    [
      ["me/child", "lab/new", false],
      ["me/child", "lab/gone", true],
      ["me/child", "lab/unknown", false],
      ["lab/new", "lab/base", false],
      ["lab/base", "me/child", false],
    ],
  );
  assert.deepEqual([family.missing, family.oldestAt, failures], [["lab/gone"], 7, []]);
  assert.equal(bill.weights.size, 0, "files that nobody can list are not none");
});

test("an ancestor that the Hub no longer shows is listed as it was, and its files are not asked for", async () => {
  const old = { ...known("lab/old", "lab/base"), gone: { orPrivate: false } } as KnownModel;
  const models = { "lab/old": old, "lab/base": known("lab/base") };
  const { bill, asked } = await gathered(models, { declared: [edge("me/child", "lab/old")] });
  assert.deepEqual(
    bill.family.models.map(({ id }) => id),
    ["me/child", "lab/old", "lab/base"],
  );
  assert.deepEqual([[...bill.gone], bill.family.missing, asked], [["lab/old"], [], ["lab/base"]]);
});

test("of a very long line, the nearest ancestors are listed, and the rest is told", async () => {
  const models = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`m/${at}`, known(`m/${at}`, `m/${at + 1}`)]),
  );
  const { bill, failures } = await gathered(models, { declared: [edge("me/child", "m/0")] });
  assert.equal(bill.family.models.length, 201);
  assert.ok(
    failures.some(line => /nearest 200 ancestors/.test(line)),
    failures.join("\n"),
  );
});

test("a draft has a name that no model has, and what its card declares", async () => {
  const traits = {
    ...{ license: "mit", licenseName: null, licenseLink: null, languages: [], task: null, library: null },
    datasets: ["o/data"],
  };
  const declared = [edge("", "child")];
  const { bill } = await gathered({ child: known("child") }, { repo: null, model: null, traits, declared });
  assert.deepEqual([bill.isDraft, bill.family.root], [true, "./child"]);
  assert.deepEqual(
    bill.family.edges.map(({ child, parent }) => [child, parent]),
    [["./child", "child"]],
  );
  assert.deepEqual(
    [bill.family.models[0]?.license, [...bill.datasets]],
    ["mit", [["o/data", { state: "unknown" }]]],
  );
});

test("a parent that is declared under its old ID is not inferred as well", async () => {
  const body = "This model is a fine-tuned version of [lab/new](https://huggingface.co/lab/new).\n";
  const models = { "lab/old": known("lab/new"), "lab/new": known("lab/new") };
  const of = async (declared: readonly Edge[]) =>
    [...(await gathered(models, { body, declared })).bill.inferred.values()]
      .flat()
      .map(({ parent }) => parent);
  assert.deepEqual(await of([]), ["lab/new"]);
  assert.deepEqual(await of([edge("me/child", "lab/old")]), []);
});
