import assert from "node:assert/strict";
import { runDuckdb } from "../../harness/engines";
import { runCli } from "../run";

/** Links between the models of an export, with the authors at both ends; models without one share an author of their own. */
const links = `
  SELECT DISTINCT e.child, e.parent, coalesce(c.author, '') AS maker, coalesce(p.author, '') AS source
  FROM 'edges.parquet' AS e JOIN 'models.parquet' AS c ON c.model = e.child JOIN 'models.parquet' AS p ON p.model = e.parent
  WHERE e.parent IS NOT NULL`;

/** Downloads by author, with the rank of each from the fewest. */
const byAuthor = `
  SELECT sum(downloads) AS y, row_number() OVER (ORDER BY sum(downloads)) AS i
  FROM 'models.parquet' WHERE downloads IS NOT NULL GROUP BY coalesce(author, '')`;

const statements = [
  `SELECT count(*), 2 * sum(i * y) / (count(*) * sum(y)) - (count(*) + 1) / count(*),
     sum(y * y) / (sum(y) * sum(y)), max(y) / sum(y) FROM (${byAuthor})`,
  `SELECT count(*), count(*) FILTER (maker = source AND maker <> '') FROM (${links})`,
  `SELECT source, maker, count(*) FROM (${links}) WHERE maker <> source GROUP BY ALL ORDER BY 3 DESC LIMIT 20`,
  `WITH firsts AS (
     SELECT author, min(year(created_at)) AS first, max(created_at) AS last FROM 'models.parquet'
     WHERE created_at IS NOT NULL AND author IS NOT NULL GROUP BY author
   )
   SELECT year(m.created_at), count(*), count(DISTINCT m.author), count(*) FILTER (f.first < year(m.created_at)),
     count(DISTINCT m.author) FILTER (f.first = year(m.created_at))
   FROM 'models.parquet' AS m JOIN firsts AS f ON f.author = m.author WHERE m.created_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
] as const;

function near(ours: number | undefined, theirs: unknown, what: string): void {
  assert.ok(Math.abs((ours ?? Number.NaN) - Number(theirs)) <= 1e-9, `${what}: ${ours}, ${theirs}`);
}

/** Checks the figures of authors against SQL over the exported files, whose links are those that the table declares, unrepaired. */
export async function assertAuthorAgreement(index: string, out: string): Promise<void> {
  const results = runDuckdb(statements, { in: out })?.results.map(({ rows }) => rows as unknown[][]) ?? [];
  const [spread = [], own = [], pairs = [], years = []] = results;
  const resultOf = async (id: string) =>
    JSON.parse((await runCli(["analyze", id, "--mode", "paper", "--index", index])).stdout).result;

  const { all } = await resultOf("concentration");
  const downloads = all.find(({ what }: { what: string }) => what === "downloads by author");
  const [units, gini, hhi, top] = spread[0] ?? [];
  assert.equal(downloads.units, Number(units));
  near(downloads.gini?.ratio, gini, "Gini");
  near(downloads.hhi?.ratio, hhi, "HHI");
  near(downloads.tops[0]?.ratio, top, "the top author");

  const flows = await resultOf("author-flows");
  const [edges, ownEdges] = own[0] ?? [];
  assert.equal(flows.edges, Number(edges));
  near(flows.own === null ? 0 : flows.own.ratio * flows.edges, ownEdges, "own links");
  assert.deepEqual(
    flows.pairs.map((pair: { edges: number }) => pair.edges),
    pairs.map(([, , count]) => Number(count)),
  );

  const turnover = await resultOf("author-turnover");
  assert.deepEqual(
    turnover.years.map((row: { period: string; models: number; authors: number }) => [
      Number(row.period),
      row.models,
      row.authors,
    ]),
    years.map(([year, models, authors]) => [Number(year), Number(models), Number(authors)]),
  );
  for (const [at, [, models, , returning, entered]] of years.entries()) {
    const row = turnover.years[at];
    if (row.entered !== null) assert.equal(row.entered, Number(entered));
    if (row.returning !== null)
      near(row.returning.ratio, Number(returning) / Number(models), "returning uploads");
  }
}
