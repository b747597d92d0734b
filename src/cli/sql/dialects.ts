import type { DialectName } from "./dialect-names";

/** A table of an export. */
export type ExportedTable = "models" | "traits" | "edges";

/** What differs between the engines. All else of a statement is the same. */
export interface Dialect {
  /** What stands for a table in FROM; `inParts` if its files are in a folder of its name. */
  table(name: ExportedTable, inParts: boolean): string;
  /** A name that is a word of SQL. */
  name(word: string): string;
  /** The month of a time, as 2024-07. */
  month(time: string): string;
  /** A whole number divided by one that divides it. */
  divided(number: string, by: number): string;
  /** What begins a statement with common table expressions. */
  readonly with: string;
  /**
   * Common table expressions that give each model with links the least number of its component as `labels (model, label)`; null
   * where the table `labels` is made before, round by round.
   */
  readonly labels: string | null;
}

const inTables: Pick<Dialect, "table" | "with" | "labels"> = {
  table: name => name,
  with: "WITH",
  labels: null,
};

/** The engines. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  duckdb: {
    table: (name, inParts) => (inParts ? `'${name}/*.parquet'` : `'${name}.parquet'`),
    name: word => `"${word}"`,
    month: time => `strftime(${time}, '%Y-%m')`,
    divided: (number, by) => `(${number}) // ${by}`,
    with: "WITH RECURSIVE",
    // Each round gives a model the least number among its own and its neighbors'.
    labels: `neighbors AS (
  SELECT child AS a, parent AS b FROM links UNION SELECT parent, child FROM links
),
labels (model, label) USING KEY (model) AS (
  SELECT a, min(least(a, b)) FROM neighbors GROUP BY a
  UNION ALL
  SELECT n.b, min(l.label)
  FROM labels AS l
  JOIN neighbors AS n ON n.a = l.model
  JOIN recurring.labels AS known ON known.model = n.b
  WHERE l.label < known.label
  GROUP BY n.b
)`,
  },
  spark: {
    ...inTables,
    name: word => `\`${word}\``,
    month: time => `date_format(${time}, 'yyyy-MM')`,
    divided: (number, by) => `(${number}) div ${by}`,
  },
  clickhouse: {
    ...inTables,
    name: word => `"${word}"`,
    month: time => `formatDateTime(${time}, '%Y-%m', 'UTC')`,
    divided: (number, by) => `intDiv(${number}, ${by})`,
  },
};
