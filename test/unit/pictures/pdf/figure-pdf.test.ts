import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { analyses } from "../../../../src/analyses/list";
import { runAnalysis } from "../../../../src/app/report/analysis-report";
import { figurePdf } from "../../../../src/pictures/pdf/figure-pdf";
import { pdfPath } from "../../../../src/pictures/pdf/pdf-path";
import { literal, widthOf, winAnsi } from "../../../../src/pictures/pdf/pdf-text";
import type { DrawnNode } from "../../../../src/pictures/plain-document";
import type { PrintedFigure } from "../../../../src/pictures/printed-figure";
import { reportFigures } from "../../../../src/pictures/report-pictures";
import { ecosystem } from "../../analyses/ecosystem";

const columns = ecosystem();
const figures = analyses.flatMap(analysis =>
  reportFigures(
    runAnalysis(
      { ...analysis, run: (all, options) => analysis.run(all, { ...options, samples: 60, resamples: 40 }) },
      columns,
      { mode: "corrected", seed: 1, scope: {} },
    ),
  ),
);

function node(
  localName: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly DrawnNode[] = [],
  ownText = "",
): DrawnNode {
  return { localName, named: new Map(Object.entries(attributes)), children, ownText };
}

function figureOf(...children: readonly DrawnNode[]): PrintedFigure {
  return { title: "A title", width: 400, height: 100, root: node("svg", {}, children) };
}

