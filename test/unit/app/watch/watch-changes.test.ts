import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween } from "../../../../src/app/watch/watch-changes";
import { readStates, writeStates } from "../../../../src/app/watch/watch-file";
import { goneModel, type WatchedModel, type WatchState } from "../../../../src/app/watch/watch-state";

function model(id: string, traits: Partial<WatchedModel> = {}, ...parents: readonly string[]): WatchedModel {
  return {
    ...{ id, isVisible: true, license: "mit", gated: false, newVersion: null },
    parents: parents.map(parent => ({ parent, relation: "finetune" })),
    ...traits,
  };
}

function state(
  models: readonly (readonly [asked: string, model: WatchedModel])[],
  more: Partial<WatchState> = {},
): WatchState {
  return {
    at: 0,
    own: ["me/own"],
    models: new Map(models),
    children: new Map(),
    unnamed: new Map(),
    ...more,
  };
}

const own = ["me/own", model("me/own", {}, "lab/base")] as const;
const base = (traits: Partial<WatchedModel> = {}) =>
  ["lab/base", model("lab/base", traits, "lab/root")] as const;
const root = (traits: Partial<WatchedModel> = {}) => ["lab/root", model("lab/root", traits)] as const;

test("every change of an ancestor is told once, with what it was and is", () => {
  const before = state([own, base(), root()]);
  const kinds = (...after: Parameters<typeof state>[0]) =>
    changesBetween(before, state([own, ...after])).map(change => [
      change.kind,
      change.about,
      change.level,
      change.after,
    ]);
  assert.deepEqual(kinds(base(), root()), []);
  assert.deepEqual(kinds(base({ license: "cc-by-nc-4.0" }), root()), [
    ["ancestor-relicensed", "lab/base", "warning", "cc-by-nc-4.0"],
  ]);
  assert.deepEqual(kinds(base({ license: "apache-2.0" }), root({ gated: true })), [
    ["ancestor-relicensed", "lab/base", "info", "apache-2.0"],
    ["ancestor-gated", "lab/root", "info", "gated"],
  ]);
  assert.deepEqual(kinds(base(), ["lab/root", goneModel("lab/root", undefined)]), [
    ["ancestor-gone", "lab/root", "warning", "hidden"],
  ]);
  assert.deepEqual(kinds(base(), root({ id: "lab/Root-2", newVersion: "lab/next" })), [
    ["ancestor-renamed", "lab/root", "info", "lab/Root-2"],
    ["ancestor-superseded", "lab/root", "info", "lab/next"],
  ]);
});

test("what was not read is no change, and neither is a gate that a table does not know", () => {
  const before = state([own, base({ gated: null }), root()]);
  assert.deepEqual(changesBetween(before, state([own, base({ gated: true })])), []);
});

test("one change of a common ancestor is told of all watched models, and a conflict only of those that have it", () => {
  const other = ["me/other", model("me/other", { license: "cc-by-nc-4.0" }, "lab/base")] as const;
  const third = ["me/third", model("me/third", { license: "mit" }, "lab/base")] as const;
  const all = { own: ["me/other", "me/own", "me/third"] };
  const before = state([own, other, third, base(), root()], all);
  const after = state([own, other, third, base({ license: "cc-by-nc-4.0" }), root()], all);
  const [conflict, change, ...more] = changesBetween(before, after);
  assert.deepEqual(more, []);
  assert.deepEqual([conflict?.level, conflict?.models], ["warning", ["me/own", "me/third"]]);
  assert.match(conflict?.message ?? "", /to cc-by-nc-4\.0, which conflicts with mit\./);
  assert.deepEqual([change?.level, change?.models], ["info", ["me/other"]]);
});

test("new children with a license that does not fit, and new copies without a parent, are told; old ones are not", () => {
  const strict = ["me/own", model("me/own", { license: "cc-by-nc-4.0" })] as const;
  const taken = ["a/taken", model("a/taken", {}, "me/own")] as const;
  const fine = ["a/fine", model("a/fine", { license: "cc-by-nc-4.0" }, "me/own")] as const;
  const lists = (...ids: readonly string[]) => ({ children: new Map([["me/own", ids]]) });
  const after = state([strict, taken, fine], {
    ...lists("a/taken", "a/fine"),
    unnamed: new Map([["b/own-GGUF", "me/own"]]),
  });
  const kinds = (before: WatchState) =>
    changesBetween(before, after).map(({ kind, about }) => `${kind} ${about}`);
  assert.deepEqual(kinds(state([strict], lists())), [
    "descendant-conflict a/taken",
    "descendant-unnamed b/own-GGUF",
  ]);
  assert.deepEqual(kinds(state([strict, taken], { ...lists("a/taken"), unnamed: after.unnamed })), []);
  assert.deepEqual(
    kinds(state([strict])),
    ["descendant-unnamed b/own-GGUF"],
    "without a list, no child is new",
  );
});

test("a state is read back as it was written, and what is not as it should be is left out", () => {
  const states = new Map([
    ["me/own", state([own, base(), root()], { children: new Map([["me/own", ["a/b"]]]) })],
  ]);
  assert.deepEqual(readStates(writeStates(states)), states);
  for (const text of ["", "[]", "{}", '{"version":2,"watched":{}}', '{"version":1,"watched":[]}'])
    assert.equal(readStates(text), null, text);
  const hostile =
    '{"version":1,"watched":{"__proto__":{"own":[1,"a/b"],"models":{"a/b":{"id":"\\u0007"},"c/d":7}}}}';
  const [read] = [...(readStates(hostile)?.values() ?? [])];
  assert.deepEqual([read?.own, read?.models.size], [["a/b"], 0]);
});

test("what is no state is left out, and so is a time that no clock shows", () => {
  const { me: good } = JSON.parse(writeStates(new Map([["me", state([own])]]))).watched;
  const file = (watched: unknown) => readStates(JSON.stringify({ version: 1, watched }));
  for (const wrong of [7, null, [], {}, { own: [] }, { own: [3] }])
    assert.equal(file({ lab: wrong })?.size, 0);
  for (const at of [-1, 9e16, 1e300, "2026"])
    assert.equal(file({ me: { ...good, at } })?.get("me")?.at, null, String(at));
});
