import assert from "node:assert/strict";
import { test } from "node:test";
import type { SnapshotFiles } from "../../../src/app/ports/file-ports";
import type { OpenIndex } from "../../../src/store/open-index";
import { familyRows, importRows, withSnapshotFiles } from "../snapshot/snapshot-stage";
import { body, decoded, edgeWords, openTestIndex, putAll } from "./test-index";

const taken = Date.parse("2024-07-01T00:00:00Z");

async function withBoth(
  work: (index: Awaited<ReturnType<typeof openTestIndex>>, files: SnapshotFiles) => Promise<void>,
): Promise<void> {
  await withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const index = await openTestIndex({ snapshot: files });
    await work(index, files);
    await index.close();
  });
}

/** Counting must give what gathering the same family gives. */
async function assertSizes(index: OpenIndex, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { models, unchecked } = await index.family({ id, up: 0 });
    const expected = { descendants: models.length - 1, unchecked: unchecked.length };
    assert.deepEqual(await index.familySize(id), expected, id);
  }
}

test("the snapshot alone can answer for a model and its family", () =>
  withBoth(async index => {
    const [found, unknown] = await index.lookup(["maker/tuned", "maker/nowhere"]);
    assert.equal(unknown?.state, "unknown");
    assert.ok(found?.state === "known");
    const { entry } = found;
    assert.equal(entry.model.license, "mit");
    assert.deepEqual(entry.knownChildren, { merge: 1 });
    assert.deepEqual([entry.fetchedAt, entry.childrenAt, entry.detailed], [taken, taken, true]);

    const family = await index.family({ id: "maker/merged" });
    assert.deepEqual(family.models.map(({ id }) => id).sort(), [
      "gone/model",
      "maker/Straße",
      "maker/base",
      "maker/merged",
      "maker/tuned",
    ]);
    assert.deepEqual(edgeWords(family.edges), [
      "maker/Straße maker/merged unknown",
      "maker/merged gone/model unknown",
      "maker/merged maker/tuned merge",
      "maker/tuned maker/base finetune",
    ]);
    assert.deepEqual(family.unchecked, [], "a snapshot lists every child");
    assert.deepEqual([family.oldestAt, family.snapshot], [null, { models: 4, takenAt: taken }]);
    assert.deepEqual(await index.familySize("maker/base"), { descendants: 3, unchecked: 0 });
    const { ids } = await index.openLists({ id: "maker/base", down: 9, again: false });
    assert.deepEqual(ids, []);
  }));

test("lookups take precedence over the snapshot, and nothing is counted twice", () =>
  withBoth(async index => {
    const later = taken + 1_000;
    await putAll(
      index,
      [
        decoded("maker/tuned", ["maker/other"], { license: "gemma" }),
        decoded("maker/new", ["maker/base"], { downloads: 6 }),
      ],
      later,
    );
    const [tuned, base] = await index.lookup(["maker/tuned", "maker/base"]);
    assert.ok(tuned?.state === "known" && base?.state === "known");
    assert.equal(tuned.entry.model.license, "gemma");
    assert.equal(tuned.entry.fetchedAt, later);
    assert.deepEqual(tuned.entry.knownChildren, { merge: 1 });
    // The newer answer of `tuned` names another parent; `new` is not in the snapshot.
    assert.deepEqual(base.entry.knownChildren, { finetune: 1 });
    const family = await index.family({ id: "maker/base" });
    assert.deepEqual(edgeWords(family.edges), ["maker/new maker/base finetune"]);
    const children = await index.children({ id: "maker/base", relation: null, offset: 0, limit: 9 });
    assert.deepEqual(
      children.map(({ model }) => model.id),
      ["maker/new"],
    );
    await assertSizes(index, ["maker/base", "maker/tuned", "maker/new", "maker/other", "maker/nowhere"]);
  }));

test("different letter case and old ids from lookups lead to the snapshot's model", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [
      { id: "old/base", tags: ["license:mit"] },
      { id: "maker/tuned", tags: ["base_model:finetune:Old/Base"] },
      { id: "maker/late", tags: ["base_model:quantized:MAKER/Tuned"] },
    ]);
    const index = await openTestIndex({ snapshot: files });
    const [found] = await index.lookup(["Maker/TUNED"]);
    assert.ok(found?.state === "known");
    assert.equal(found.entry.model.id, "maker/tuned");
    assert.deepEqual(
      found.entry.parents.map(({ parent }) => parent),
      ["old/base"],
    );
    assert.deepEqual(found.entry.knownChildren, { quantized: 1 });
    const edges = ["maker/late maker/tuned quantized", "maker/tuned old/base finetune"];
    assert.deepEqual(edgeWords((await index.family({ id: "MAKER/late" })).edges), edges);
    assert.deepEqual(edgeWords((await index.family({ id: "OLD/base" })).edges), edges);

    await index.putModel({ asked: "old/base", body: body(decoded("new/base")), at: taken + 1, moved: true });
    const renamed = edges.map(edge => edge.replace("old/base", "new/base"));
    for (const id of ["old/base", "new/base", "maker/late"])
      assert.deepEqual(edgeWords((await index.family({ id })).edges), renamed, id);
    const children = await index.children({ id: "new/base", relation: null, offset: 0, limit: 9 });
    assert.deepEqual(
      children.map(({ model }) => model.id),
      ["maker/tuned"],
    );
    await assertSizes(index, ["old/base", "new/base", "NEW/base", "MAKER/Tuned"]);
    await index.close();
  }));

