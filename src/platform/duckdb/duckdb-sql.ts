import { asciiCases, isNode, reasonUnlike, type SqlNode, withDoubles } from "./unlike-sqlite";

/** A text as a literal. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The statements that make DuckDB ready for a question: its dialect is set, the tables become views under `hub`, and their files are the only ones that can be opened once `lock` has run.
 */
export function lockedSetup(tables: Readonly<Record<string, string>>): readonly string[] {
  const views = Object.entries(tables).map(
    ([name, path]) => `CREATE VIEW hub.${name} AS FROM read_parquet(${quoted(path)})`,
  );
  return [
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET enable_progress_bar = false",
    `SET memory_limit = '${memoryMB}MB'`,
    "SET temp_directory = ''",
    ...dialect,
    "CREATE SCHEMA hub",
    ...asciiCases,
    ...views,
    `SET allowed_paths = [${Object.values(tables).map(quoted).join(", ")}]`,
  ];
}

/** The statements after which nothing but the tables can be opened, and no setting can be changed. */
export const lock: readonly string[] = [
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];

/**
 * What brings DuckDB's dialect close to SQLite's: NULL is less than anything, whole numbers divide to whole numbers, and LIKE does
 * not tell the cases of letters apart.
 */
export const dialect: readonly string[] = [
  "SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
  "SET integer_division = true",
  'CREATE MACRO "~~"(a, b) AS a ILIKE b',
  'CREATE MACRO "!~~"(a, b) AS a NOT ILIKE b',
];

/** The most MB that DuckDB takes for a question; beyond it, a question fails. */
const memoryMB = 2048;

/** Asks for the structure of a statement as JSON, which runs nothing of it, and whether everything is locked. */
export function structureOf(sql: string): string {
  const settings = ["enable_external_access", "lock_configuration"];
  const values = settings.map(name => `current_setting('${name}')::VARCHAR`);
  return `SELECT ${[`json_serialize_sql(${quoted(sql)})::VARCHAR`, ...values].join(", ")}`;
}

/** Whether the answer to `structureOf` says that nothing else can be opened and no setting can be changed. */
export function isLocked(answer: readonly unknown[]): boolean {
  return answer[1] === "false" && answer[2] === "true";
}

/**
 * Runs a statement, given its structure too, as one that reads: DuckDB refuses here what is no single SELECT. Its fractions are
 * doubles.
 */
export function asQuestion(sql: string, structure: string): string {
  const changed = withDoubles(structure);
  return `FROM query(${changed === null ? quoted(sql) : `json_deserialize_sql(${quoted(changed)})`})`;
}

/** The functions in FROM that read nothing but their arguments or the names of tables and columns. */
const harmless: ReadonlySet<string> = new Set([
  "unnest",
  "range",
  "generate_series",
  "repeat",
  "json_each",
  "json_tree",
  "pragma_table_info",
  "duckdb_columns",
  "duckdb_functions",
  "summary",
]);

const wholeTypes = /^(?:TINY|SMALL|BIG|HUGE|U|UTINY|USMALL|UBIG|UHUGE)?INT(?:EGER)?$/;
const textParts = /^(?:substr|substring|left|right|split_part|replace)$/;

/**
 * Why DuckDB does not answer a statement, given the JSON of its structure too; null if it does. Besides what it must not run, it
 * leaves to SQLite what both would answer, but not alike.
 */
export function reasonAgainst(sql: string, structure: string): string | null {
  // DuckDB reads it as a text.
  if (/(?<![\w'])x'[\da-f]*'(?!')/i.test(sql)) return "Literals of bytes are not the same in DuckDB.";
  const parsed: unknown = JSON.parse(structure);
  if (!isNode(parsed)) return "The structure of the statement is unknown.";
  if (parsed.error !== false) return String(parsed.error_message ?? "It is no statement that reads.");
  if (!Array.isArray(parsed.statements) || parsed.statements.length !== 1)
    return "The query has more than one statement, or none.";
  const nodes: SqlNode[] = [];
  const waiting: unknown[] = [parsed.statements[0]];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (Array.isArray(node)) for (const each of node) waiting.push(each);
    if (!isNode(node) || Array.isArray(node)) continue;
    const reason = reasonAgainstNode(node);
    if (reason !== null) return reason;
    nodes.push(node);
    for (const each of Object.values(node)) waiting.push(each);
  }
  return reasonUnlike(nodes);
}

function reasonAgainstNode(node: SqlNode): string | null {
  if (node.type === "TABLE_FUNCTION") {
    const name = isNode(node.function) ? String(node.function.function_name).toLowerCase() : "";
    return harmless.has(name) ? null : `A query cannot use the function ${name} of DuckDB.`;
  }
  if (node.class !== "CAST" || !isNode(node.cast_type)) return null;
  const type = String(node.cast_type.id);
  // SQLite has one kind of fraction, and cuts fractions off where DuckDB rounds.
  if (type === "FLOAT") return "REAL is less exact in DuckDB.";
  const child = isNode(node.child) ? node.child : {};
  const isText = child.class === "FUNCTION" && textParts.test(String(child.function_name));
  return wholeTypes.test(type) && !isText ? "CAST to INTEGER is not the same in DuckDB." : null;
}
