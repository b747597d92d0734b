import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lookup, ModelEntry } from "../../../src/app/ports/index-port";
import { bareModel, type Model, unreadModel } from "../../../src/lineage/model";
import { body, decoded, edgeWords, openTestIndex, putAll } from "./test-index";

function entryOf(found: Lookup | undefined): ModelEntry {
  if (found?.state !== "known") assert.fail(`the model should be known, but the answer was ${found?.state}`);
  return found.entry;
}

const full: Model = {
  ...bareModel("org/full"),
  license: "other",
  licenseName: "our-terms",
  licenseLink: "https://example.org/terms",
  languages: ["en", "pt-BR"],
  task: "text-generation",
  library: "transformers",
  datasets: ["org/data", "c4"],
  downloads: 12_345_678_901,
  likes: 0,
  parameters: 7_241_732_096,
  createdAt: "2023-09-20T13:03:50.000Z",
  lastModified: "2024-01-01T00:00:00.000Z",
  gated: "auto",
  disabled: true,
  adult: true,
  newVersion: "org/full-2",
  emissions: 0.25,
  evaluations: [{ task: "text-generation", dataset: "org/eval", metric: "accuracy", value: 0.5 }],
  childCounts: { finetune: 3, merge: 1 },
};

test("a model is read back as stored, with every trait", async () => {
  const index = await openTestIndex();
  const bare = bareModel("bare");
  const ungated: Model = { ...bareModel("org/ungated"), gated: false, childCounts: {} };
  await putAll(index, [
    { model: full, parents: [] },
    { model: bare, parents: [] },
    { model: ungated, parents: [] },
  ]);
  const found = await index.lookup(["org/full", "bare", "org/ungated"]);
  assert.deepEqual(
    found.map(answer => entryOf(answer).model),
    [full, bare, ungated],
  );
});

test("a license that a card calls other is read as what it means, and stored as it is written", async () => {
  const index = await openTestIndex();
  const link = { license: "other", licenseLink: "https://ai.google.dev/gemma/terms" };
  await putAll(index, [decoded("o/terms", [], link), decoded("o/child", ["o/terms"], { license: "gemma" })]);
  // A list has only tags; what the model's own answer said of its license stays.
  await index.putChildren({
    ...{ parent: "o/x", at: 2_000, last: true },
    body: body([decoded("o/terms", ["o/x"], { license: "other" })]),
  });
  const [found] = await index.lookup(["o/terms"]);
  const { model } = entryOf(found);
  assert.deepEqual([model.license, model.licenseLink], ["gemma", link.licenseLink]);
  const { rows } = await index.query({ sql: "SELECT license FROM models WHERE id = 'o/terms'", limit: 1 });
  assert.deepEqual(rows, [["other"]]);
});

test("a lookup preserves the requested order, with parents and child counts", async () => {
  const index = await openTestIndex();
  await putAll(index, [
    decoded("org/root"),
    decoded("org/a", ["org/root"]),
    decoded("org/b", [{ parent: "org/root", relation: "quantized" }]),
    decoded("org/c", [{ parent: "org/root", relation: "quantized" }, "org/a"]),
    decoded("org/self", ["org/self"]),
  ]);
  const [none, root, c, self] = await index.lookup(["org/none", "org/root", "org/c", "org/self"]);
  assert.deepEqual(none, { state: "unknown" });
  const entry = entryOf(root);
  assert.deepEqual(entry.knownChildren, { finetune: 1, quantized: 2 });
  assert.deepEqual([entry.fetchedAt, entry.detailed, entry.childrenAt], [1_000, true, null]);
  assert.deepEqual(edgeWords(entryOf(c).parents), ["org/c org/a finetune", "org/c org/root quantized"]);
  assert.deepEqual(entryOf(self).knownChildren, {}, "a model is no child of itself");
});

