/** A node of the structure of a statement, as `json_serialize_sql` of DuckDB gives it. */
export type SqlNode = Readonly<Record<string, unknown>>;

/** Whether a value of the structure is a node or a list. */
export function isNode(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null;
}

const upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function asciiCase(name: string, from: string, to: string): string {
  return `CREATE MACRO ${name}(a) AS CASE WHEN strlen(a) = length(a) THEN system.main.${name}(a) ELSE translate(a, '${from}', '${to}') END`;
}

/** As in SQLite, `lower` and `upper` change the letters of ASCII alone. */
export const asciiCases: readonly string[] = [
  asciiCase("lower", upperLetters, upperLetters.toLowerCase()),
  asciiCase("upper", upperLetters.toLowerCase(), upperLetters),
];

/**
 * The functions and operators that both have, with another meaning, other values at the edges, or an order of their own in DuckDB.
 * `unlike-sqlite.test.ts` goes through all functions of SQLite.
 */
export const unlikeFunctions: ReadonlySet<string> = new Set([
  "format",
  "printf",
  "hex",
  "unhex",
  "unicode",
  "log",
  "typeof",
  "random",
  "strftime",
  "current_date",
  "glob",
  "~~~",
  "like_escape",
  "not_like_escape",
  "ilike_escape",
  "not_ilike_escape",
  "group_concat",
  "string_agg",
  "mode",
  "variance",
  "json",
  "json_array",
  "json_array_length",
  "json_extract",
  "json_group_array",
  "json_group_object",
  "json_object",
  "json_pretty",
  "json_quote",
  "json_type",
  "json_valid",
  "->",
  "->>",
]);

/** What is known of the values of an expression; null where nothing is. */
type Kind = "text" | "whole" | "fraction" | "truth" | null;

const columnKinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...["id", "author", "license", "license_name", "task", "library", "created_at", "last_modified"].map(
    name => [name, "text"] as const,
  ),
  ...["child", "parent", "relation", "model", "language", "dataset"].map(name => [name, "text"] as const),
  ...["downloads", "likes", "parameters"].map(name => [name, "whole"] as const),
  ["resolved", "truth"],
]);

const texts = /^(?:substr|substring|lower|upper|trim|ltrim|rtrim|replace|concat|concat_ws|reverse|\|\|)$/;
const wholes = /^(?:count|count_star|length|instr|row_number|rank|dense_rank|ntile|sign)$/;
const fractions = /^(?:avg|median|sqrt|ln|log2|log10|exp|pow|power|pi|percent_rank|cume_dist|quantile_cont)$/;
const ofFirst = /^(?:min|max|first|last|any_value|first_value|last_value|nth_value|lag|lead|abs|sum)$/;
const arithmetic = /^[-+*/%]$/;

/** Tells the kinds of expressions in one statement. */
class Kinds {
  /** The expressions that a name stands for; null where a list of columns gives names. */
  readonly #named = new Map<string, (SqlNode | null)[]>();

  constructor(nodes: readonly SqlNode[]) {
    for (const node of nodes) {
      for (const list of [node.aliases, node.column_name_alias])
        if (Array.isArray(list)) for (const name of list) this.#name(String(name), null);
      if (typeof node.alias === "string" && node.alias !== "" && typeof node.class === "string")
        this.#name(node.alias, node);
    }
  }

  #name(name: string, node: SqlNode | null): void {
    const key = name.toLowerCase();
    this.#named.set(key, [...(this.#named.get(key) ?? []), node]);
  }

  of(node: unknown, depth = 0): Kind {
    if (!isNode(node) || depth > 20) return null;
    const kind = (each: unknown) => this.of(each, depth + 1);
    switch (node.class) {
      case "CONSTANT":
        return constantKind(node);
      case "COLUMN_REF": {
        const names = Array.isArray(node.column_names) ? node.column_names : [];
        const name = String(names.at(-1)).toLowerCase();
        const own = columnKinds.get(name);
        const others = (this.#named.get(name) ?? []).map(each =>
          each === node ? (own ?? null) : kind(each),
        );
        return same(own === undefined ? others : [own, ...others]);
      }
      case "COMPARISON":
      case "CONJUNCTION":
      case "BETWEEN":
        return "truth";
      case "CAST":
        return castKind(String(isNode(node.cast_type) ? node.cast_type.id : ""));
      case "CASE":
        return same(resultsOf(node).map(kind));
      case "OPERATOR":
        if (node.type === "OPERATOR_COALESCE") return same(resultsOf(node).map(kind));
        return /^(?:COMPARE_|OPERATOR_NOT|OPERATOR_IS_)/.test(String(node.type)) ? "truth" : null;
      case "FUNCTION":
      case "WINDOW":
        return this.#ofFunction(node, kind);
      default:
        return null;
    }
  }

  #ofFunction(node: SqlNode, kind: (node: unknown) => Kind): Kind {
    const name = String(node.function_name).toLowerCase();
    const children = Array.isArray(node.children) ? node.children : [];
    if (texts.test(name)) return "text";
    if (wholes.test(name)) return "whole";
    if (fractions.test(name)) return "fraction";
    if (ofFirst.test(name)) return kind(children[0]);
    if (!arithmetic.test(name)) return null;
    const kinds = children.map(kind);
    return kinds.includes("fraction") ? "fraction" : same(kinds);
  }
}

