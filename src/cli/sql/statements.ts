import type { DialectName } from "./dialect-names";
import { type Dialect, dialects, type ExportedTable } from "./dialects";

/** How the tables of an export lie. */
interface Layout {
  readonly dialect: DialectName;
  readonly inParts: boolean;
}

/** What statements are written with: the dialect, and the tables as they stand in FROM. */
type Words = Dialect & { readonly from: Readonly<Record<ExportedTable, string>> };

/** The statements of an export by the names of their files. Those of components make the table `labels` round by round. */
export function exportedStatements({ dialect, inParts }: Layout): Readonly<Record<string, string>> {
  const own = dialects[dialect];
  const from = {
    models: own.table("models", inParts),
    traits: own.table("traits", inParts),
    edges: own.table("edges", inParts),
  };
  const words = { ...own, from };
  const analyses = {
    structure: structure(words),
    mutation: mutation(words),
    drift: drift(words),
    inventory: inventory(words),
  };
  return own.labels === null ? { ...analyses, ...rounds(words) } : analyses;
}

const links = ({ from }: Words, more = "") => `links AS (
  SELECT DISTINCT child, parent${more} FROM ${from.edges} WHERE parent IS NOT NULL
)`;

/** The rounds that find components: who neighbors whom, the first labels, and better ones until their sum stays the same. */
function rounds(words: Words): Readonly<Record<string, string>> {
  return {
    "components-neighbors": `-- Who neighbors whom, from both sides.
WITH ${links(words)}
SELECT child AS a, parent AS b FROM links UNION DISTINCT SELECT parent AS a, child AS b FROM links
`,
    "components-first": `-- The least number among a model's own and its neighbors'.
SELECT a AS model, min(least(a, b)) AS label FROM neighbors GROUP BY a
`,
    "components-next": `-- The least label of a model and its neighbors, and then the label of the model with that number, which halves the way.
WITH heard AS (
  SELECT model, label FROM labels
  UNION ALL
  SELECT n.b AS model, l.label AS label FROM neighbors AS n JOIN labels AS l ON l.model = n.a
),
nearest AS (SELECT model, min(label) AS label FROM heard GROUP BY model)
SELECT x.model AS model, y.label AS label FROM nearest AS x JOIN nearest AS y ON y.model = x.label
`,
  };
}

function structure(words: Words): string {
  const { from, labels, divided } = words;
  const figure = (name: string, value: string) =>
    `SELECT '${name}' AS figure, CAST(coalesce((${value}), 0) AS BIGINT) AS value`;
  const joined = (value: string, ...tables: readonly string[]) =>
    `SELECT sum(${value}) FROM links AS e ${tables.join(" ")}`;
  const children = "JOIN children AS c ON c.model = e.child";
  const siblings = "JOIN children AS p ON p.model = e.parent";
  const parents = "JOIN parents AS p ON p.model = e.parent";
  const figures = [
    figure("models", `SELECT count(*) FROM ${from.models}`),
    figure("edges", "SELECT count(*) FROM links"),
    figure("selfReferences", "SELECT count(*) FROM links WHERE child = parent"),
    figure(
      "components",
      `SELECT (SELECT count(*) FROM ${from.models}) - (SELECT count(*) FROM labels) + (SELECT count(*) FROM families)`,
    ),
    figure("largestFamily", "SELECT max(size) FROM families"),
    figure("duo", "SELECT count(*) FROM links"),
    figure("trio_1", `SELECT sum(${divided("k * (k - 1)", 2)}) FROM children`),
    figure("trio_2", joined("c.k", children)),
    figure("quad_0", `SELECT sum(${divided("k * (k - 1) * (k - 2)", 6)}) FROM children`),
    figure("quad_1", joined(divided("c.k * (c.k - 1)", 2), children)),
    figure("quad_2", joined("c.k * (p.k - 1)", children, siblings)),
    figure("quad_3", joined("c.k * p.k", children, parents)),
  ];
  return `-- The shape of the graph. Links join models that are both in the table; a pair counts once. Components are weak ones over
-- all links.
${words.with}
${[links(words), ...(labels === null ? [] : [labels])].join(",\n")},
families AS (SELECT label, count(*) AS size FROM labels GROUP BY label),
children AS (SELECT parent AS model, count(*) AS k FROM links GROUP BY parent),
parents AS (SELECT child AS model, count(*) AS k FROM links GROUP BY child)
${figures.join("\nUNION ALL ")};
`;
}