test("a failure is remembered until the model answers", async () => {
  const index = await openTestIndex();
  await index.putFailure({ id: "org/lost", reason: "missing-or-private", at: 5 });
  assert.deepEqual(await index.lookup(["org/lost"]), [
    { state: "failed", reason: "missing-or-private", at: 5 },
  ]);
  await putAll(index, [decoded("org/lost")]);
  assert.equal((await index.lookup(["org/lost"]))[0]?.state, "known");
});

test("stored data survives a later failure, and it is said if the Hub does not show the model any more", async () => {
  for (const reason of ["missing", "missing-or-private"] as const) {
    const index = await openTestIndex();
    const both = [decoded("org/model"), decoded("org/child", ["org/model"])];
    await putAll(index, both, 10);
    await index.putFailure({ id: "org/model", reason: "refused", at: 20 });
    const gone = async () => {
      const [found] = await index.lookup(["org/model"]);
      return found?.state === "known" && found.gone;
    };
    assert.equal(await gone(), undefined);
    await index.putFailure({ id: "org/model", reason, at: 20 });
    assert.deepEqual(await gone(), { orPrivate: reason === "missing-or-private", at: 20 });
    const { models, missing } = await index.family({ id: "org/child" });
    assert.deepEqual([models.length, missing], [2, []], "what it was still counts");
    await putAll(index, both, 30);
    assert.equal(await gone(), undefined, "it is shown again");
  }
});

test("children are listed by downloads, in pages and by relation", async () => {
  const index = await openTestIndex();
  await putAll(index, [
    decoded("o/few", ["o/root"], { downloads: 1 }),
    decoded("o/unknown", ["o/root"]),
    decoded("o/many", ["o/root"], { downloads: 1_000 }),
    decoded("o/adapter", [{ parent: "o/root", relation: "adapter" }], { downloads: 50 }),
    decoded("o/root", ["o/root"], { downloads: 9_999 }),
    decoded("o/stranger", ["o/other"], { downloads: 9_999 }),
  ]);
  const ask = async (relation: "adapter" | null, offset: number, limit: number) =>
    (await index.children({ id: "o/root", relation, offset, limit })).map(entry => entry.model.id);
  assert.deepEqual(await ask(null, 0, 10), ["o/many", "o/adapter", "o/few", "o/unknown"]);
  assert.deepEqual(await ask(null, 1, 2), ["o/adapter", "o/few"]);
  assert.deepEqual(await ask("adapter", 0, 10), ["o/adapter"]);
});

test("a family of 30,000 children under one root is complete", async () => {
  const index = await openTestIndex();
  for (let from = 0; from < 30_000; from += 1_000) {
    const page = Array.from({ length: 1_000 }, (_, at) => decoded(`o/child-${from + at}`, ["o/root"]));
    await index.putChildren({ parent: "o/root", body: body(page), at: 7, last: from === 29_000 });
  }
  const family = await index.family({ id: "o/root" });
  assert.equal(family.models.length, 30_001);
  assert.equal(family.edges.length, 30_000);
  assert.equal(family.unchecked.length, 30_000, "every child is still to be checked, the root is not");
  assert.equal(family.models[0]?.id, "o/root");
});

test("a chain of 40 is traversed from either end", async () => {
  const index = await openTestIndex();
  await putAll(
    index,
    Array.from({ length: 40 }, (_, at) => decoded(`o/m${at}`, [`o/m${at + 1}`])),
  );
  for (const id of ["o/m0", "o/m40", "o/m20"]) {
    const family = await index.family({ id });
    assert.deepEqual([family.models.length, family.edges.length], [41, 40], `from ${id}`);
  }
});

