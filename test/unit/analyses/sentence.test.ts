import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResultTable } from "../../../src/analyses/analysis";
import { claimTable, figure, figureCell, sentenceInWords } from "../../../src/analyses/sentence";

const table: ResultTable = {
  id: "kinds",
  title: "Kinds",
  columns: ["kind", "share", "models", "size", "grams"],
  rows: [
    ["company", 0.12345, 1234567, 98.765, null],
    ["person", 1, 0, 0.00123, 12],
  ],
};

test("a sentence says what its table says, in the form that the figure asks for", () => {
  const sentence = [
    figure(table, 0, "kind", "words"),
    " has ",
    figure(table, 0, "models", "count"),
    " models (",
    figure(table, 0, "share", "percent"),
    "), ",
    figure(table, 0, "size", "gigabytes"),
    ", ",
    figure(table, 1, "grams", "kilograms"),
    ", ",
    figure(table, 0, "models", "parameters"),
  ];
  assert.equal(
    sentenceInWords(sentence, [table]),
    "company has 1,234,567 models (12.3%), 98.8 GB, 12 kg, 0.00123 B",
  );
});

test("an empty cell is unknown, not zero", () => {
  assert.equal(sentenceInWords([figure(table, 0, "grams", "kilograms")], [table]), "unknown");
  assert.equal(figureCell({ table: "other", row: 0, column: "kind", form: "words" }, [table]), null);
});

test("a figure must exist in its table", () => {
  assert.throws(() => figure(table, 2, "kind", "words"), RangeError);
  assert.throws(() => figure(table, 0, "license", "words"), RangeError);
});

test("claims become a table whose reasons are read from the other tables", () => {
  const reason = ["companies have ", figure(table, 0, "models", "count")];
  assert.deepEqual(claimTable([{ claim: "c", verdict: "confirmed", reason }], [table]).rows, [
    ["c", "confirmed", "companies have 1,234,567"],
  ]);
});