function mutation(words: Words): string {
  const { traits } = words.from;
  return `-- Mutation rates: for every link whose parent and child both have a trait, the Jaccard distance of their values
-- (1 - shared / united), summed and divided by the number of such links, by relation and over all.
WITH ${links(words, ", relation")},
sizes AS (
  SELECT model, trait, count(*) AS size FROM ${traits} GROUP BY model, trait
),
shared AS (
  SELECT e.child AS child, e.parent AS parent, c.trait AS trait, count(*) AS size
  FROM (SELECT DISTINCT child, parent FROM links) AS e
  JOIN ${traits} AS c ON c.model = e.child
  JOIN ${traits} AS p ON p.model = e.parent AND p.trait = c.trait AND p.value = c.value
  GROUP BY e.child, e.parent, c.trait
),
distances AS (
  SELECT c.trait AS trait, e.relation AS relation,
    1 - CAST(coalesce(s.size, 0) AS DOUBLE) / (c.size + p.size - coalesce(s.size, 0)) AS distance
  FROM links AS e
  JOIN sizes AS c ON c.model = e.child
  JOIN sizes AS p ON p.model = e.parent AND p.trait = c.trait
  LEFT JOIN shared AS s ON s.child = e.child AND s.parent = e.parent AND s.trait = c.trait
),
rates AS (
  SELECT trait, 'all' AS relation, count(*) AS edges, sum(distance) AS total, avg(distance) AS rate
  FROM distances GROUP BY trait
  UNION ALL
  SELECT trait, relation, count(*) AS edges, sum(distance) AS total, avg(distance) AS rate
  FROM distances GROUP BY trait, relation
)
SELECT trait, relation, edges, total AS ${words.name("sum")}, rate FROM rates ORDER BY trait, relation;
`;
}

function drift(words: Words): string {
  const { traits } = words.from;
  return `-- Transitions between the values of a trait, counted as the paper counts them: a value that the child adds, from each
-- value of the parent; and a value that the child drops, to each value of the child. A clean swap counts twice.
WITH ${links(words)},
pairs AS (
  SELECT e.child AS child, e.parent AS parent, p.trait AS trait, p.value AS was, c.value AS became
  FROM links AS e
  JOIN ${traits} AS p ON p.model = e.parent
  JOIN ${traits} AS c ON c.model = e.child AND c.trait = p.trait
),
moves AS (
  SELECT a.trait AS trait, a.was AS was, a.became AS became
  FROM pairs AS a
  LEFT JOIN ${traits} AS p ON p.model = a.parent AND p.trait = a.trait AND p.value = a.became
  WHERE p.value IS NULL
  UNION ALL
  SELECT a.trait AS trait, a.was AS was, a.became AS became
  FROM pairs AS a
  LEFT JOIN ${traits} AS c ON c.model = a.child AND c.trait = a.trait AND c.value = a.was
  WHERE c.value IS NULL
),
transitions AS (SELECT trait, was, became, count(*) AS moved FROM moves GROUP BY trait, was, became)
SELECT trait, was AS ${words.name("from")}, became AS ${words.name("to")}, moved AS ${words.name("count")}
FROM transitions
ORDER BY trait, moved DESC, was, became;
`;
}

function inventory(words: Words): string {
  const { models, traits, edges } = words.from;
  return `-- How many models have each value of a trait: licenses, tasks, libraries, languages, datasets, papers. A model that has
-- several values of a trait counts for each of them. Beside them, under names of their own: links by relation, models by
-- month of creation, the twenty models with most downloads, and, as in the paper's panel of parents, the twenty IDs that
-- are named most often by models with one parent, whether or not the table has them.
WITH ${links(words, ", relation")},
single AS (
  SELECT child, min(parent_id) AS id, min(parent) AS known FROM ${edges}
  GROUP BY child HAVING count(DISTINCT parent_id) = 1
),
derived AS (
  SELECT id, count(*) AS children FROM single GROUP BY id
  ORDER BY children DESC, min(known) NULLS LAST, id LIMIT 20
),
downloaded AS (
  SELECT id, downloads FROM ${models} WHERE downloads > 0 ORDER BY downloads DESC, model LIMIT 20
),
months AS (
  SELECT ${words.month("created_at")} AS month FROM ${models} WHERE created_at IS NOT NULL
),
counts AS (
  SELECT trait, value, CAST(count(*) AS BIGINT) AS n FROM ${traits} GROUP BY trait, value
  UNION ALL SELECT 'relation' AS trait, relation AS value, CAST(count(*) AS BIGINT) AS n FROM links GROUP BY relation
  UNION ALL SELECT 'month' AS trait, month AS value, CAST(count(*) AS BIGINT) AS n FROM months GROUP BY month
  UNION ALL SELECT 'most derived' AS trait, id AS value, CAST(children AS BIGINT) AS n FROM derived
  UNION ALL SELECT 'most downloaded' AS trait, id AS value, CAST(downloads AS BIGINT) AS n FROM downloaded
)
SELECT trait, value, n AS models FROM counts ORDER BY trait, models DESC, value;
`;
}
