import assert from "node:assert/strict";
import { test } from "node:test";
import { analyses } from "../../../../src/analyses/list";
import { type AnalysisReport, type AnalysisRun, provenance } from "../../../../src/analyses/report";
import { reportToJson, runAnalysis } from "../../../../src/app/report/analysis-report";
import { runChosen } from "../../../../src/app/report/chosen-analysis";
import { modelsBehindRow } from "../../../../src/app/report/models-behind-row";
import { ownTable } from "../../../../src/app/report/own-table";
import { columnsOf } from "../../../../src/columns/build-columns";
import { authorTables } from "../../../../src/organizations/author-sources";
import type { AuthorEntry } from "../../../../src/organizations/kinds";

const time = Date.UTC(2024, 2, 3);
const numbers = { createdAt: time, downloads: 40, usedStorage: 2e9, parameters: 7e9 };
const columns = columnsOf(
  ["nobody-knows/a", "nobody-knows/b", "google/c"].map(id => ({
    id,
    task: "text-generation",
    emissions: "12",
    numbers,
  })),
  [],
);
const plain: AnalysisRun = { mode: "corrected", seed: 1, scope: {} };
const authors: readonly AuthorEntry[] = [
  { name: "Nobody-Knows", kind: "classroom", country: "DE" },
  { name: "google", kind: "unknown", country: null },
];

/** The same with packages of one author's, links, and what the analyses of one organization and of two snapshots need. */
const packages = Array.from({ length: 30 }, (_, at) => ({ id: `nobody-knows/m${at}-GGUF`, numbers }));
const many = columnsOf(
  [...packages, { id: "google/c", task: "text-generation", emissions: "12", numbers }],
  packages.map(({ id }) => ({ parent: "google/c", child: id, relation: "finetune" })),
);

test("whatever analysis an own table changes says that it was used, and the others do not", () => {
  const changed: string[] = [];
  for (const analysis of analyses) {
    const scope = analysis.requires === "organization" ? { organization: "google" } : {};
    const [without, own] = [plain, { ...plain, authors: { own: authors } }].map(run =>
      runAnalysis(analysis, many, { ...run, scope }, analysis.requires === "older" ? many : undefined),
    );
    assert.ok(without !== undefined && own !== undefined);
    const isChanged = JSON.stringify(without.result) !== JSON.stringify(own.result);
    if (isChanged) changed.push(analysis.id);
    assert.equal(own.authors?.own, analysis.readsAuthors ? 2 : undefined, analysis.id);
    assert.ok(!isChanged || analysis.readsAuthors === true, analysis.id);
    assert.equal(provenance(own).includes("your own table (2 authors)"), isChanged, analysis.id);
    assert.equal(JSON.parse(reportToJson(own)).authors?.own, isChanged ? 2 : undefined, analysis.id);
    assert.equal(without.authors?.own, analysis.readsAuthors ? null : undefined);
  }
  for (const id of ["kinds", "leaders", "language-models", "emissions"]) assert.ok(changed.includes(id), id);
});

test("the program that runs analyses for the editor counts by the own table and the Hub's answers", () => {
  const run = {
    ...plain,
    authors: { own: authors, asked: [{ name: "Google", is: "organization", at: time }] },
  } as const;
  const kindsIn = (report: AnalysisReport) => report.tables.find(({ id }) => id === "kinds")?.rows;
  const report = runChosen("kinds", columns, run);
  assert.equal(kindsIn(report)?.find(([kind]) => kind === "classroom")?.[2], 2);
  assert.match(
    provenance(report),
    /by your own table \(2 authors\), the shipped table \(20\d\d-\d\d\), the Hub's answers about 1 author \(on 2024-03-03\)/,
  );
  assert.deepEqual(report.tables.find(({ id }) => id === "unknown")?.rows[0], [
    "organizations of unknown kind",
    1,
    1,
    40,
  ]);
});

test("models behind a row are those of the own table", () => {
  const kinds = analyses.find(({ id }) => id === "kinds");
  assert.ok(kinds !== undefined);
  const listed = (run: AnalysisRun) =>
    modelsBehindRow(kinds, columns, { ...run, table: "kinds", row: ["classroom"] }).models.map(
      ({ id }) => id,
    );
  assert.deepEqual(listed(plain), []);
  assert.deepEqual(listed({ ...plain, authors: { own: authors } }), ["nobody-knows/a", "nobody-knows/b"]);
});

test("what arrives in place of entries is refused with a sentence", () => {
  const sound = { name: "acme", kind: "company", country: null };
  const read = (own: unknown) => authorTables({ own: own as readonly AuthorEntry[] });
  assert.deepEqual(read([sound]), { own: new Map([["acme", sound]]) });
  for (const [entries, words] of [
    ["acme", /not a list/],
    [{ length: 1 }, /not a list/],
    [[null], /^Line 1 is not an object/],
    [[sound, { name: "acme", kind: "king" }], /^Line 2 has the kind "king"/],
    [[sound, Object.create(sound)], /^Line 2 has no name/],
    [[sound, { ...sound, name: "ACME" }], /^Line 2 names ACME again/],
    [[{ ...sound, country: 7 }], /^Line 1 has the country "7"/],
    [new Array(50_001).fill(sound), /not a list of at most 50000/],
  ] as const)
    assert.match(String(read(entries)), words);
});

test("the file's ending tells JSON from CSV", () => {
  const json = '[{"name": "acme", "kind": "company"}]';
  const entry = { name: "acme", kind: "company", country: null };
  assert.deepEqual(ownTable("Own.JSON", json), { entries: [entry], problems: [] });
  assert.deepEqual(ownTable("own.csv", "name,kind\nacme,company\n"), { entries: [entry], problems: [] });
  assert.equal(ownTable("own.csv", json).problems.length, 1);
});
