import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Analysis, AnalysisOptions, Cell, Findings } from "../../../../src/analyses/analysis";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { ownTable } from "../../../../src/app/report/own-table";
import { columnsOf, type ModelRow } from "../../../../src/columns/build-columns";
import { authorTables } from "../../../../src/organizations/author-sources";
import { repoRoot } from "../../../harness/root";

/** What the authors of the fixture are; zz-nobody is left unknown. */
const kinds = `name,kind,country
acme,company,US
google,company,US
runwayml,company,
helsinki-nlp,university,FI
naist-nlp,university,JP
bigscience,non-profit,
state-lab,government,FR
club,community,
course,classroom,
ann,person,`;

/** Options of a run with these kinds. */
export function studyOptions(mode: AnalysisOptions["mode"] = "corrected"): AnalysisOptions {
  const { entries } = ownTable("own.csv", kinds);
  const tables = authorTables({ own: entries });
  assert.ok(typeof tables !== "string", "The kinds of the fixture cannot be read.");
  return { mode, seed: 1, within: null, relation: null, authors: tables };
}

/** The rows of test/fixtures/organizations/study.tsv, 40 models made by hand; `-` is unknown. */
export function studyRows(): readonly ModelRow[] {
  const text = readFileSync(join(repoRoot(), "test/fixtures/organizations/study.tsv"), "utf8");
  const [, ...lines] = text.trimEnd().split("\n");
  return lines.map(line => {
    const [id = "", created, downloads, repository, weights, task, library, billions, basis, emissions] = line
      .split("\t")
      .map(cell => (cell === "-" ? null : cell));
    const scaled = (cell: string | null | undefined, unit = 1) =>
      cell === null || cell === undefined ? null : Math.round(Number(cell) * unit);
    return {
      id: id ?? "",
      task: task ?? null,
      library: library ?? null,
      parametersFrom: basis ?? null,
      emissions: emissions ?? null,
      numbers: {
        createdAt: created ? Date.parse(`${created}T23:59:59Z`) : null,
        downloads: scaled(downloads),
        usedStorage: scaled(repository, 1e9),
        weightBytes: scaled(weights, 1e9),
        parameters: scaled(billions, 1e9),
      },
    };
  });
}

/** What an analysis finds in the fixture, or in other rows. */
export function found<Result>(
  analysis: Analysis<Result>,
  rows: readonly ModelRow[] = studyRows(),
  options: AnalysisOptions = studyOptions(),
): Findings<Result> {
  return analysis.run(columnsOf(rows, []), options);
}

/** Compares the rows of a table with expected ones: numbers to eleven digits, all else exactly. */
export function assertRows(
  { tables }: Findings<unknown>,
  id: string,
  expected: readonly (readonly Cell[])[],
): void {
  const round = (cell: Cell) => (typeof cell === "number" ? Number(cell.toPrecision(11)) : cell);
  const table = tables.find(each => each.id === id);
  assert.deepEqual(
    table?.rows.map(row => row.map(round)),
    expected.map(row => row.map(round)),
    id,
  );
}

/** The finding as a sentence; undefined if there is none. */
export function findingText({ finding, tables }: Findings<unknown>): string | undefined {
  return finding && sentenceInWords(finding, tables);
}

/** Each claim's verdict and reason, in order. */
export function claimTexts({ claims = [], tables }: Findings<unknown>): readonly string[] {
  return claims.map(({ verdict, reason }) => `${verdict}: ${sentenceInWords(reason, tables)}`);
}

/** The verdict of the claim that begins with these words. */
export function verdictOf({ claims = [] }: Findings<unknown>, words: string): string | undefined {
  return claims.find(({ claim }) => claim.startsWith(words))?.verdict;
}

/** What a coverage line counts: known and total. */
export function coverageOf({ coverage }: Findings<unknown>, what: string): readonly number[] | undefined {
  const line = coverage.find(each => each.what === what);
  return line && [line.known, line.total];
}

/** As many models of an author as wanted, alike but for their numbers. */
export function many(
  author: string,
  count: number,
  row: Omit<ModelRow, "id">,
  name = "m",
): readonly ModelRow[] {
  return Array.from({ length: count }, (_, at) => ({ ...row, id: `${author}/${name}-${at}` }));
}
