import assert from "node:assert/strict";
import { test } from "node:test";
import type { HubFailureReason } from "../../../src/app/ports/errors";
import type { OpenIndex } from "../../../src/store/open-index";
import { body, decoded, openTestIndex, putAll } from "./test-index";

const base = "lab/base";
const child = "me/child";

/** An index in which a child is known, and its parent's list, read later, does not have it. */
async function indexWithout(): Promise<OpenIndex> {
  const index = await openTestIndex({});
  await putAll(index, [decoded(child, [{ parent: base, relation: "adapter" }], { license: "mit" })], 1);
  await putAll(index, [decoded(base)], 2);
  await index.putChildren({
    parent: base,
    body: body([decoded("lab/other", [base])]),
    at: 3,
    last: true,
    began: 3,
  });
  return index;
}

const asked = async (index: OpenIndex, except: readonly string[] = []) => {
  const { tasks } = await index.work({
    ...{ kind: "family", root: base, cards: false, storage: false, limit: 10 },
    ...{ freshFrom: 1, emptyFreshFrom: 1, cardsFreshFrom: 0, goneFreshFrom: 0, isSignedIn: false, except },
  });
  return tasks.flatMap(task => (task.what === "model" ? [task.name] : []));
};

const childrenOf = async (index: OpenIndex) => {
  const { edges } = await index.family({ id: base, up: 0 });
  return edges.map(edge => edge.child).sort();
};

test("what a child says of its parents outlives a list without it, until the child is asked again", async () => {
  const index = await indexWithout();
  const [found] = await index.lookup([child]);
  assert.ok(found?.state === "known");
  assert.deepEqual(
    [found.entry.parents.map(({ parent }) => parent), found.entry.fetchedAt],
    [[base], 0],
    "its answer is outdated",
  );
  assert.deepEqual(await asked(index), [child]);
  await putAll(index, [decoded(child, [{ parent: base, relation: "adapter" }])], 5);
  assert.deepEqual([await asked(index), await childrenOf(index)], [[], ["lab/other", child]]);
  await putAll(index, [decoded(child, ["lab/new"])], 6);
  assert.deepEqual(await childrenOf(index), ["lab/other"]);
  await index.close();
});

for (const reason of ["missing", "missing-or-private"] satisfies HubFailureReason[]) {
  test(`a child that is neither listed nor shown is none, and nobody says that it has no parent: ${reason}`, async () => {
    const index = await indexWithout();
    await index.putFailure({ id: child, reason, at: 4 });
    assert.deepEqual([await childrenOf(index), await asked(index)], [["lab/other"], []]);
    const [found] = await index.lookup([child]);
    assert.deepEqual(found, { state: "failed", reason, at: 4 });
    await putAll(index, [decoded(child, [{ parent: base, relation: "adapter" }])], 5);
    assert.deepEqual(await childrenOf(index), ["lab/other", child]);
    await index.close();
  });
}

test("a child that is not listed and cannot be read for now stays as it was", async () => {
  const index = await indexWithout();
  await index.putFailure({ id: child, reason: "offline", at: 4 });
  assert.deepEqual(await childrenOf(index), ["lab/other", child]);
  await index.close();
});

test("a model that an author's list no longer has is asked, and is no model of theirs once the Hub does not show it", async () => {
  const index = await openTestIndex({});
  const list = (ids: readonly string[], at: number) =>
    index.putChildren({
      parent: "author:me",
      body: body(ids.map(id => decoded(id))),
      at,
      last: true,
      began: at,
    });
  await list(["me/one", "me/two"], 1);
  await list(["me/one"], 3);
  assert.deepEqual(await index.doubtedIn({ parent: "author:me" }), ["me/two"]);
  const plan = () =>
    index.work({
      ...{ kind: "organization", root: "me", cards: false, storage: false, limit: 10, except: [] },
      ...{ freshFrom: 1, emptyFreshFrom: 1, cardsFreshFrom: 0, goneFreshFrom: 0, isSignedIn: false },
    });
  const before = await plan();
  assert.deepEqual([before.extent.models, before.tasks.map(({ name }) => name)], [2, ["me/two"]]);
  await index.putFailure({ id: "me/two", reason: "missing-or-private", at: 4 });
  const { extent, tasks } = await plan();
  assert.deepEqual([extent.models, tasks], [1, []]);
  await index.close();
});
