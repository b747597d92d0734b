import assert from "node:assert/strict";
import { test } from "node:test";
import { lintCard } from "../../../src/card/lint";

/** The titles of the fixes that `emissions/invalid` offers for a value. */
function fixesOf(value: string): readonly string[] | null {
  const text = `---\nlicense: mit\nco2_eq_emissions:\n  emissions: ${value}\n---\n`;
  const { findings } = lintCard(text, { repo: null, files: null, lookup: () => ({ state: "unknown" }) });
  const found = findings.find(({ rule }) => rule === "emissions/invalid");
  return found === undefined ? null : found.fixes.map(({ title }) => title);
}

test("emissions that state their unit are written in grams", () => {
  assert.deepEqual(fixesOf("0.5 kg"), ["Write 500"]);
  assert.deepEqual(fixesOf('"1,234.5 kg CO2eq"'), ["Write 1234500"]);
  assert.deepEqual(fixesOf("28.53 in grams of CO2"), ["Write 28.53"]);
  assert.deepEqual(fixesOf("0.1 kg"), ["Write 100"]);
});

test("emissions that are rough, doubtful, or without a unit are left to the author", () => {
  for (const value of ["~5 kg", "10-20 kg", "-5 kg", "0 kg", "1,234", "unknown", "999999999 t", "5 g/kWh"])
    assert.deepEqual(fixesOf(value), [], value);
});

test("what may be read in two ways, or is about something else, is left to the author", () => {
  for (const value of [
    ...[
      "12 Mg",
      "5 MT",
      "2 x 12 kg",
      "12 kg x 8",
      "12kg each",
      "12 kg, 3 runs",
      "12 kg CO2 saved",
      "no 12 kg",
    ],
    ...["12 kg?", "1.2.3 kg", '"1,2,3 kg"', "1.5.2024 kg", "1.234 kg", '"1,234 kg"', '"0100"'],
  ])
    assert.deepEqual(fixesOf(value), [], value);
});

test("a number beside a unit, a comment, or an unknown key is left to the author", () => {
  const fixes = (lines: string) =>
    lintCard(`---\nlicense: mit\nco2_eq_emissions:\n${lines}\n---\n`, {
      ...{ repo: null, files: null, lookup: () => ({ state: "unknown" }) },
    }).findings.flatMap(({ rule, fixes: found }) => (rule === "emissions/invalid" ? found : []));
  for (const lines of [
    '  emissions: "10"\n  unit: kgCO2e',
    "  emissions: '5' # kg",
    "  emissions: 5 kg\n  unit: per epoch",
    '  emissions: "5 kg"\n  note: range 5-50 kg',
    '  emissions: "1.234"',
    "  emissions: 1 ton",
  ])
    assert.deepEqual(fixes(lines), [], lines);
  assert.equal(fixes('  emissions: "10"\n  training_type: fine-tuning').length, 1);
});

test("numbers of grams are not reported, however little or much", () => {
  for (const value of ["0", "0.0001", "24_700_000", "1e12"]) assert.equal(fixesOf(value), null, value);
});
