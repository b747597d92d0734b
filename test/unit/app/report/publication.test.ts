import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "marked";
import { SaxesParser } from "saxes";
import type { AnalysisReport } from "../../../../src/analyses/report";
import type { SnapshotFacts } from "../../../../src/app/ports/snapshot-ports";
import { snapshotColumns } from "../../../../src/app/ports/snapshot-ports";
import { runAnalysis } from "../../../../src/app/report/analysis-report";
import { chosenAnalysis } from "../../../../src/app/report/chosen-analysis";
import type { Publication } from "../../../../src/app/report/publication";
import { publishedFiles } from "../../../../src/app/report/publication-files";
import { reportFigures } from "../../../../src/pictures/report-pictures";
import { ecosystem } from "../../analyses/ecosystem";
import { readCsv } from "../../lineage/export/read-csv";

const facts: SnapshotFacts = {
  models: 1_500,
  edges: 1_480,
  columns: snapshotColumns,
  takenAt: Date.UTC(2024, 6, 1, 23),
  skipped: { withoutId: 0, duplicates: 0, damaged: 0, first: null },
};

const run = { mode: "corrected", seed: 1, scope: {} } as const;
const reports = ["inventory", "mutation", "violations"].map(id =>
  runAnalysis(chosenAnalysis(id), ecosystem(), run),
);

function publicationOf(of: readonly AnalysisReport[], changed: Partial<Publication> = {}): Publication {
  const parts = of.map(report => ({ report, figures: reportFigures(report) }));
  return { version: "1.2.3", facts, run, parts, ...changed };
}

function filesOf(publication: Publication): ReadonlyMap<string, string> {
  return new Map(publishedFiles(publication).map(({ path, text }) => [path, text]));
}

function textOf(publication: Publication, path: string): string {
  return filesOf(publication).get(path) ?? assert.fail(`there is no ${path}`);
}

/** Reads XML strictly; the first fault fails. */
function assertWellFormed(text: string, path: string): void {
  const reader = new SaxesParser();
  reader.on("error", error => assert.fail(`${path}: ${error.message}`));
  reader.write(text).close();
}

test("each figure is there as SVG, PDF, and CSV under one name, which the documents name", () => {
  const files = filesOf(publicationOf(reports));
  const [page, markdown] = [files.get("report.html") ?? "", files.get("report.md") ?? ""];
  const names = [...files.keys()].flatMap(path => /^figures\/(.+)\.svg$/.exec(path)?.[1] ?? []);
  assert.ok(names.length > 8);
  assert.equal(files.size, 2 + 3 * names.length);
  for (const name of names) {
    assert.ok(page.includes(`<span class="note">${name}</span>`), name);
    assert.ok(markdown.includes(`](figures/${name}.svg)`), name);
    assert.match(files.get(`figures/${name}.pdf`) ?? "", /^%PDF-1\.4\n/);
    assert.ok(readCsv(files.get(`figures/${name}.csv`) ?? "").length > 1, name);
  }
});

