import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedRequest } from "../../../../src/vscode/report/report-request";

test("anything that a view sent or stored becomes a valid request", () => {
  const nothing = { id: "", mode: "corrected", scope: {} };
  for (const value of [
    undefined,
    null,
    7,
    "drift",
    [],
    { id: { toString: () => "drift" }, mode: 1, scope: "x" },
  ])
    assert.deepEqual(checkedRequest(value), nothing);
  const scope = {
    family: 3,
    task: ["a"],
    since: "2024-01",
    before: "9".repeat(5_000),
    more: "x",
    __proto__: { organization: {} },
  };
  const checked = checkedRequest({ id: "drift".repeat(100), mode: "paper", scope });
  assert.equal(checked.id.length, 100);
  assert.deepEqual(checked.scope, { since: "2024-01", before: "9".repeat(300) });
});