test("a merge of 53 parents has them all as ancestors and is an outside leaf for each", async () => {
  const index = await openTestIndex();
  const parents = Array.from({ length: 53 }, (_, at) => ({ parent: `o/p${at}`, relation: "merge" as const }));
  await putAll(index, [decoded("o/merge", parents)]);
  const merge = await index.family({ id: "o/merge" });
  assert.deepEqual([merge.models.length, merge.edges.length], [54, 53]);
  const parent = await index.family({ id: "o/p7" });
  assert.deepEqual(
    parent.models.map(model => model.id),
    ["o/p7", "o/merge"],
  );
  assert.equal(parent.edges.filter(edge => edge.outside).length, 52);
});

test("unread parents are bare models; strings that cannot be repo ids are missing", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/child", ["o/unread", " o/leading-space", "../checkpoint"])], 9);
  const family = await index.family({ id: "o/child" });
  assert.deepEqual(family.models[1], unreadModel("o/unread"));
  assert.deepEqual(family.missing, [" o/leading-space", "../checkpoint"]);
  assert.equal(family.oldestAt, 9);
});

test("an unknown model is a family of one", async () => {
  const index = await openTestIndex();
  assert.deepEqual(await index.family({ id: "o/nobody" }), {
    root: "o/nobody",
    models: [unreadModel("o/nobody")],
    edges: [],
    missing: [],
    cycles: [],
    unchecked: ["o/nobody"],
    oldestAt: null,
  });
});

test("a model's list counts as read even if the model was never read", async () => {
  const index = await openTestIndex();
  await index.putChildren({
    parent: "o/root",
    body: body([decoded("o/child", ["o/root"])]),
    at: 3,
    last: true,
  });
  assert.deepEqual((await index.family({ id: "o/root" })).unchecked, ["o/child"]);
});

test("status reports counts and the last write time", async () => {
  const index = await openTestIndex();
  assert.deepEqual(
    { ...(await index.status()), bytes: 0 },
    {
      ...{ models: 0, edges: 0, bytes: 0, updatedAt: null, notice: null, snapshot: null },
      ...{ hub: null, otherHubs: [] },
    },
  );
  await putAll(index, [decoded("o/a", ["o/b"])], 50);
  await index.putCard({ id: "o/a", text: "# A", at: 70 });
  const status = await index.status();
  assert.deepEqual([status.models, status.edges, status.updatedAt], [1, 1, 70]);
  assert.ok(status.bytes > 0);
});

test("a card is read back with its time, and NUL characters do not truncate it", async () => {
  const index = await openTestIndex();
  assert.equal(await index.card("o/a"), null);
  await index.putCard({ id: "o/a", text: "before\0after 🤗", at: 4 });
  assert.deepEqual(await index.card("o/a"), { text: "before\uFFFDafter 🤗", fetchedAt: 4 });
});

test("search matches any part of an id, ignoring case: prefix matches first, then by downloads", async () => {
  const index = await openTestIndex();
  const model = (id: string, downloads: number, datasets: readonly string[] = []) => ({
    model: { ...bareModel(id), downloads, datasets },
    parents: [],
  });
  await putAll(index, [
    model("a/Gemma-tuned", 900, ["lab/Talk", "c4"]),
    model("gemma-lab/x", 1, ["c4"]),
    model("google/gemma-2b", 1_000, ["c4", "talk-show"]),
    model("b/100%_gemm", 5),
  ]);
  const search = (what: "models" | "datasets", text: string, limit = 10) =>
    index.search({ what, text, limit });
  assert.deepEqual(await search("models", "GEMMA"), ["gemma-lab/x", "google/gemma-2b", "a/Gemma-tuned"]);
  assert.deepEqual(await search("models", "GEMMA", 1), ["gemma-lab/x"]);
  assert.deepEqual(await search("models", "%_"), ["b/100%_gemm"], "no sign of the text is a wildcard");
  assert.deepEqual(await search("models", "", 2), ["google/gemma-2b", "a/Gemma-tuned"]);
  assert.deepEqual(await search("datasets", "talk"), ["talk-show", "lab/Talk"]);
  assert.deepEqual(await search("datasets", ""), ["c4", "lab/Talk", "talk-show"]);
});