function same(kinds: readonly Kind[]): Kind {
  const [first = null] = kinds.filter(kind => kind !== null);
  return kinds.length > 0 && kinds.every(kind => kind === first) ? first : null;
}

function castKind(type: string): Kind {
  if (type === "VARCHAR") return "text";
  if (type === "BOOLEAN") return "truth";
  if (/INT/.test(type)) return "whole";
  return /^(?:DOUBLE|FLOAT|DECIMAL)$/.test(type) ? "fraction" : null;
}

function constantKind(node: SqlNode): Kind {
  const { value } = node;
  if (!isNode(value) || value.is_null === true || !isNode(value.type)) return null;
  return castKind(String(value.type.id));
}

function constantText(node: unknown): string | null {
  if (!isNode(node) || node.class !== "CONSTANT" || !isNode(node.value)) return null;
  return typeof node.value.value === "string" ? node.value.value : null;
}

/** The expressions that a CASE or COALESCE may give. */
function resultsOf(node: SqlNode): readonly unknown[] {
  if (node.class !== "CASE") return Array.isArray(node.children) ? node.children : [];
  const checks: readonly unknown[] = Array.isArray(node.case_checks) ? node.case_checks : [];
  return [...checks.map(check => (isNode(check) ? check.then_expr : null)), node.else_expr];
}

function isMixed(kinds: readonly Kind[]): boolean {
  return kinds.includes("text") && kinds.some(kind => kind !== null && kind !== "text");
}

/** The expressions that a node compares with each other. */
function compared(node: SqlNode): readonly unknown[] {
  if (node.class === "COMPARISON") return [node.left, node.right];
  if (node.class === "BETWEEN") return [node.input, node.lower, node.upper];
  const isList = node.type === "COMPARE_IN" || node.type === "COMPARE_NOT_IN";
  const isNullIf = node.class === "FUNCTION" && node.function_name === "nullif";
  return (isList || isNullIf) && Array.isArray(node.children) ? node.children : [];
}

/** The columns of a SELECT, or of the first of several that are put together. */
function columnsOf(node: unknown): readonly unknown[] {
  if (!isNode(node)) return [];
  if (Array.isArray(node.select_list)) return node.select_list;
  return columnsOf(node.left ?? (Array.isArray(node.children) ? node.children[0] : null));
}

const mixed = "Numbers and texts are not compared or mixed in DuckDB as in SQLite.";

/** Why a statement, given all nodes of its structure, would mean something else in DuckDB than in SQLite; null if it does not. */
export function reasonUnlike(nodes: readonly SqlNode[]): string | null {
  const kinds = new Kinds(nodes);
  for (const node of nodes) {
    const reason = unlikeFunction(node, kinds) ?? unlikeValues(node, kinds);
    if (reason !== null) return reason;
  }
  return null;
}

function unlikeFunction(node: SqlNode, kinds: Kinds): string | null {
  if (node.class === "COLLATE") return "COLLATE is not the same in DuckDB.";
  if (node.class === "COLUMN_REF") {
    const names = Array.isArray(node.column_names) ? node.column_names : [];
    const isTime = names.length === 1 && /^current_(?:date|time|timestamp)$/i.test(String(names[0]));
    return isTime ? `${String(names[0])} is not the same in DuckDB.` : null;
  }
  if (node.class !== "FUNCTION" && node.class !== "WINDOW") return null;
  const name = String(node.function_name).toLowerCase();
  const children: readonly unknown[] = Array.isArray(node.children) ? node.children : [];
  // In SQLite the greatest of its arguments, in DuckDB the greatest values of the first.
  const isOther = /^(?:min|max|round)$/.test(name) && children.length > 1;
  if (isOther || unlikeFunctions.has(name)) return `${name} is not the same in DuckDB.`;
  if (name === "~~" || name === "!~~") {
    const pattern = constantText(children[1]);
    const isAscii = pattern !== null && [...pattern].every(letter => letter < "\u0080");
    return isAscii ? null : "LIKE is not the same in DuckDB for letters outside ASCII.";
  }
  const childKinds = children.map(child => kinds.of(child));
  const isRest = /^(?:%|mod)$/.test(name) && childKinds.includes("fraction");
  if (isRest) return "The rest of a division of fractions is not the same in DuckDB.";
  const isWritten = name === "||" || name === "concat" || name === "concat_ws";
  return isWritten && childKinds.some(isWrittenUnlike)
    ? "Fractions and truth values become other texts in DuckDB."
    : null;
}

