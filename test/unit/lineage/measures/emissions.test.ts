import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mostGrams, readEmissions, sumEmissions } from "../../../../src/lineage/measures/emissions";
import { readGrams } from "../../../../src/lineage/measures/grams-in-text";
import { repoRoot } from "../../../harness/root";

/** The texts of the fixture with what is expected of each, as it is written there. */
function texts(): readonly (readonly [text: string, expected: string])[] {
  const table = readFileSync(join(repoRoot(), "test/fixtures/measures/emissions.txt"), "utf8");
  return table.split("\n").flatMap(line => {
    const [expected, text] = line.split(" | ");
    return text === undefined || expected === undefined || line.startsWith("#") ? [] : [[text, expected]];
  });
}

test("texts tell the grams in the table, and nothing else", () => {
  const table = texts();
  assert.ok(table.length >= 70, `${table.length} texts`);
  const read = table.map(([text]) => {
    const { grams, unit, isApproximate } = readGrams(text);
    const amount = grams === null ? "-" : String(Number(grams.toPrecision(12)));
    return [text, [amount, isApproximate ? "~" : "", unit ?? ""].filter(Boolean).join(" ")];
  });
  assert.deepEqual(read, table);
});

test("emissions are a number, a text, or an object, and none is not zero", () => {
  const summary = (value: unknown) => {
    const read = readEmissions(value);
    return read && [read.grams, read.isNumber, read.doubt];
  };
  assert.deepEqual(summary(undefined), null);
  assert.deepEqual(summary(null), null);
  assert.deepEqual(summary("  "), null);
  assert.deepEqual(summary(12.5), [12.5, true, null]);
  assert.deepEqual(summary("24_700_000"), [24_700_000, true, null]);
  assert.deepEqual(summary("12.5"), [12.5, false, null]);
  assert.deepEqual(summary({ emissions: 12.5, source: "scale" }), [12.5, true, null]);
  assert.deepEqual(summary({ emissions: "0.5 kg" }), [500, false, null]);
  assert.deepEqual(summary(0), [0, true, "zero"]);
  assert.deepEqual(summary(-0), [0, true, "zero"]);
  assert.deepEqual(summary(-3), [-3, true, "negative"]);
  assert.deepEqual(summary(Number.NaN), [Number.NaN, true, "not-finite"]);
  assert.deepEqual(summary("1e999"), [Number.POSITIVE_INFINITY, false, "not-finite"]);
  assert.deepEqual(summary(mostGrams), [mostGrams, true, null]);
  assert.deepEqual(summary(mostGrams * 1.01), [mostGrams * 1.01, true, "too-much"]);
  for (const value of [{}, { emissions: null }, { emissions: {} }, [], [12], true, "kg", { source: "scale" }])
    assert.deepEqual(summary(value), [null, false, "unreadable"], JSON.stringify(value));
});

test("the parts of emissions are texts of the card", () => {
  const read = readEmissions({
    ...{ emissions: 1, source: " CodeCarbon ", training_type: "fine-tuning" },
    ...{ geographical_location: "Oslo", hardware_used: ["A100"] },
  });
  const { source, trainingType, location, hardware } = read ?? {};
  assert.deepEqual([source, trainingType, location, hardware], ["CodeCarbon", "fine-tuning", "Oslo", null]);
});

test("a sum counts plausible figures, and names what it leaves out and why", () => {
  const declared = { a: 1_000, b: "2 kg", c: 0, d: -5, e: "much", f: undefined, g: 1e12, h: Number.NaN };
  const models = Object.entries(declared).map(([id, value]) => ({ id, emissions: readEmissions(value) }));
  assert.deepEqual(sumEmissions(models), {
    grams: 3_000,
    models: 2,
    leftOut: [
      { id: "c", doubt: "zero" },
      { id: "d", doubt: "negative" },
      { id: "e", doubt: "unreadable" },
      { id: "g", doubt: "too-much" },
      { id: "h", doubt: "not-finite" },
    ],
  });
  assert.deepEqual(sumEmissions([]), { grams: 0, models: 0, leftOut: [] });
});
