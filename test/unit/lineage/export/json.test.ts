import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToJson } from "../../../../src/lineage/export/json";
import { hardFamily } from "./hard-family";

test("JSON has the family's facts in its documented order, with the unchecked counted", () => {
  const json = JSON.parse(familyToJson(hardFamily));
  assert.deepEqual(Object.keys(json), ["root", "models", "edges", "missing", "cycles", "unchecked"]);
  assert.equal(json.unchecked, 1);
  assert.deepEqual(json.edges, hardFamily.edges);
  assert.deepEqual(json.models, hardFamily.models);
});