function isWrittenUnlike(kind: Kind): boolean {
  return kind === "fraction" || kind === "truth";
}

/** The texts that DuckDB takes for a number or a truth value where they are compared with one. */
const numeric =
  /^\s*(?:[-+]?(?:[\d_]+(?:\.[\d_]*)?|\.[\d_]+)(?:e[-+]?\d+)?|[-+]?inf(?:inity)?|nan|true|false|t|f|yes|no|y|n)\s*$/i;

function unlikeValues(node: SqlNode, kinds: Kinds): string | null {
  const { value } = node;
  if (node.class === "CONSTANT" && isNode(value) && isNode(value.type) && value.type.id === "HUGEINT")
    return "Numbers beyond 64 bits are fractions in SQLite.";
  const sides = compared(node);
  const sideKinds = sides.map(side => kinds.of(side));
  if (isMixed(sideKinds)) return mixed;
  // What is no number makes DuckDB fail where it is compared with one.
  const isNumeric = (side: unknown) => numeric.test(constantText(side) ?? "");
  if (sideKinds.includes(null) && sides.some(isNumeric)) {
    const others = sides.filter((side, at) => sideKinds[at] === null && !isCast(side));
    if (others.length > 0) return mixed;
  }
  const isChoice =
    node.class === "CASE" ||
    node.type === "OPERATOR_COALESCE" ||
    /^(?:if|iif)$/.test(String(node.function_name));
  if (isChoice && isMixed(resultsOf(node).map(each => kinds.of(each)))) return mixed;
  if (node.type === "SET_OPERATION_NODE" || node.type === "RECURSIVE_CTE_NODE") {
    const parts = Array.isArray(node.children) ? node.children : [node.left, node.right];
    const [first = [], ...others] = parts.map(columnsOf);
    const isOther = (column: unknown, at: number) =>
      others.some(other => isMixed([kinds.of(column), kinds.of(other[at])]));
    if (first.some(isOther)) return mixed;
  }
  if (node.class !== "CAST" || !isNode(node.cast_type)) return null;
  const type = String(node.cast_type.id);
  // TRUE and FALSE are casts in the structure.
  const isTruth = type === "BOOLEAN" && /^[tf]$/.test(constantText(node.child) ?? "");
  if (!isTruth && /^(?:BLOB|BOOLEAN|DECIMAL)$/.test(type))
    return `CAST to ${type} is not the same in DuckDB.`;
  return type === "VARCHAR" && isWrittenUnlike(kinds.of(node.child))
    ? "Fractions and truth values become other texts in DuckDB."
    : null;
}

/** A cast says what is meant, such as a time. */
function isCast(node: unknown): boolean {
  return isNode(node) && node.class === "CAST";
}

const decimal =
  /\{"class":"CONSTANT","type":"VALUE_CONSTANT","alias":"([^"\\]*)","query_location":(\d+),"value":\{"type":\{"id":"DECIMAL","type_info":\{[^{}]*"scale":(\d+)\}\},"is_null":false,"value":(-?\d+)\}\}/g;

/**
 * The structure of a statement with fractions as SQLite has them: 0.1 is the nearest double. It is text, because its numbers go
 * beyond those of JavaScript. Null if it has none.
 */
export function withDoubles(structure: string): string | null {
  const changed = structure.replace(
    decimal,
    (_, alias: string, at: string, scale: string, digits: string) => {
      const value = `{"type":{"id":"VARCHAR","type_info":null},"is_null":false,"value":"${digits}e-${scale}"}`;
      const child = `{"class":"CONSTANT","type":"VALUE_CONSTANT","alias":"","query_location":${at},"value":${value}}`;
      return `{"class":"CAST","type":"OPERATOR_CAST","alias":"${alias}","query_location":${at},"child":${child},"cast_type":{"id":"DOUBLE","type_info":null},"try_cast":false}`;
    },
  );
  return changed === structure ? null : changed;
}
