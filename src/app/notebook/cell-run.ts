import type { AnalysisReport, PagePicture } from "../../analyses/report";
import { t } from "../../words/words";
import { rowLimitInWords } from "../index/query-text";
import { statementsOf } from "../index/sql-statements";
import { UserError } from "../ports/errors";
import type { QueryResult } from "../ports/index-port";
import { isAnalysisLine, readAnalysisLine, type WrittenAnalysis } from "./analyze-line";

/** What running cells needs from outside. Both reject with an AbortError when `signal` aborts. */
export interface CellPorts {
  /** Runs one read-only statement on the index. */
  query(sql: string, signal: AbortSignal): Promise<QueryResult>;
  /** Runs an analysis on the snapshot, and draws its pictures. */
  analyze(analysis: WrittenAnalysis, signal: AbortSignal): Promise<DrawnReport>;
  /** The most rows of a query, and the setting or option that raises it. */
  readonly limit: { readonly rows: number; readonly raise: string };
}

/** A report with its pictures. */
export interface DrawnReport {
  readonly report: AnalysisReport;
  readonly pictures: readonly PagePicture[];
}

/** One result of a cell: the rows of a statement, or the report of an analysis. */
export type CellResult =
  | {
      readonly kind: "rows";
      readonly result: QueryResult;
      /** That rows were left out, and what to do; null if none were. */
      readonly note: string | null;
    }
  | (DrawnReport & { readonly kind: "report" });

/** How a cell ended: how many results it gave, and why it stopped early; null if it did not. */
export interface CellEnd {
  readonly results: number;
  readonly error: string | null;
}

/** Runs the text of a code cell: an analysis, or its statements one after another up to the first that fails. */
async function* cellResults(text: string, ports: CellPorts, signal: AbortSignal): AsyncGenerator<CellResult> {
  const line = text.trim();
  if (isAnalysisLine(line)) {
    yield { kind: "report", ...(await ports.analyze(readAnalysisLine(line), signal)) };
    return;
  }
  const statements = statementsOf(text);
  if (statements.length === 0)
    throw new UserError(
      t`This cell has nothing to run. Write a SELECT statement or an analysis, such as -- analyze drift.`,
    );
  for (const { sql } of statements) {
    const result = await ports.query(sql, signal);
    yield { kind: "rows", result, note: rowLimitInWords(result, ports.limit.rows, ports.limit.raise) };
  }
}

/**
 * Runs a code cell to its end and gives `take` each result as it comes, so that none is kept here. A failure of `take` ends
 * the cell as one of the cell does. Throws an AbortError if `signal` aborts.
 */
export async function runCell(
  text: string,
  ports: CellPorts,
  signal: AbortSignal,
  take: (result: CellResult, at: number) => void | PromiseLike<void>,
): Promise<CellEnd> {
  let results = 0;
  try {
    for await (const result of cellResults(text, ports, signal)) {
      await take(result, results);
      results++;
    }
    return { results, error: null };
  } catch (error) {
    if (signal.aborted) throw error;
    return { results, error: error instanceof Error ? error.message : String(error) };
  }
}
