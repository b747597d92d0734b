import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsToCsv } from "../../../../src/lineage/export/csv-writer";
import { readCsv } from "./read-csv";

test("CSV quotes what needs it, ends lines with CRLF, and leaves null empty", () => {
  const rows = [
    ["a,b", 1],
    ['say "hi"', null],
    ["two\nlines", -0.5],
    ["", 0],
  ] as const;
  assert.equal(
    rowsToCsv({ columns: ["text", "the,number"], rows }),
    'text,"the,number"\r\n"a,b",1\r\n"say ""hi""",\r\n"two\nlines",-0.5\r\n,0\r\n',
  );
  assert.equal(rowsToCsv({ columns: ["a"], rows: [] }), "a\r\n");
});

test("text that a spreadsheet would run gets an apostrophe, in names of columns as well", () => {
  const formulas = ["=cmd|' /c calc'!A1", "+1", "-1+1", "@x", "\t=1", "\r=1", '="a",1'];
  const csv = rowsToCsv({ columns: formulas, rows: [formulas] });
  const guarded = formulas.map(text => `'${text}`);
  assert.deepEqual(readCsv(csv), [guarded, guarded]);
  const harmless = ["a=1", "'=1", " x", "1-1", "mit"];
  assert.equal(rowsToCsv({ columns: harmless, rows: [] }), "a=1,'=1, x,1-1,mit\r\n");
});

test("what spreadsheets skip or take for a sign does not hide a formula", () => {
  const hidden = [
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff@x",
    "\u0000+1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "﹢1",
    "﹣1",
    " \u3000＝1",
  ];
  const guarded = hidden.map(text => `'${text}`);
  assert.deepEqual(readCsv(rowsToCsv({ columns: hidden, rows: [hidden] })), [guarded, guarded]);
});

test("a row of one empty value is still a row", () => {
  assert.equal(rowsToCsv({ columns: ["a"], rows: [[null], [""], [1]] }), 'a\r\n""\r\n""\r\n1\r\n');
});

test("numbers stay numbers, and every other kind of value has its own text", () => {
  const values = [
    -1,
    -0.25,
    1e21,
    -(2n ** 63n),
    true,
    false,
    null,
    Uint8Array.of(0, 15, 255),
    new Uint8Array(),
  ];
  assert.equal(
    rowsToCsv({ columns: ["a"], rows: [values] }),
    "a\r\n-1,-0.25,1e+21,-9223372036854775808,true,false,,x'000fff',x''\r\n",
  );
});
