import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisReport } from "../../../../src/analyses/report";
import {
  type CellEnd,
  type CellPorts,
  type CellResult,
  runCell,
} from "../../../../src/app/notebook/cell-run";
import {
  htmlNotebook,
  jsonNotebook,
  markdownNotebook,
  type NotebookFormat,
  resultForEditor,
  textNotebook,
  wholeNotebook,
} from "../../../../src/app/notebook/notebook-page";
import { checkRoom } from "../../../../src/app/notebook/notebook-room";
import type { NotebookCell } from "../../../../src/app/notebook/notebook-text";
import { drawnPart, resultToHtml } from "../../../../src/app/notebook/result-html";
import { UserError } from "../../../../src/app/ports/errors";

const hostile = `<img src=x onerror="alert(1)">\u001b[31m|\n[a](http://x)`;

const report: AnalysisReport = {
  id: "drift",
  title: "Drift",
  definition: hostile,
  source: "here",
  mode: "corrected",
  seed: 1,
  scope: {},
  listed: [],
  coverage: [],
  result: { rows: 1 },
  tables: [{ id: "t", title: hostile, columns: ["a"], rows: [[hostile], [null]] }],
  pictures: [],
  published: [],
};

/** Ports that answer with the statement itself, and fail for one that begins with FAIL. */
function ports(asked: unknown[] = []): CellPorts {
  return {
    limit: { rows: 2, raise: "--max-rows" },
    query: async sql => {
      asked.push(sql);
      if (sql.startsWith("FAIL")) throw new UserError(`No: ${hostile}`);
      return {
        columns: ["sql", "n", hostile],
        rows: [
          [sql, 1234, null],
          [hostile, 0.5, ""],
        ],
        truncated: true,
      };
    },
    analyze: async analysis => {
      asked.push(analysis);
      return { report, pictures: [{ title: "P", svg: "<svg></svg>", series: [] }] };
    },
  };
}

const go = new AbortController().signal;

/** Runs a cell and keeps its results. */
async function run(
  text: string,
  its: CellPorts,
): Promise<{ readonly results: readonly CellResult[]; readonly error: string | null }> {
  const kept: CellResult[] = [];
  const end: CellEnd = await runCell(text, its, go, result => void kept.push(result));
  assert.equal(end.results, kept.length);
  return { results: kept, error: end.error };
}

interface RanCell {
  readonly cell: NotebookCell;
  readonly outcome: Awaited<ReturnType<typeof run>> | null;
}

/** A notebook in a format. */
const as = (format: NotebookFormat, cells: readonly RanCell[]): string =>
  wholeNotebook(
    format,
    cells.map(({ cell, outcome }) => ({
      cell,
      outcome: outcome && {
        ...outcome,
        results: outcome.results.map((result, at) => format.result(result, at)),
      },
    })),
  );

test("each statement of a cell runs in order, up to the first that fails", async () => {
  const asked: unknown[] = [];
  const { results, error } = await run("-- a\nSELECT ';'; SELECT 2;\nFAIL;\nSELECT 3", ports(asked));
  assert.deepEqual(asked, ["SELECT ';'", "SELECT 2", "FAIL"]);
  assert.equal(results.length, 2);
  assert.equal(error, `No: ${hostile}`);
  const [first] = results;
  assert.match(
    first?.kind === "rows" ? (first.note ?? "") : "",
    /^Only the first 2 rows are shown\..*--max-rows\.$/,
  );
});

test("an analysis runs with its options, and a cell with nothing to run says so", async () => {
  const asked: unknown[] = [];
  const { results } = await run("\n-- analyze drift --seed 3\n", ports(asked));
  assert.deepEqual(asked, [{ id: "drift", mode: "corrected", seed: 3, measures: [], scope: {} }]);
  assert.equal(results[0]?.kind, "report");
  for (const text of ["", "--x\n/* */ ;"])
    assert.match((await run(text, ports())).error ?? "", /nothing to run/);
});

test("a cell that is canceled throws, so that its failure is not taken for a result", async () => {
  const stop = new AbortController();
  const stopping: CellPorts = {
    ...ports(),
    query: async () => {
      stop.abort();
      throw new Error("ended");
    },
  };
  await assert.rejects(
    runCell("SELECT 1", stopping, stop.signal, () => undefined),
    /ended/,
  );
});

async function ran(): Promise<readonly RanCell[]> {
  const code = ["SELECT '</code>'; FAIL", "-- analyze drift"];
  const cells = await Promise.all(
    code.map(async text => ({
      cell: { kind: "code" as const, text },
      outcome: await run(text, ports()),
    })),
  );
  return [{ cell: { kind: "markdown", text: `# A\n\n${hostile}` }, outcome: null }, ...cells];
}

