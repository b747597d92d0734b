import { ageInWords } from "../../app/age";
import { meaningOf, queryTables, tablesFromRows, tablesQuery } from "../../app/index/query-template";
import { UserError } from "../../app/ports/errors";
import { count } from "../../lineage/in-words";
import type { AgentEngine, ToolCall } from "../agent-engine";
import { type Coverage, fitted, type ToolAnswer } from "../answer";
import { plainLine } from "../fence";

/** What `query_index` takes: SQL, or nothing for the tables. */
export interface QueryInput {
  readonly sql?: string;
  readonly max_rows?: number;
  readonly complete?: boolean;
}

/** The longest text of one value that a default answer shows, in characters. */
const longestValue = 300;

/** Runs read-only SQL on a copy of the index, or describes its tables. */
export async function queryIndex(
  input: QueryInput,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const { models, updatedAt, snapshot } = await engine.index.status();
  const empty = models === 0 && snapshot === null;
  const coverage: Coverage = {
    oldest: updatedAt === null ? "" : new Date(updatedAt).toISOString(),
    age: updatedAt === null ? "" : `The index was last written ${ageInWords(updatedAt, engine.now())}.`,
    complete: !empty,
    missing: empty
      ? "The index is empty. Read a family with get_model_family first, or with hub-lineage index."
      : `It holds ${count(models, "model")} that were read${snapshot === null ? "" : `, and a snapshot of ${count(snapshot.models, "model")} as hub.models`}, not the whole Hub.`,
    not_known: [],
  };
  if (input.sql === undefined || input.sql.trim() === "")
    return described(engine, coverage, snapshot !== null, input);
  const most = input.max_rows ?? 50;
  const result = await engine.query(input.sql, most, call.signal).catch(asUserError);
  const isComplete = input.complete === true;
  return fitted(size => {
    const rows = result.rows
      .slice(0, size)
      .map(row =>
        row.map(value => (typeof value === "string" && !isComplete ? plainLine(value, longestValue) : value)),
      );
    const isCut = rows.length < result.rows.length;
    return {
      head: `${count(result.rows.length, "row")} with ${count(result.columns.length, "column")}.`,
      lines: [
        result.columns.join(" | "),
        ...rows.map(row => row.map(cell => (cell === null ? "NULL" : plainLine(String(cell)))).join(" | ")),
      ],
      tail: isCut
        ? `Showing ${rows.length} of ${count(result.rows.length, "row")}; select fewer columns, add LIMIT, or set complete.`
        : result.truncated
          ? `There are more rows. Add WHERE or LIMIT, or raise max_rows.`
          : "",
      data: {
        columns: result.columns,
        rows,
        row_count: result.rows.length,
        truncated: result.truncated || isCut,
      },
      coverage,
    };
  }, isComplete);
}

async function described(
  engine: AgentEngine,
  coverage: Coverage,
  hasSnapshot: boolean,
  { complete }: QueryInput,
): Promise<ToolAnswer> {
  const { rows } = await engine.index.query({ sql: tablesQuery, limit: 1_000 });
  const tables = queryTables(tablesFromRows(rows), hasSnapshot).map(({ name, columns }) => ({
    name,
    columns: [...columns],
    meaning: meaningOf(name),
  }));
  return fitted(
    most => ({
      head: `The index has ${count(tables.length, "table")}. Pass a SELECT statement of SQLite as sql.`,
      lines: tables
        .slice(0, Math.max(most, 1))
        .map(({ name, columns, meaning }) => `${name} (${columns.join(", ")}): ${meaning}`),
      tail: "",
      data: { tables: tables.slice(0, Math.max(most, 1)) },
      coverage,
    }),
    complete === true,
  );
}

/** What SQLite says of a statement is for the user. */
function asUserError(error: unknown): never {
  if (error instanceof Error && error.name === "UserError")
    throw new UserError(`${plainLine(error.message)} Call query_index without sql to see the tables.`);
  throw error;
}
