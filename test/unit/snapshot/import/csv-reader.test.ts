import assert from "node:assert/strict";
import { test } from "node:test";
import { CsvReader, type RecordReading } from "../../../../src/snapshot/import/csv-reader";
import { mostRecordCharacters } from "../../../../src/snapshot/import/import-limits";

/** Reads records of two fields as they are, unless a field holds a line break together with an id. */
function pairs() {
  return new CsvReader<string>({
    name: "x.csv",
    read: (fields, line): RecordReading<string> => {
      if (fields.length !== 2) return "unsure";
      return fields[1]?.includes("...") ? "whole" : { row: `${line}: ${fields.join("|")}` };
    },
    isLikeRow: line => /^\w+\/\w+,/.test(line),
  });
}

function readAll(text: string, size = text.length) {
  const reader = pairs();
  const found: string[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)));
  found.push(...reader.end());
  return { found, damage: reader.takeDamage() };
}

const text = 'id,card\r\na/b,"one, ""two""\nthree"\r\n\r\nc/d,\r\n"e/f" ,"last"';
const records = ["1: id|card", '2: a/b|one, "two"\nthree', "5: c/d|", "6: e/f|last"];

test("CSV reads the same wherever its chunks are cut", () => {
  for (let size = 1; size <= text.length; size++)
    assert.deepEqual(readAll(text, size), { found: records, damage: undefined }, `pieces of ${size}`);
});

test("rows swallowed by an unclosed quote are recovered, and lost rows are counted with the first line", () => {
  const cases: readonly [string, string[], { rows: number; line: number } | undefined][] = [
    // The next quote opens a field of another row.
    ['a/a,1\nb/b,"x\nc/c,"y"\nd/d,2\n', ["1: a/a|1", "3: c/c|y", "4: d/d|2"], { rows: 1, line: 2 }],
    // No quote follows at all.
    ['a/a,1\nb/b,"x\nc/c,y\nd/d,2\n', ["1: a/a|1", "3: c/c|y", "4: d/d|2"], { rows: 1, line: 2 }],
    // Several in turn, and one in the last line.
    ['a/a,"1\nb/b,"2\nc/c,3\nd/d,"4', ["3: c/c|3"], { rows: 3, line: 1 }],
    // Text over several lines is damaged once; a line in it that begins like a row is a row that was lost.
    ['a/a,"1" x\nhello\nb/b,2,3\nworld\nc/c,3\n', ["5: c/c|3"], { rows: 2, line: 1 }],
    // Short and long rows.
    ["a/a\nb/b,1\nc/c,1,2\n", ["2: b/b|1"], { rows: 2, line: 1 }],
    // A record that is damaged but surely ends where it seems to takes its other lines along.
    ['a/a,"x\n... y/y,\nz"\nb/b,1\n', ["4: b/b|1"], { rows: 1, line: 1 }],
  ];
  for (const [written, found, damage] of cases)
    for (const size of [1, 3, written.length])
      assert.deepEqual(readAll(written, size), { found, damage }, `${written} in pieces of ${size}`);
});

test("an endless line is reported with its number, and an unclosed quote does not fill the memory", () => {
  const reader = pairs();
  assert.deepEqual(reader.push('a/a,1\nb/b,"'), ["1: a/a|1"]);
  const piece = "x".repeat(mostRecordCharacters / 2);
  reader.push(piece);
  assert.throws(() => reader.push(`${piece}x`), {
    name: "UserError",
    message: /^Line 2 of x\.csv has more than/,
  });
  const swallowing = pairs();
  const row = `c/c,${"1".repeat(995)}\n`;
  const found = swallowing.push(`a/a,"\n${row.repeat(mostRecordCharacters / row.length + 10)}`);
  assert.equal(found.length, mostRecordCharacters / row.length + 10);
  assert.deepEqual(swallowing.takeDamage(), { rows: 1, line: 1 });
});
