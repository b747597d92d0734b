import assert from "node:assert/strict";

/** A strict reader of RFC 4180: quotes only around whole fields, CRLF after every line. */
export function readCsv(text: string): string[][] {
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
