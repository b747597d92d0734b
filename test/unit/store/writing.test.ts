import assert from "node:assert/strict";
import { test } from "node:test";
import { HubError } from "../../../src/app/ports/errors";
import { body, decoded, edgeWords, openTestIndex, putAll } from "./test-index";

async function entry(index: Awaited<ReturnType<typeof openTestIndex>>, id: string) {
  const [found] = await index.lookup([id]);
  if (found?.state !== "known") assert.fail(`${id} should be known, but the answer was ${found?.state}`);
  return found.entry;
}

test("a renamed model is found by both ids, and its children by the old one", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/child", ["gpt2"]), decoded("o/new-child", ["openai/gpt2"])]);
  const { id } = await index.putModel({
    asked: "gpt2",
    body: body(decoded("openai/gpt2")),
    at: 2_000,
    moved: true,
  });
  assert.equal(id, "openai/gpt2");
  const old = await entry(index, "gpt2");
  assert.deepEqual(old, await entry(index, "openai/gpt2"));
  assert.deepEqual(old.knownChildren, { finetune: 2 });
  assert.deepEqual(edgeWords((await entry(index, "o/child")).parents), ["o/child openai/gpt2 finetune"]);

  for (const asked of ["gpt2", "openai/gpt2"]) {
    const family = await index.family({ id: asked });
    assert.equal(family.root, "openai/gpt2");
    assert.deepEqual(edgeWords(family.edges), [
      "o/child openai/gpt2 finetune",
      "o/new-child openai/gpt2 finetune",
    ]);
    const page = await index.children({ id: asked, relation: null, offset: 0, limit: 9 });
    assert.deepEqual(
      page.map(child => child.model.id),
      ["o/child", "o/new-child"],
    );
  }
});

test("another model's answer without a redirect is told, and nothing known is replaced", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/asked", ["o/base"]), decoded("o/other", ["o/base"])]);
  const [asked, other] = [await entry(index, "o/asked"), await entry(index, "o/other")];
  const wrong = body(decoded("o/other", []));
  await assert.rejects(index.putModel({ asked: "o/asked", body: wrong, at: 2_000 }), {
    name: "HubError",
    reason: "unreadable",
    message:
      /returned o\/other instead of o\/asked without a redirect, so nothing was stored\. If o\/asked was renamed, use o\/other instead\./,
  });
  assert.deepEqual([await entry(index, "o/asked"), await entry(index, "o/other")], [asked, other]);
  const { id } = await index.putModel({ asked: "O/Asked", body: body(decoded("o/asked")), at: 2_000 });
  assert.equal(id, "o/asked", "the Hub ignores letter case");
});

test("a child that names its parent by both old and new id counts once", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/child", ["o/new", { parent: "o/old", relation: "merge" }])]);
  await index.putModel({ asked: "o/old", body: body(decoded("o/new")), at: 2_000, moved: true });
  const family = await index.family({ id: "o/new" });
  assert.deepEqual(edgeWords(family.edges), ["o/child o/new finetune"]);
  assert.equal((await entry(index, "o/child")).parents.length, 1);
});

test("a model renamed twice is found by all its ids, with the card stored under the first", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/first", ["o/base"])]);
  await index.putCard({ id: "o/first", text: "card", at: 1 });
  await index.putModel({
    asked: "o/first",
    body: body(decoded("o/second", ["o/base"])),
    at: 2_000,
    moved: true,
  });
  await index.putModel({
    asked: "o/second",
    body: body(decoded("o/third", ["o/base"])),
    at: 3_000,
    moved: true,
  });
  for (const id of ["o/first", "o/second", "o/third"]) {
    assert.equal((await entry(index, id)).model.id, "o/third");
    assert.deepEqual(await index.card(id), { text: "card", fetchedAt: 1 });
  }
  assert.deepEqual(edgeWords((await index.family({ id: "o/base" })).edges), ["o/third o/base finetune"]);
  assert.equal((await index.status()).models, 1);
});

test("an old id reused by a new model refers to the new model", async () => {
  const index = await openTestIndex();
  await index.putModel({ asked: "o/name", body: body(decoded("o/moved")), at: 1, moved: true });
  await putAll(index, [decoded("o/name", [], { license: "mit" })]);
  assert.equal((await entry(index, "o/name")).model.license, "mit");
  assert.equal((await entry(index, "o/moved")).model.id, "o/moved");
});

test("a list does not erase details from a model's own answer", async () => {
  const index = await openTestIndex();
  const known = {
    childCounts: { finetune: 2 },
    parameters: 7,
    gated: "manual" as const,
    license: "other",
    licenseName: "x",
  };
  await putAll(index, [decoded("o/a", ["o/root"], { ...known, downloads: 1, disabled: true })], 10);
  const listed = decoded("o/a", ["o/root"], { license: "other", downloads: 5, task: "fill-mask" });
  await index.putChildren({ parent: "o/root", body: body([listed]), at: 20, last: true });
  const { model, detailed, fetchedAt } = await entry(index, "o/a");
  assert.deepEqual(model, { ...listed.model, ...known, disabled: true });
  assert.deepEqual([detailed, fetchedAt], [true, 20]);
});