test("findings come first, then analyses, coverage, limits, sources, and the command", () => {
  const markdown = textOf(publicationOf(reports), "report.md");
  const heads = [...markdown.matchAll(/^## (.+)$/gm)].map(([, head]) => head);
  assert.deepEqual(heads, [
    "Findings",
    "Inventory",
    "Mutation rates",
    "Possible license conflicts",
    "Coverage",
    "Limits",
    "How to cite",
    "How to reproduce this report",
  ]);
  assert.match(markdown, /no license file was read/);
  assert.match(markdown, /^# Lineage of models on the Hugging Face Hub, 2024-07-01$/m);
  assert.match(markdown, /^- \*\*Mutation rates:\*\* From parent to child, /m);
  assert.match(markdown, /^The Hub Lineage authors\. |^- The Hub Lineage authors\. Hub Lineage, version 1/m);
  assert.match(
    markdown,
    /^ {4}hub-lineage report --index INDEX --out FOLDER --analyses inventory,mutation,violations --mode corrected --seed 1$/m,
  );
});

test("an unknown date, lacking columns, and skipped rows are told", () => {
  const poor: SnapshotFacts = {
    ...facts,
    takenAt: null,
    columns: ["id", "tags"],
    skipped: { withoutId: 0, duplicates: 2, damaged: 1, first: { unit: "line", number: 17 } },
  };
  const page = textOf(publicationOf(reports, { facts: poor }), "report.html");
  assert.match(page, /Date of the data: unknown;/);
  assert.match(page, /<title>Lineage of models on the Hugging Face Hub<\/title>/);
  assert.match(
    page,
    /Inventory reports less because these columns are missing from the imported table, empty, or not in a known format: .*pipeline_tag/,
  );
  assert.match(page, /3 rows skipped \(1 damaged, 2 duplicates; the first is line 17\)/);
  assert.doesNotMatch(page, /Possible license conflicts reports less/);
});

test("claims and published figures are read at once; other tables are behind a click", () => {
  const [inventory] = reports;
  assert.ok(inventory);
  const claims = [{ claim: "Most models are small.", verdict: "refuted", reason: ["They are not"] }] as const;
  const page = textOf(publicationOf([{ ...inventory, claims }]), "report.html");
  const before = page.slice(0, page.indexOf("<details>"));
  assert.match(
    before,
    /<caption>Published claims<\/caption>[\s\S]*<th scope="row">Most models are small\.<\/th>/,
  );
  assert.match(before, /<caption>Compared with published figures<\/caption>/);
  assert.doesNotMatch(before, /<caption>Models by license<\/caption>/);
  assert.match(page, /<caption>Models by license<\/caption>/);
});

test("the command quotes what a shell would read", () => {
  const scope = { organization: "a b'$(x)", task: "text-generation", from: Date.UTC(2024, 0, 1) };
  const markdown = textOf(publicationOf(reports, { run: { ...run, scope } }), "report.md");
  assert.match(markdown, / --organization 'a b'\\''\$\(x\)' --task text-generation --since 2024-01-01$/m);
});

test("an analysis that found nothing says so, and two figures of one table get two names", () => {
  const [inventory] = reports;
  assert.ok(inventory);
  const { finding: _, ...without } = inventory;
  const twice = { ...without, pictures: inventory.pictures.slice(0, 1).flatMap(each => [each, each]) };
  const files = filesOf(publicationOf([twice]));
  assert.match(
    files.get("report.md") ?? "",
    /^- \*\*Inventory:\*\* The table lacks what this analysis needs\.$/m,
  );
  assert.ok(files.has("figures/inventory-license.svg") && files.has("figures/inventory-license-2.svg"));
});

test("no value becomes markup in a page or Markdown, XML that is not well-formed, or a formula", () => {
  const hostile = `</title></svg><script>alert(1)</script>]]>--!><img src=x>\u202E\u0000|\n# x [a](//b)`;
  const spoilt = reports.map(report => ({
    ...report,
    tables: report.tables.map(table => ({
      ...table,
      rows: table.rows.map(row => row.map(cell => (typeof cell === "string" ? `=${cell}${hostile}` : cell))),
    })),
  }));
  for (const [path, text] of filesOf(publicationOf(spoilt))) {
    if (path.endsWith(".csv")) {
      for (const cell of readCsv(text).flat()) assert.doesNotMatch(cell, /^[=+@]/, path);
      continue;
    }
    const shown = path.endsWith(".md") ? marked.parse(text, { async: false }) : text;
    // Text in a PDF is no markup, whatever it says.
    const isMarkup = path.endsWith(".pdf") ? /\u202E/ : /<script|<img src=x|<a href="\/\/|\u202E/;
    assert.ok(!isMarkup.test(shown) && !shown.includes("\0"), path);
    if (path.endsWith(".svg")) assert.doesNotMatch(text, /\]\]>|<title>.*<title>/, path);
    if (path.endsWith(".md")) assert.equal((shown.match(/<h1/g) ?? []).length, 1, "one title");
    if (path.endsWith(".svg")) assertWellFormed(text, path);
    if (path.endsWith(".pdf")) assert.match(text, /^[\n\x20-\x7e]*$/, path);
  }
});

test("a page stays within 3 MB: long tables are cut, long texts shortened, and large figures are files alone", () => {
  const [inventory] = reports;
  assert.ok(inventory);
  const rows = Array.from({ length: 20_000 }, (_, at) => [at + 1, at + 1, `${"long".repeat(2_000)}${at}`]);
  const tables = Array.from({ length: 40 }, (_, at) => ({
    id: `t${at}`,
    title: `T ${at}`,
    columns: ["x", "y", "name"],
    rows: at === 0 ? rows : rows.slice(0, 60),
  }));
  const points = { title: "Many", kind: "points", table: "t0", x: "x", y: "y" } as const;
  const large = { ...inventory, tables, pictures: [points] };
  const { finding: _, ...told } = large;
  const files = filesOf(publicationOf([...reports, told]));
  const page = files.get("report.html") ?? "";
  assert.ok(Buffer.byteLength(page) <= 3_000_000, `${Buffer.byteLength(page)} bytes`);
  assert.match(page, /This figure is too large for the page\. It is in figures\/inventory-t0\.svg\./);
  assert.ok((files.get("figures/inventory-t0.svg") ?? "").length > 500_000);
  assert.match(
    page,
    /… and 19,980 more rows. To get all rows, run hub-lineage analyze inventory --format csv\./,
  );
  assert.doesNotMatch(page, /(long){50}/);
});
