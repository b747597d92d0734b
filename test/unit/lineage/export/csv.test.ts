import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToCsv } from "../../../../src/lineage/export/csv";
import { hardFamily, hostileId } from "./hard-family";
import { readCsv } from "./read-csv";

test("CSV has one line per model, every value reads back, and nothing is a formula", () => {
  const [names, ...rows] = readCsv(familyToCsv(hardFamily));
  assert.ok(names);
  const cell = (row: number, name: string) => rows[row]?.[names.indexOf(name)];
  assert.equal(rows.length, hardFamily.models.length);
  assert.ok(rows.every(row => row.length === names.length));
  assert.deepEqual(
    ["id", "relation", "parent", "generation", "license", "languages", "parameters", "children"].map(name =>
      cell(0, name),
    ),
    ["a/root", "", "", "0", "mit", "en de", "7000000000", "3"],
  );
  assert.equal(cell(1, "id"), hostileId);
  assert.equal(cell(1, "license"), `'=cmd|" /c calc"!A1`, "a formula gets an apostrophe");
  assert.equal(cell(2, "license"), "other (house-rules)");
  assert.equal(cell(2, "parent"), hostileId, "the first parent declared");
  assert.equal(cell(2, "other_parents"), "a/root e/elsewhere");
  assert.deepEqual([cell(3, "generation"), cell(4, "generation")], ["1", "2"], "a cycle has an end");
});
