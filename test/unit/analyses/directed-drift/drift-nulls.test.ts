import assert from "node:assert/strict";
import { test } from "node:test";
import { survivals } from "../../../../src/analyses/directed-drift/drift-nulls";

const words = (p: number, pHolm: number) =>
  survivals({
    id: "nulls",
    title: "Nulls",
    columns: ["trait", "explains", "null", "observed", "chance", "chanceSd", "p", "pHolm", "survives"],
    rows: [["task", "directions", "whole parents tossed", 0.94, 0.85, 0.03, p, pHolm, pHolm <= 0.05]],
  }).get("task");

test("a null that the draws neither clearly reject nor keep is called borderline", () => {
  assert.equal(words(0.001, 0.004), "The order beats coin tosses for each parent");
  assert.equal(
    words(0.012, 0.036),
    "The order beats coin tosses for each parent (borderline: p 0.036 from 999 draws)",
  );
  assert.equal(words(0.2, 0.8), "The order is no better than chance");
});
