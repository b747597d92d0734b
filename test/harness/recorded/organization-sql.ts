import { shippedAuthors } from "../../../src/organizations/shipped-authors";

/** A table of the Hub for these statements, and which of the columns that not every table has it has. */
export interface SqlTable {
  readonly file: string;
  readonly columns: ReadonlySet<string>;
  /** The bytes of the weights in SQL, where all of a table's are of one type. */
  readonly weights?: string;
}

/** The statements of one analysis of organizations, by what each gives; rows have an order where ours have one. */
export type Statements = Readonly<Record<string, string>>;

const kinds = [...shippedAuthors()].map(([key, { kind }]) => `('${key}','${kind}')`).join(",");

/** Makes the table of authors that the statements read; it has to run first. */
export const authorsStatement = `CREATE TABLE authors AS SELECT * FROM (VALUES ${kinds}) AS t(key, kind)`;

/** Models with their authors and kinds, and the columns that a statement reads. */
function models({ file, columns, weights = "NULL" }: SqlTable, ...wanted: readonly string[]): string {
  const known = (name: string, sql: string) => (columns.has(name) ? sql : "NULL");
  const has: Readonly<Record<string, string>> = {
    month: `strftime("createdAt", '%Y-%m') AS month`,
    downloads: "downloads",
    task: "pipeline_tag AS task",
    library: "library_name AS library",
    size: `CAST(coalesce(${known("usedStorage", '"usedStorage"')}, ${weights}) AS DOUBLE) / 1e9 AS size`,
    parameters: `CAST(${known("safetensors", "nullif(safetensors.total, 0)")} AS DOUBLE) AS parameters`,
    emissions: `${known("cardData", `json_extract("cardData", '$.co2_eq_emissions')`)} AS emissions`,
  };
  return `WITH models AS (SELECT id, CASE WHEN contains(id, '/') THEN split_part(id, '/', 1) END AS author,
      ${wanted.map(name => has[name]).join(", ")} FROM '${file}'),
    m AS (SELECT models.*, coalesce(authors.kind, 'unknown') AS kind,
      CASE WHEN authors.kind IN ('company', 'university', 'non-profit', 'classroom') THEN authors.kind ELSE 'other' END AS study
      FROM models LEFT JOIN authors ON lower(author) = key)`;
}

const authorOfAll = "count(DISTINCT coalesce(author, ''))";

function uploads(table: SqlTable): Statements {
  const by = (period: string) => `${models(table, "month", "size")}
    SELECT ${period} AS period, count(*), ${authorOfAll}, count(size), median(size), quantile_cont(size, 0.9), max(size)
    FROM m WHERE month IS NOT NULL GROUP BY 1 ORDER BY 1`;
  return {
    months: by("month"),
    years: by("month[1:4]"),
    largest: `${models(table, "size")} SELECT id, size FROM m WHERE size > 0 ORDER BY size DESC LIMIT 10`,
  };
}

/** For each kind, the sums and squared sums of its authors' models and downloads, which intervals are computed from. */
function kindsOfAuthors(table: SqlTable): Statements {
  const by = (kind: string) => `${models(table, "downloads", "size")}
    SELECT ${kind}, ${authorOfAll}, count(*), sum(downloads), count(downloads), median(downloads), count(size), median(size), max(size)
    FROM m GROUP BY 1`;
  return {
    kinds: by("kind"),
    "study-kinds": by("study"),
    draws: `${models(table, "downloads")},
      a AS (SELECT author, kind, count(*) AS n, sum(downloads) AS d FROM m GROUP BY ALL)
      SELECT kind, sum(n), sum(n * n), sum(d), sum(d::DOUBLE * d), count(*) FILTER (d > 0) FROM a GROUP BY 1`,
    largest: `${models(table, "size")} SELECT kind, id, size FROM m WHERE size > 0
      QUALIFY row_number() OVER (PARTITION BY kind ORDER BY size DESC) <= 3 ORDER BY kind, size DESC`,
  };
}

function leaders(table: SqlTable): Statements {
  const by = (number: string) => `${models(table, "downloads")},
    a AS (SELECT author, any_value(kind) AS kind, count(*) AS n, sum(downloads) AS d FROM m WHERE author IS NOT NULL GROUP BY 1)
    SELECT kind, author, n, d FROM a WHERE ${number} > 0
    QUALIFY row_number() OVER (PARTITION BY kind ORDER BY ${number} DESC) <= 5 ORDER BY kind, ${number} DESC`;
  return {
    uploads: by("n"),
    downloads: by("d"),
    models: `${models(table, "downloads", "task")} SELECT id, kind, task, downloads FROM m WHERE downloads > 0 ORDER BY downloads DESC LIMIT 10`,
    all: `${models(table, "downloads")} SELECT sum(downloads) FROM m`,
  };
}

/** Sizes in names are read by a simple pattern, which stands for the reader of the product: it takes less time. */
function languageModels(table: SqlTable): Statements {
  const from = `${models(table, "month", "task", "library", "parameters")},
    l AS (SELECT *, coalesce(parameters, 1e9 * TRY_CAST(regexp_extract(id, '(\\d+(?:\\.\\d+)?)[bB](?:$|[^A-Za-z\\d])', 1) AS DOUBLE)) AS p
      FROM m WHERE task = 'text-generation' AND library IS DISTINCT FROM 'peft')`;
  const numbers = "count(p), avg(p), median(p), quantile_cont(p, 0.9), max(p)";
  return {
    kinds: `${from} SELECT study, count(*), count(parameters), ${numbers} FROM l GROUP BY 1`,
    months: `${from} SELECT month, ${numbers} FROM l WHERE p IS NOT NULL AND month IS NOT NULL GROUP BY 1 ORDER BY 1`,
    draws: `${from}, a AS (SELECT author, sum(p) AS s, count(p) AS n FROM l WHERE p IS NOT NULL GROUP BY 1)
      SELECT sum(s), sum(n), sum(s * s), sum(n * n), sum(s * n), count(*) FROM a`,
    largest: `${from} SELECT id, p FROM l WHERE p > 0 ORDER BY p DESC LIMIT 10`,
  };
}

/** Only numbers are read, not texts with units. */
function emissions(table: SqlTable): Statements {
  const from = `${models(table, "emissions", "parameters")},
    e AS (SELECT *, emissions IS NOT NULL AND emissions::VARCHAR <> 'null' AS reports,
      coalesce(TRY_CAST(emissions::VARCHAR AS DOUBLE), TRY_CAST(json_extract_string(emissions, '$.emissions') AS DOUBLE)) / 1e3 AS kg FROM m)`;
  return {
    kinds: `${from} SELECT study, count(*), count(*) FILTER (reports), sum(kg) FILTER (kg > 0), median(kg) FILTER (kg > 0) FROM e GROUP BY 1`,
    models: `${from} SELECT id, study, kg FROM e WHERE kg > 0 ORDER BY kg DESC, id`,
  };
}

/** By the id of each analysis: statements for the same figures. */
export function organizationSql(table: SqlTable): Readonly<Record<string, Statements>> {
  return {
    uploads: uploads(table),
    kinds: kindsOfAuthors(table),
    leaders: leaders(table),
    "language-models": languageModels(table),
    emissions: emissions(table),
  };
}