test("a list with a different license drops the old license's name", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/a", ["o/root"], { license: "other", licenseName: "llama3" })]);
  const listed = decoded("o/a", ["o/root"], { license: "mit" });
  await index.putChildren({ parent: "o/root", body: body([listed]), at: 2_000, last: true });
  assert.equal((await entry(index, "o/a")).model.licenseName, null);
});

test("a model's own answer replaces its traits, its counts and its parents", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/a", ["o/one", "o/two"], { license: "mit", childCounts: { merge: 1 } })]);
  await putAll(index, [decoded("o/a", ["o/two", "o/three"])]);
  const { model, parents } = await entry(index, "o/a");
  assert.deepEqual([model.license, model.childCounts], [null, null]);
  assert.deepEqual(parents.map(edge => edge.parent).sort(), ["o/three", "o/two"]);
});

test("a parent declared twice keeps the more specific relation", async () => {
  const index = await openTestIndex();
  const twice = [
    { parent: "o/b", relation: "unknown" },
    { parent: "o/b", relation: "merge" },
  ] as const;
  await putAll(index, [decoded("o/a", twice), decoded("o/c", [...twice].reverse())]);
  assert.deepEqual(edgeWords((await entry(index, "o/a")).parents), ["o/a o/b merge"]);
  assert.deepEqual(edgeWords((await entry(index, "o/c")).parents), ["o/c o/b merge"]);
});

test("children missing from the complete list are doubted, except those read since, and dropped if the Hub has none", async () => {
  const index = await openTestIndex();
  const page = (at: number, last: boolean, ids: readonly string[]) =>
    index.putChildren({ parent: "o/root", body: body(ids.map(id => decoded(id, ["o/root"]))), at, last });
  const shown = async () => (await index.family({ id: "o/root" })).models.map(model => model.id);

  await page(10, true, ["o/a", "o/b", "o/c"]);
  assert.deepEqual(await shown(), ["o/root", "o/a", "o/b", "o/c"]);
  await page(20, false, ["o/b"]);
  assert.deepEqual(await shown(), ["o/root", "o/a", "o/b", "o/c"], "half a list proves nothing");
  await index.putModel({ asked: "o/c", body: body(decoded("o/c", ["o/root"])), at: 25 });
  await page(30, true, ["o/d"]);
  assert.deepEqual(await shown(), ["o/root", "o/a", "o/b", "o/c", "o/d"]);
  await index.putFailure({ id: "o/c", reason: "missing", at: 31 });
  await index.putFailure({ id: "o/a", reason: "missing", at: 31 });
  assert.deepEqual(await shown(), ["o/root", "o/b", "o/c", "o/d"]);
});

test("a list being reread stays complete as of its last full read", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/root")]);
  const page = (at: number, last: boolean) =>
    index.putChildren({ parent: "o/root", body: body([]), at, last });
  await page(1, false);
  assert.equal((await entry(index, "o/root")).childrenAt, null);
  await page(2, true);
  await page(3, false);
  assert.equal((await entry(index, "o/root")).childrenAt, 2);
  await page(4, true);
  assert.equal((await entry(index, "o/root")).childrenAt, 4);
});

test("an unreadable page changes nothing", async () => {
  const unreadable = new HubError("unreadable", "The answer is no list.");
  const index = await openTestIndex({
    decoder: {
      model: () => decoded("o/a"),
      list: () => assert.fail("a page is read as one"),
      page: () => {
        throw unreadable;
      },
    },
  });
  await assert.rejects(
    index.putChildren({ parent: "o/root", body: body([]), at: 1, last: true }),
    unreadable,
  );
  assert.equal((await index.status()).updatedAt, null);
  assert.deepEqual((await index.family({ id: "o/root" })).unchecked, ["o/root"]);
});

test("a page whose rows cannot be stored is never stored partially", async () => {
  const index = await openTestIndex();
  const broken = { ...decoded("o/bad"), model: { ...decoded("o/bad").model, id: null } };
  const page = body([decoded("o/good", ["o/root"]), broken]);
  await assert.rejects(index.putChildren({ parent: "o/root", body: page, at: 1, last: true }), /NOT NULL/);
  assert.equal((await index.status()).models, 0);
  await putAll(index, [decoded("o/next")]);
  assert.equal((await index.status()).models, 1, "the index should take the next answer");
});

test("clear removes everything", async () => {
  const index = await openTestIndex();
  await putAll(index, [decoded("o/a", ["o/b"])]);
  await index.putModel({ asked: "o/old", body: body(decoded("o/new")), at: 1, moved: true });
  await index.putCard({ id: "o/a", text: "x".repeat(500_000), at: 1 });
  await index.putFailure({ id: "o/x", reason: "gated", at: 1 });
  const before = (await index.status()).bytes;
  await index.clear();
  const { models, edges, updatedAt, bytes } = await index.status();
  assert.deepEqual([models, edges, updatedAt], [0, 0, null]);
  assert.ok(bytes < before / 2, "the file should shrink");
  assert.deepEqual(await index.lookup(["o/old", "o/x"]), [{ state: "unknown" }, { state: "unknown" }]);
  assert.equal(await index.card("o/a"), null);
});