test("children from both sources form one paged list, most downloaded first", () =>
  withSnapshotFiles(async files => {
    const child = (at: number) => ({
      id: `maker/c${at}`,
      downloads: BigInt(at),
      tags: ["base_model:maker/base"],
    });
    await importRows(files, [{ id: "maker/base", tags: [] }, ...[1, 3, 5, 7, 9].map(child)]);
    const index = await openTestIndex({ snapshot: files });
    await putAll(index, [
      decoded("maker/c8", [{ parent: "maker/base", relation: "adapter" }], { downloads: 8 }),
      decoded("maker/c5", [{ parent: "maker/base", relation: "adapter" }], { downloads: 2 }),
    ]);
    const page = async (offset: number, relation: "adapter" | null = null) =>
      (await index.children({ id: "maker/base", relation, offset, limit: 3 })).map(({ model }) => model.id);
    assert.deepEqual(await page(0), ["maker/c9", "maker/c8", "maker/c7"]);
    assert.deepEqual(await page(3), ["maker/c3", "maker/c5", "maker/c1"]);
    assert.deepEqual(await page(0, "adapter"), ["maker/c8", "maker/c5"]);
    await assertSizes(index, ["maker/base", "maker/c8", "maker/c1"]);
    await index.close();
  }));

test("a snapshot's model stays known, and it is said if the Hub did not show it later", () =>
  withBoth(async index => {
    const isGone = async (id: string) => {
      const [found] = await index.lookup([id]);
      return found?.state === "known" ? found.gone !== undefined : null;
    };
    for (const [reason, at, wanted] of [
      ["refused", taken + 1, false],
      ["missing-or-private", taken - 1, false],
      ["missing-or-private", taken + 1, true],
      ["missing", taken + 2, true],
    ] as const) {
      await index.putFailure({ id: "maker/base", reason, at });
      assert.equal(await isGone("maker/base"), wanted, `${reason} ${at - taken}`);
      const [child] = await index.children({ id: "maker/base", relation: null, offset: 0, limit: 1 });
      const { missing } = await index.family({ id: child?.model.id ?? "" });
      assert.deepEqual(missing, [], "what it was still counts");
    }
  }));

test("another process's import is seen, a damaged snapshot is reported, and clearing covers both", () =>
  withSnapshotFiles(async files => {
    const index = await openTestIndex({ snapshot: files });
    assert.equal((await index.status()).snapshot, null);
    await importRows(files, familyRows);
    assert.equal((await index.status()).snapshot?.models, 5);
    assert.equal((await index.lookup(["maker/base"]))[0]?.state, "known");
    await files.replace([new TextEncoder().encode("no snapshot at all, but long enough for a head")]);
    assert.match((await index.status()).notice ?? "", /damaged\. Import it again/);
    assert.equal((await index.lookup(["maker/base"]))[0]?.state, "unknown");
    await importRows(files, familyRows);
    assert.equal((await index.status()).notice, null);
    await index.clear();
    assert.equal((await index.status()).snapshot, null);
    assert.equal(await files.mark(), null);
    await index.close();
  }));

test("a search finds models of the tables first, then those of the snapshot, each once and by downloads", () =>
  withBoth(async index => {
    await putAll(index, [decoded("maker/tuned-again", []), decoded("maker/tuned", [])], taken + 1);
    const search = (text: string, limit = 9) => index.search({ what: "models", text, limit });
    assert.deepEqual(await search("TUNED"), ["maker/tuned", "maker/tuned-again"]);
    assert.deepEqual(await search("e"), [
      "maker/tuned",
      "maker/tuned-again",
      "maker/base",
      "maker/merged",
      "maker/self",
      "maker/Straße",
    ]);
    assert.deepEqual((await search("maker/", 3)).length, 3);
    assert.deepEqual(await search("straße"), ["maker/Straße"]);
    assert.deepEqual(await search("basemaker"), [], "no match goes over the end of an ID");
  }));
