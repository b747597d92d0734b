import assert from "node:assert/strict";
import { test } from "node:test";
import { type NotebookCell, readNotebook, writeNotebook } from "../../../../src/app/notebook/notebook-text";
import { type Random, seeded } from "../../../../src/statistics/random";
import { sampled } from "../../../harness/suites/long-runs";

const cellsOf = (text: string) => readNotebook(text).cells.map(({ kind, text }) => [kind, text]);

test("blank lines part cells, comments that stand alone are Markdown, and an analysis is code", () => {
  const file =
    "-- # Licenses\n--\n-- What *changes*.\n\n-- above a query\nSELECT 1;\nSELECT 2\n \t\n-- analyze drift --family a/b\n\n--no space\n";
  assert.deepEqual(cellsOf(file), [
    ["markdown", "# Licenses\n\nWhat *changes*."],
    ["code", "-- above a query\nSELECT 1;\nSELECT 2"],
    ["code", "-- analyze drift --family a/b"],
    ["code", "--no space"],
  ]);
});

test("a blank line inside quotes or a block comment parts nothing; what is never closed holds nothing together", () => {
  for (const token of ["'a\n\n''b\n\n'", '"a\n\nb"', "`a\n\nb`", "[it's\n\nb]", "/* it's\n\n-- */"]) {
    assert.deepEqual(cellsOf(`SELECT ${token}\n\nSELECT 2`), [
      ["code", `SELECT ${token}`],
      ["code", "SELECT 2"],
    ]);
  }
  for (const open of ["'", '"', "`", "[", "/*"])
    assert.deepEqual(cellsOf(`SELECT ${open}a\n\nSELECT 2`), [
      ["code", `SELECT ${open}a`],
      ["code", "SELECT 2"],
    ]);
  assert.equal(
    cellsOf("-- don't\n\nSELECT 1 -- isn't\n\nSELECT 2").length,
    3,
    "a quote in a comment is none",
  );
});

test("a text about an analysis is Markdown", () => {
  assert.deepEqual(cellsOf("-- analyze the licenses first"), [["markdown", "analyze the licenses first"]]);
  const written = writeNotebook({ cells: [{ kind: "markdown", text: "analyze drift" }] });
  assert.deepEqual(cellsOf(written), [["markdown", " analyze drift"]]);
});

test("a changed cell is written in the file's way, and its neighbors stay as they were", () => {
  const file = "\uFEFF\r\n--  odd\r\n-- \r\n\r\n\t\r\nSELECT 1  \r\n\r\n\r\n--\r\n";
  const read = readNotebook(file);
  const cells = read.cells.map(cell =>
    cell.text === "SELECT 1  " ? { ...cell, text: "SELECT 1,\n2" } : cell,
  );
  assert.equal(
    writeNotebook({ ...read, cells }),
    "\uFEFF\r\n--  odd\r\n-- \r\n\r\n\t\r\nSELECT 1,\r\n2\r\n\r\n\r\n--\r\n",
  );
});

test("cells that were added, moved, or emptied stay cells of their own", () => {
  const { cells, ...rest } = readNotebook("SELECT 1\n\n\n\n-- a");
  const [first, second] = cells as [NotebookCell, NotebookCell];
  const empty: NotebookCell = { kind: "code", text: " \n\t" };
  const changed = [second, empty, { kind: "code", text: "\nSELECT 3\n" } as const, first];
  assert.equal(writeNotebook({ cells: changed, ...rest }), "-- a\n\nSELECT 3\n\nSELECT 1");
  assert.equal(writeNotebook({ cells: [] }), "\n");
});

test("what says how a cell was written is used only where it is that cell", () => {
  const cells: NotebookCell[] = [
    { kind: "code", text: "SELECT 1" },
    { kind: "code", text: "SELECT 2", written: "DROP TABLE x", above: "\n-- evil" },
    { kind: "markdown", text: "a", written: "a", above: "\n" },
  ];
  const text = writeNotebook({ cells, start: "x", end: "y" });
  assert.equal(text, "SELECT 1\n\nSELECT 2\n\n-- a\n");
});

const pieces = [
  "\n",
  "\n",
  "\n\n",
  "\r\n",
  "\r\n\r\n",
  "\r",
  "\uFEFF",
  "\u2028",
  "\0",
  " ",
  "\t",
  "\f",
  "-",
  "-- ",
  "--",
  "--\n",
  "-- x\n",
  "-- analyze drift",
  "-- analyze ",
  "--seed 1",
  "'",
  "''",
  '"',
  "`",
  "[",
  "]",
  "/*",
  "*/",
  "/",
  "SELECT 1",
  ";",
  "é",
  "𝄞",
  "x",
];

/** A text of pieces that matter to the format. */
function randomText(random: Random): string {
  return Array.from({ length: random.below(24) }, () => pieces[random.below(pieces.length)]).join("");
}

/** The cells as VS Code gives them back: line breaks of one kind. */
const throughEditor = (cells: readonly NotebookCell[], eol: string) =>
  cells.map(cell => ({ ...cell, text: cell.text.replace(/\r\n|\r|\n/g, eol) }));

test("a notebook that is not changed is written to the same bytes", t => {
  const random = seeded(7);
  const runs = sampled(t, "random texts", 20_000, 200_000);
  for (let run = 0; run < runs; run++) {
    const text = randomText(random);
    const read = readNotebook(text);
    for (const eol of ["\n", "\r\n"])
      assert.equal(
        writeNotebook({ ...read, cells: throughEditor(read.cells, eol) }),
        text,
        `written otherwise: ${JSON.stringify(text)}`,
      );
  }
});

test("cells that were read are read again from what is written anew, whatever was between them", t => {
  const random = seeded(8);
  const runs = sampled(t, "random texts", 20_000, 200_000);
  for (let run = 0; run < runs; run++) {
    const { cells } = readNotebook(randomText(random).replace(/[\r\uFEFF]/g, ""));
    const anew = cells
      .filter(({ written }) => written === undefined)
      .map(({ kind, text }) => ({ kind, text }));
    // An opening quote of one cell and one of another make a quoted text; a file that has it never had two cells.
    if (anew.some(({ text }) => /['"`[\]]|\/\*/.test(text))) continue;
    assert.deepEqual(readNotebook(writeNotebook({ cells: anew })).cells, anew);
  }
});

test("a long text with openings that are never closed is read in one go", () => {
  for (const unit of ["[", "/*", "''", "'", '"`', "/* [ '"]) {
    const text = unit.repeat(300_000);
    assert.equal(writeNotebook(readNotebook(text)), text);
  }
});
