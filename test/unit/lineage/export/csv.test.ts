import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToCsv } from "../../../../src/lineage/export/csv";
import { hardFamily, hostileId } from "./hard-family";

/** A strict parser of RFC 4180: quotes only around entire fields, CRLF after every line. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== "") {
    const found = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    assert.ok(found, `no field begins at ${JSON.stringify(rest.slice(0, 40))}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === "\r\n") {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(found[0].length);
  }
  assert.deepEqual(row, [], "the last line has no end");
  return rows;
}

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
