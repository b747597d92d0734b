import assert from "node:assert/strict";
import { test } from "node:test";
import type { Headline } from "../../../../src/analyses/analysis";
import { analyses } from "../../../../src/analyses/list";
import type { AnalysisReport } from "../../../../src/analyses/report";
import {
  losses,
  reportToCsv,
  reportToJson,
  reportToMarkdown,
  runAnalysis,
} from "../../../../src/app/report/analysis-report";
import { reportToHtml } from "../../../../src/app/report/report-page";
import { smolColumns } from "../../analyses/recorded-tables";
import { readCsv } from "../../lineage/export/read-csv";

const report: AnalysisReport = {
  id: "mutation",
  title: "Mutation <rates>",
  definition: "What is counted.",
  source: "a paper",
  mode: "paper",
  seed: 3,
  scope: {},
  listed: [],
  coverage: [{ what: "license at both ends", unit: "edges", known: 3, total: 4 }],
  result: { rows: [1] },
  tables: [
    {
      id: "rates",
      title: "Rates",
      columns: ["value", "rate"],
      rows: [
        ['<img src=x onerror="alert(1)">|', 0.123456],
        ["a,b", null],
        ["n", 1234567],
      ],
    },
    { id: "empty", title: "Empty", columns: ["x"], rows: [] },
  ],
  pictures: [],
  published: [{ what: "rate", value: 0.5, ours: 0.25, source: "arXiv" }],
};

/** A rate that one of two parents decides. */
const headline: Headline = {
  what: "rate of <x>",
  estimate: 0.25,
  low: 0.125,
  high: 0.5,
  n: 3,
  of: 4,
  unit: "edges",
  leftOut: "edges without x",
  published: 0.5,
  chance: { mean: 0.75, sd: 0.0625, p: 0.001 },
  asDeclared: 0.375,
  meanOverParents: 0.5,
  parents: {
    ...{ clusters: 2, effective: 1.8, largest: "o/p", share: 2 / 3, without: 0, low: 0, high: 1 },
    ...{ deciding: "o/q", withoutDeciding: 0.5 },
  },
  families: null,
  method: "counted",
};