test("nothing that others wrote becomes markup on the page or in the output of a cell", async () => {
  const cells = await ran();
  const results = cells.flatMap(({ outcome }) => outcome?.results ?? []);
  for (const html of [
    as(htmlNotebook(hostile), cells),
    ...results.map(each => resultForEditor(resultToHtml(each))),
  ]) {
    assert.doesNotMatch(html, /<img|<a |href|<script/i);
    assert.ok(!html.includes("\u001b"));
    assert.match(html, /&#60;img src=x/);
  }
});

test("the page has its Markdown, code, tables, charts, and failures; cells that were not run say so", async () => {
  const [markdown, ...code] = await ran();
  assert.ok(markdown);
  const html = as(htmlNotebook("a.sql"), [
    markdown,
    ...code,
    { cell: { kind: "code", text: "SELECT 9" }, outcome: null },
  ]);
  for (const part of [
    "<h1>A</h1>",
    "<pre><code>-- analyze drift</code></pre>",
    '<td class="number">1234</td>',
    '<td class="null">null</td>',
    "<svg></svg>",
    '<p class="error" role="alert">No: &#60;img',
    '<pre><code>SELECT 9</code></pre><p class="note">Not run.</p>',
  ])
    assert.ok(html.replace(/>\n</g, "><").includes(part), part);
});

test("text has aligned columns on lines of their own, and Markdown has no markup of others", async () => {
  const cells = await ran();
  const text = as(textNotebook, cells.slice(1));
  assert.match(text, /\nsql +n +<img.*⟨U\+001B⟩/);
  assert.match(text, /\n-+ {2}-+ {2}-+\nSELECT '<\/code>' +1234 {2}null\n/);
  const markdown = as(markdownNotebook, cells.slice(1));
  assert.match(markdown, /^```sql\nSELECT '<\/code>'; FAIL\n```\n\n\| sql \| n \|/);
  assert.match(markdown, /\*\*Failed:\*\* No: \\<img/);
  assert.match(markdown, /^### Drift$/m);
  assert.doesNotMatch(markdown.replace(/`[^`\n]+`/g, "code"), /(?<!\\)<img|\]\(http/);
});

test("of many rows and long texts, as much is drawn as a page can show, and a note says what is left", async () => {
  const rows = Array.from({ length: 1_002 }, (_, at) => [at, at < 3 ? "x".repeat(3_000) : "", null]);
  const many: CellPorts = {
    ...ports(),
    query: async () => ({ columns: ["a", "b", "c"], rows, truncated: false }),
  };
  const { results } = await run("SELECT 1", many);
  const html = as(htmlNotebook("a"), [
    { cell: { kind: "code", text: "SELECT 1" }, outcome: { results, error: null } },
  ]);
  assert.equal(html.match(/<tr>/g)?.length, 1_001);
  assert.match(html, /<td>x{2000}…<\/td>/);
  assert.match(html, /<p class="note">2 more rows are not shown\./);
  const json = JSON.parse(
    as(jsonNotebook, [{ cell: { kind: "code", text: "" }, outcome: { results, error: null } }]),
  );
  assert.deepEqual(json[0].results[0].rows, rows);
});

test("of long rows, no more is drawn than a million characters, but always the first", () => {
  const drawn = (rows: readonly string[][]) => {
    const part = drawnPart({ kind: "rows", result: { columns: ["a"], rows, truncated: false }, note: null });
    assert.ok(part.kind === "rows");
    return { rows: part.result.rows.length, note: part.note };
  };
  const long = "x".repeat(2_000);
  const many = drawn(Array.from({ length: 800 }, () => [long]));
  assert.equal(many.rows, 500);
  assert.match(many.note ?? "", /^300 more rows are not shown\./);
  assert.deepEqual(drawn([Array.from({ length: 600 }, () => long)]), { rows: 1, note: null });
});

test("a result is not shown if those of the notebook would take too much memory with it", () => {
  const text = "x".repeat(1_000_000);
  checkRoom(
    Array.from({ length: 31 }, () => text),
    text,
  );
  assert.throws(
    () =>
      checkRoom(
        Array.from({ length: 32 }, () => text),
        "x",
      ),
    /too much memory together\. Clear/,
  );
});

test("a fence is longer than the backticks in its code", () => {
  const cell = { kind: "code", text: "SELECT `a`, '```'" } as const;
  assert.match(as(markdownNotebook, [{ cell, outcome: null }]), /^````sql\n.*\n````\n$/);
});

test("JSON has the rows as they are, and what each cell is", async () => {
  const [markdown, sql, analysis] = JSON.parse(as(jsonNotebook, await ran()));
  assert.deepEqual(markdown, { kind: "markdown", text: `# A\n\n${hostile}` });
  assert.deepEqual(sql.results[0].rows[0], ["SELECT '</code>'", 1234, null]);
  assert.deepEqual([sql.kind, sql.error], ["sql", `No: ${hostile}`]);
  assert.deepEqual(
    [analysis.kind, analysis.results[0].result, analysis.error],
    ["analysis", { rows: 1 }, null],
  );
});