/** The page as Poppler reads it; null without Poppler. */
function readBack(program: "pdftotext" | "pdfinfo", pdf: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-pdf-"));
  try {
    writeFileSync(join(folder, "figure.pdf"), pdf);
    const args = program === "pdftotext" ? ["figure.pdf", "-"] : ["figure.pdf"];
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
    if (error !== undefined) return null;
    assert.equal(status, 0, stderr);
    assert.equal(stderr, "", "the reader complains");
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const withoutPoppler = "needs pdftotext and pdfinfo (apt-get install poppler-utils)";

test("every figure is a sound PDF in ASCII: objects where the table says, streams as long as they say", () => {
  assert.ok(figures.length > 20);
  for (const { title, file } of figures) {
    const { pdf } = file;
    assert.match(pdf, /^[\n\x20-\x7e]*$/, title);
    assert.doesNotMatch(pdf, /NaN|undefined|CreationDate|var\(/, title);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    const table = /^xref\n0 (\d+)\n/.exec(pdf.slice(start));
    assert.ok(table, title);
    const entries = pdf.slice(start + table[0].length).match(/^\d{10} \d{5} [nf] $/gm) ?? [];
    assert.equal(entries.length, Number(table[1]), title);
    entries.slice(1).forEach((entry, at) => {
      assert.ok(
        pdf.startsWith(`${at + 1} 0 obj\n`, Number(entry.slice(0, 10))),
        `${title}: object ${at + 1}`,
      );
    });
    const streams = [...pdf.matchAll(/\/Length (\d+) >>\nstream\n/g)];
    for (const { 1: length, 0: head, index } of streams)
      assert.ok(pdf.startsWith("\nendstream", index + head.length + Number(length)), title);
  }
});

test("a PDF reader finds the words of every figure, as text", t => {
  for (const { title, file } of figures) {
    const read = readBack("pdftotext", file.pdf);
    if (read === null) return t.skip(withoutPoppler);
    const squeezed = read.replace(/\s+/g, "");
    const texts = [...file.svg.matchAll(/<text[^>]*>(?!<tspan)([^<]+)/g)].map(([, text = ""]) => text);
    assert.ok(texts.length > 0, title);
    for (const text of texts) {
      const words = text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
      assert.ok(
        squeezed.includes(words.replace(/\s+/g, "").replaceAll("\u2212", "-")),
        `${title} has no ${words}`,
      );
    }
    const told = readBack("pdfinfo", file.pdf) ?? "";
    assert.match(told, /^Pages: +1$/m);
    assert.ok(told.includes(title), "the title of the document");
    assert.doesNotMatch(told, /CreationDate|JavaScript: +yes/);
  }
});

test("text that would end a string, or that the font lacks, is text in the PDF", t => {
  const hostile = "a\\) Tj ET (x <script> ]]> ä € – 模型 \u202E";
  const figure = figureOf(node("text", { x: "10", y: "20", "font-size": "8" }, [], hostile));
  const pdf = figurePdf(figure);
  assert.ok(
    pdf.includes(String.raw`(a\\\) Tj ET \(x <script> ]]> \344 \200 \226 <U+6A21><U+578B> <U+202E>)`),
  );
  const read = readBack("pdftotext", pdf);
  if (read === null) return t.skip(withoutPoppler);
  assert.equal(read.trim(), String.raw`a\) Tj ET (x <script> ]]> ä € – <U+6A21><U+578B> <U+202E>`);
});

test("widths are those of Helvetica, for every code that it has", () => {
  assert.equal(widthOf(winAnsi("Hello"), 1000), 722 + 556 + 222 + 222 + 556);
  assert.equal(widthOf(winAnsi("€ÿ~"), 1000), 556 + 500 + 584);
  assert.equal(literal(winAnsi("\u2212½→")), "(-\\275->)");
});

test("arcs stay on their circle and go the way that their flags say", () => {
  for (const [flags, through] of [
    ["0 1", [0, -5]],
    ["0 0", [0, 5]],
    ["1 1", [0, -5]],
    ["1 0", [0, 5]],
  ] as const) {
    // Half a circle around the origin, in two quarters that meet where the flags lead.
    const curves = pdfPath(`M-5,0A5,5 0 ${flags} 5,0`, 0, 0).match(/[^ ]+ [^ ]+ c/g) ?? [];
    assert.deepEqual(curves.at(-1), "5 0 c");
    assert.equal(curves[0], `${through[0]} ${through[1]} c`, flags);
  }
  // A small and a large arc between the same points, of a circle of radius 5 around (5, 0) or (0, 5).
  for (const [flags, center] of [
    ["0 1", [0, 5]],
    ["0 0", [5, 0]],
    ["1 1", [5, 0]],
    ["1 0", [0, 5]],
  ] as const) {
    const numbers = (pdfPath(`M0,0A5,5 0 ${flags} 5,5`, 0, 0).match(/-?[\d.]+/g) ?? []).map(Number).slice(2);
    const ends = Array.from({ length: numbers.length / 6 }, (_, at) => numbers.slice(6 * at + 4, 6 * at + 6));
    assert.equal(ends.length, flags.startsWith("1") ? 3 : 1, flags);
    for (const [x = 0, y = 0] of ends)
      assert.ok(Math.abs(Math.hypot(x - center[0], y - center[1]) - 5) < 0.02, `${flags}: ${x} ${y}`);
  }
});

test("relative commands, and those that repeat, are absolute and moved", () => {
  assert.equal(pdfPath("M1 2h8v3h-8z", 10, 20), "11 22 m 19 22 l 19 25 l 11 25 l h");
  assert.equal(pdfPath("M0,0L1,1L2,0,3,1", 0, 0), "0 0 m 1 1 l 2 0 l 3 1 l");
  assert.equal(pdfPath("M1 1C2 2 3 3 4 4V9", 1, 0), "2 1 m 3 2 4 3 5 4 c 5 9 l");
});

test("what the writer lacks fails, so that no figure loses a part unnoticed", () => {
  for (const [child, words] of [
    [node("image", {}), /element image/],
    [node("g", { transform: "rotate(3)" }), /rotate\(3\)/],
    [node("path", { d: "M0 0Q1 1 2 2" }), /path command Q/],
    [node("path", { d: "M0 0L1" }), /ends within/],
    [node("rect", { fill: "tomato" }), /color tomato/],
  ] as const)
    assert.throws(() => figurePdf(figureOf(child)), words);
});