test("a summary comes first in every format, and says when one parent decides", () => {
  const summarized = { ...report, summary: [headline] };
  const csv = readCsv(reportToCsv(summarized));
  const line = "rate of <x>,0.25,0.125,0.5,3,4,edges,edges without x,0.5,0.75,0.0625,0.001,counted";
  assert.equal(csv[1]?.join(","), `mutation/summary,${line}`);
  const tablesOf = (name: string) =>
    csv.filter(([table]) => table === `mutation/${name}`).map(([, ...cells]) => cells.join(","));
  assert.deepEqual(tablesOf("dependence-repairs"), ["rate of <x>,0.25,0.375"]);
  assert.match(
    tablesOf("dependence-parents").join("\n"),
    /^rate of <x>,0\.25,0\.5,2,1\.8,o\/p,0\.6666.*,0,o\/q,0\.5,the parent o\/p has 67%/,
  );
  assert.deepEqual(tablesOf("dependence-families"), []);
  const markdown = reportToMarkdown(summarized);
  assert.ok(markdown.indexOf("## Summary") < markdown.indexOf("## Rates"));
  assert.match(markdown, /the parent o\/p has 67% of the weight/);
  const html = reportToHtml(summarized, []);
  assert.ok(html.indexOf(">Summary<") > 0 && html.indexOf(">Summary<") < html.indexOf(">Rates<"));
  assert.match(html, /rate of &#60;x&#62;/);
});

test("every analysis sums up a family in figures of different names, inside their intervals", () => {
  const columns = smolColumns();
  for (const analysis of analyses) {
    if (analysis.takesLong || analysis.requires === "older") continue;
    for (const mode of ["paper", "corrected"] as const) {
      const scope = analysis.requires === "organization" ? { organization: "HuggingFaceTB" } : {};
      const { summary = [] } = runAnalysis(analysis, columns, { mode, seed: 1, scope });
      // The recorded family tells neither licenses nor emissions.
      assert.equal(summary.length > 0, !["violations", "emissions"].includes(analysis.id), analysis.id);
      const names = summary.map(({ what }) => what);
      assert.deepEqual([...new Set(names)], names, analysis.id);
      for (const { what, estimate, low, high, n, of, unit, method } of summary) {
        const said = `${analysis.id}: ${what}`;
        assert.ok(method !== "" && unit !== "", said);
        if (n !== null && of !== null) assert.ok(n <= of, `${said}: ${n} of ${of}`);
        if (estimate === null || low == null || high == null) continue;
        assert.ok(low <= estimate + 1e-12 && estimate <= high + 1e-12, `${said}: ${low} ${estimate} ${high}`);
      }
    }
  }
});

test("JSON contains what a program reads, and nothing else", () => {
  assert.deepEqual(JSON.parse(reportToJson({ ...report, summary: [headline] })), {
    id: "mutation",
    title: "Mutation <rates>",
    summary: [headline],
    coverage: report.coverage,
    result: { rows: [1] },
    published: report.published,
    definition: "What is counted.",
    source: "a paper",
    mode: "paper",
    seed: 3,
  });
});

test("CSV keeps every digit and quotes where necessary", () => {
  assert.equal(
    reportToCsv(report),
    "table,what,unit,known,total\r\nmutation/coverage,license at both ends,edges,3,4\r\n\r\n" +
      'table,value,rate\r\nmutation/rates,"<img src=x onerror=""alert(1)"">|",0.123456\r\n' +
      'mutation/rates,"a,b",\r\nmutation/rates,n,1234567\r\n\r\ntable,x\r\n\r\n' +
      "table,figure,published,here,source\r\nmutation/published,rate,0.5,0.25,arXiv\r\n",
  );
});

test("CSV contains no license, dataset, or model that a spreadsheet would run", () => {
  const names = ["=cmd|' /c calc'!A1", "+1", "@x", "-1+1"];
  const rows = names.map(name => [name, -0.5]);
  const csv = reportToCsv({
    ...report,
    tables: [{ id: "rates", title: "Rates", columns: ["value", "drift"], rows }],
  });
  const guarded = names.map(name => ["mutation/rates", `'${name}`, "-0.5"]);
  assert.deepEqual(readCsv(csv).slice(3, 8), [["table", "value", "drift"], ...guarded]);
});

test("no value becomes markup, and coverage, source, and published figures appear next to the tables", () => {
  const [markdown, html] = [reportToMarkdown(report), reportToHtml(report, [])];
  assert.match(markdown, /^# Mutation \\<rates\\>$/m);
  assert.match(markdown, /^- license at both ends: 3 of 4 edges \(75\.0%\)$/m);
  assert.match(markdown, /^\| \\<img src=x onerror="alert\(1\)"\\>\\\| \| 0\.1235 \|$/m);
  assert.match(markdown, /^\| rate \| 0\.5000 \| 0\.2500 \| arXiv \|$/m);
  assert.doesNotMatch(markdown, /## Empty/);
  assert.doesNotMatch(html, /<img/);
  assert.match(html, /&#60;img src=x/);
  assert.match(html, /<td class="number">1,234,567<\/td>/);
});

test("a year has no thousands separator, and large numbers have no decimals", () => {
  const rows = [[2024, 2024, 1234.56, 1234567.8]];
  const years = { id: "years", title: "Years", columns: ["year", "models", "mean", "size"], rows };
  const shown = { ...report, tables: [years], published: [] };
  assert.match(reportToMarkdown(shown), /^\| 2024 \| 2,024 \| 1,234\.6 \| 1,234,568 \|$/m);
  assert.match(reportToHtml(shown, []), />2024<.*>2,024<.*>1,234\.6<.*>1,234,568</);
});

test("a long table in a document is cut off and says so", () => {
  const rows = Array.from({ length: 1_060 }, (_, at) => [at]);
  const long = { ...report, tables: [{ id: "long", title: "Long", columns: ["x"], rows }], published: [] };
  assert.match(reportToMarkdown(long), /… and 1,010 more rows in the CSV export\./);
});

test("a table with few columns says which analyses are affected", () => {
  const lost = new Map(losses(analyses, ["id", "tags"]).map(({ id, missing }) => [id, missing]));
  assert.ok(lost.get("mutation")?.includes("pipeline_tag"));
  assert.ok(lost.get("numeric-drifts")?.includes("modelCard"));
  assert.ok(!lost.get("violations")?.includes("tags"));
});
