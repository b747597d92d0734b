import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { JobKind } from "../../../src/app/ports/job-port";
import { folderFiles } from "../../../src/platform/node-files";
import type { OpenIndex } from "../../../src/store/open-index";
import { temporaryFolder } from "./log/indexer-job";
import { body, decoded, memoryFiles, openTestIndex, putAll } from "./test-index";

const job = (kind: JobKind, root: string) => ({
  kind,
  root,
  cards: false,
  storage: false,
  startedAt: 1_000,
  updatedAt: 1_000,
  finishedAt: 1_000,
  failed: [],
});

/** Two families that share the merge `m/both`, and one model that belongs to neither. */
async function putTwoFamilies(index: OpenIndex): Promise<void> {
  await putAll(index, [
    decoded("a/root"),
    decoded("a/child", ["a/root"]),
    decoded("b/root"),
    decoded("b/child", ["b/root"]),
    decoded("m/both", ["a/child", "b/root"]),
    decoded("c/alone"),
  ]);
  await index.putModel({
    asked: "a/old",
    body: body(decoded("a/child", ["a/root"])),
    at: 1_000,
    moved: true,
  });
  await index.putChildren({ parent: "a/root", body: body([]), at: 1_000, last: false });
  for (const id of ["a/child", "b/child", "c/alone"]) await index.putCard({ id, text: `# ${id}`, at: 1_000 });
  await index.putJob(job("family", "a/root"));
  await index.putJob(job("family", "b/root"));
}

async function ids(index: OpenIndex): Promise<readonly unknown[]> {
  const { rows } = await index.query({ sql: "SELECT id FROM models ORDER BY id", limit: 100 });
  return rows.flat();
}

test("forgetting a family removes only the models that belong to it alone", async () => {
  const index = await openTestIndex();
  await putTwoFamilies(index);
  await index.forget({ kind: "family", root: "a/root", at: 2_000 });
  assert.deepEqual(await ids(index), ["b/child", "b/root", "c/alone", "m/both"]);
  assert.deepEqual(
    (await index.jobs()).map(({ root }) => root),
    ["b/root"],
  );
  assert.equal(await index.card("a/child"), null);
  assert.equal((await index.card("b/child"))?.text, "# b/child");
  assert.deepEqual(await index.lookup(["a/child", "a/old"]), [{ state: "unknown" }, { state: "unknown" }]);
  const { rows } = await index.query({ sql: "SELECT child, parent FROM edges ORDER BY 1, 2", limit: 9 });
  assert.deepEqual(rows, [
    ["b/child", "b/root"],
    ["m/both", "a/child"],
    ["m/both", "b/root"],
  ]);
  const lists = await index.query({ sql: "SELECT parent FROM children_lists", limit: 9 });
  assert.deepEqual(lists.rows, []);
  await index.close();
});

test("models read again after being forgotten stay", async () => {
  const index = await openTestIndex();
  await putTwoFamilies(index);
  await putAll(index, [decoded("a/child", ["a/root"])], 3_000);
  await index.forget({ kind: "family", root: "a/root", at: 2_000 });
  assert.deepEqual(await ids(index), ["a/child", "b/child", "b/root", "c/alone", "m/both"]);
  await index.close();
});

test("forgetting an organization removes its models and the ancestors only it needed", async () => {
  const index = await openTestIndex();
  const models = [decoded("org/one", ["p/base"]), decoded("org/two", ["q/base"])];
  await putAll(index, [decoded("p/base"), decoded("q/base"), decoded("r/other", ["q/base"])]);
  await index.putChildren({ parent: "author:org", body: body(models), at: 1_000, last: true });
  await index.putJob(job("organization", "org"));
  await index.putJob(job("family", "q/base"));
  await index.forget({ kind: "organization", root: "org", at: 2_000 });
  assert.deepEqual(await ids(index), ["org/two", "q/base", "r/other"], "org/two is of the family q/base too");
  await index.forget({ kind: "family", root: "q/base", at: 2_000 });
  assert.deepEqual(await ids(index), []);
  await index.close();
});

for (const first of ["reads", "forgets"] as const) {
  test(`a family stays forgotten after a restart when the process that ${first} came first`, async t => {
    const folder = temporaryFolder(t);
    let moment = 0;
    const open = () =>
      openTestIndex({ files: folderFiles(folder), foldAtBytes: 1e9, now: () => (moment += 10_000) });
    const [one, other] = [await open(), await open()];
    const [reads, forgets] = first === "reads" ? [one, other] : [other, one];
    // The first writer's segment starts first: replaying in name order would apply its records first.
    await putAll(one, [decoded("x/first")]);
    await one.save();
    await putTwoFamilies(reads);
    await reads.save();
    assert.equal((await forgets.status()).models, 7);
    await forgets.forget({ kind: "family", root: "a/root", at: 2_000 });
    assert.deepEqual(await ids(reads), ["b/child", "b/root", "c/alone", "m/both", "x/first"]);
    await reads.close();
    await forgets.close();
    const later = await open();
    assert.deepEqual(await ids(later), ["b/child", "b/root", "c/alone", "m/both", "x/first"]);
    await later.close();
    assert.deepEqual(readdirSync(join(folder, "segments")), []);
  });
}

test("a failing disk is reported, and the window continues without the family", async () => {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await putTwoFamilies(index);
  await index.save();
  files.failure = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  await assert.rejects(
    index.forget({ kind: "family", root: "a/root", at: 2_000 }),
    /could not be saved.*Free up space/s,
  );
  assert.deepEqual(await ids(index), ["b/child", "b/root", "c/alone", "m/both"]);
  files.failure = null;
  await index.close();
});
