import assert from "node:assert/strict";
import { test } from "node:test";
import { type QuotedCell, QuotedRows } from "../../../../src/platform/duckdb/quoted-rows";

const printed = `'a','it''s'
NULL,1.5
'two
lines, and ''''quotes''',-9007199254740993
'',inf
true,-inf
1e+300,nan
`;

const rows: readonly (readonly QuotedCell[])[] = [
  ["a", "it's"],
  [null, 1.5],
  ["two\nlines, and ''quotes'", "-9007199254740993"],
  ["", "Infinity"],
  [1, "-Infinity"],
  [1e300, "NaN"],
];

test("rows are read wherever what was printed is cut", () => {
  for (let cut = 0; cut <= printed.length; cut++) {
    const read: (readonly QuotedCell[])[] = [];
    const quoted = new QuotedRows(row => read.push(row));
    quoted.add(printed.slice(0, cut));
    quoted.add(printed.slice(cut));
    assert.deepEqual(read, rows, String(cut));
  }
});
