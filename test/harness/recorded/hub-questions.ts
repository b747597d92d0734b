/** A question to the whole Hub, in the dialect that every engine takes; its rows have one order. */
export interface HubQuestion {
  readonly what: string;
  readonly sql: string;
}

/** Fixed questions as those who study the Hub ask them: counts, joins over edges, top lists, text search, windows, descent. */
export const hubQuestions: readonly HubQuestion[] = [
  { what: "count of models", sql: "SELECT count(*) AS n FROM hub.models" },
  {
    what: "licenses, counted",
    sql: "SELECT license, count(*) AS n FROM hub.models GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
  },
  {
    what: "tasks with their downloads",
    sql: "SELECT task, count(*) AS n, sum(downloads) AS downloads, max(likes) AS likes FROM hub.models GROUP BY 1 ORDER BY 3 DESC, 1",
  },
  {
    what: "models by month",
    sql: "SELECT substr(created_at, 1, 7) AS month, count(*) AS n FROM hub.models GROUP BY 1 ORDER BY 1",
  },
  {
    what: "authors with most models",
    sql: "SELECT author, count(*) AS n, sum(downloads) AS downloads FROM hub.models GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20",
  },
  {
    what: "every column of the ten most downloaded",
    sql: "SELECT * FROM hub.models ORDER BY downloads DESC, id LIMIT 10",
  },
  {
    what: "most liked text generators of a library",
    sql: "SELECT id, likes FROM hub.models WHERE task = 'text-generation' AND library = 'transformers' ORDER BY likes DESC, id LIMIT 25",
  },
  { what: "one model", sql: "SELECT * FROM hub.models WHERE id = 'google/gemma-2b'" },
  {
    what: "one author",
    sql: "SELECT id, downloads, likes FROM hub.models WHERE author = 'google' ORDER BY downloads DESC, id LIMIT 50",
  },
  {
    what: "search in names",
    sql: "SELECT count(*) AS n, sum(downloads) AS downloads FROM hub.models WHERE id LIKE '%llama%instruct%'",
  },
  {
    what: "search in names, listed",
    sql: "SELECT id, downloads FROM hub.models WHERE id LIKE '%bert%german%' ORDER BY downloads DESC, id LIMIT 20",
  },
  {
    what: "relations, counted",
    sql: "SELECT relation, resolved, count(*) AS n FROM hub.edges GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
  },
  {
    what: "parents with most children",
    sql: "SELECT parent, count(*) AS n FROM hub.edges GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20",
  },
  {
    what: "children of one model",
    sql: "SELECT child, relation FROM hub.edges WHERE parent = 'mistralai/Mistral-7B-v0.1' ORDER BY 1 LIMIT 100",
  },
  {
    what: "changes of the task from parent to child",
    sql: `SELECT p.task AS was, c.task AS became, count(*) AS n FROM hub.edges AS e
      JOIN hub.models AS p ON p.id = e.parent JOIN hub.models AS c ON c.id = e.child
      WHERE p.task <> c.task GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20`,
  },
  {
    what: "children without their parent's license",
    sql: `SELECT p.license AS was, count(*) AS n FROM hub.edges AS e
      JOIN hub.models AS p ON p.id = e.parent JOIN hub.models AS c ON c.id = e.child
      WHERE p.license IS NOT NULL AND c.license IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
  },
  {
    what: "languages of models with a license",
    sql: `SELECT l.language, count(*) AS n FROM hub.model_languages AS l JOIN hub.models AS m ON m.id = l.model
      WHERE m.license = 'apache-2.0' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
  },
  {
    what: "the most downloaded model of each task (window)",
    sql: `SELECT task, id, downloads FROM (
        SELECT task, id, downloads, row_number() OVER (PARTITION BY task ORDER BY downloads DESC, id) AS place
        FROM hub.models WHERE task IS NOT NULL
      ) AS ranked WHERE place = 1 ORDER BY 1`,
  },
  {
    what: "running total of models by month (window)",
    sql: `SELECT month, n, sum(n) OVER (ORDER BY month) AS total FROM (
        SELECT substr(created_at, 1, 7) AS month, count(*) AS n FROM hub.models WHERE created_at IS NOT NULL GROUP BY 1
      ) AS months ORDER BY 1`,
  },
  {
    what: "all descendants of one model (recursive)",
    sql: `WITH RECURSIVE family(id, depth) AS (
        SELECT 'mistralai/Mistral-7B-v0.1', 0
        UNION
        SELECT e.child, f.depth + 1 FROM family AS f JOIN hub.edges AS e ON e.parent = f.id WHERE f.depth < 12
      ) SELECT depth, count(DISTINCT id) AS n FROM family GROUP BY 1 ORDER BY 1`,
  },
];
