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
  assert.deepEqual(kinds(base(), ["lab/root", goneModel("lab/root")]), [
    ["ancestor-gone", "lab/root", "warning", "missing or private"],
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

test("one change of a common ancestor concerns all watched models, and a conflict of one is told", () => {
  const other = ["me/other", model("me/other", { license: "cc-by-nc-4.0" }, "lab/base")] as const;
  const both = { own: ["me/other", "me/own"] };
  const before = state([own, other, base(), root()], both);
  const [change, ...more] = changesBetween(
    before,
    state([own, other, base({ license: "cc-by-nc-4.0" }), root()], both),
  );
  assert.deepEqual(more, []);
  assert.deepEqual([change?.level, change?.models], ["warning", ["me/other", "me/own"]]);
  assert.match(change?.message ?? "", /conflicts with mit of me\/own/);
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
