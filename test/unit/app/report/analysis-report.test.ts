import assert from "node:assert/strict";
import { test } from "node:test";
import { analyses } from "../../../../src/analyses/list";
import type { AnalysisReport } from "../../../../src/analyses/report";
import {
  losses,
  reportToCsv,
  reportToJson,
  reportToMarkdown,
} from "../../../../src/app/report/analysis-report";
import { reportToHtml } from "../../../../src/app/report/report-page";
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

test("JSON contains what a program reads, and nothing else", () => {
  assert.deepEqual(JSON.parse(reportToJson(report)), {
    id: "mutation",
    title: "Mutation <rates>",
    coverage: report.coverage,
    result: { rows: [1] },
    source: "a paper",
    mode: "paper",
    seed: 3,
  });
});

test("CSV keeps every digit and quotes where necessary", () => {
  assert.equal(
    reportToCsv(report),
    'table,value,rate\r\nmutation/rates,"<img src=x onerror=""alert(1)"">|",0.123456\r\n' +
      'mutation/rates,"a,b",\r\nmutation/rates,n,1234567\r\n\r\ntable,x\r\n',
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
  assert.deepEqual(readCsv(csv), [["table", "value", "drift"], ...guarded]);
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
