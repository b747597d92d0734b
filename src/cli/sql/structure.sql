-- The shape of the graph. Edges join models that are both in the table; a pair counts once. Components are weak ones over
-- all edges: each round gives a model the least number among its own and its neighbors'.
WITH RECURSIVE
edges AS (
  SELECT DISTINCT child, parent FROM 'edges.parquet' WHERE parent IS NOT NULL
),
neighbors AS (
  SELECT child AS a, parent AS b FROM edges UNION SELECT parent, child FROM edges
),
labels (model, label) USING KEY (model) AS (
  SELECT a, min(least(a, b)) FROM neighbors GROUP BY a
  UNION
  SELECT n.b, min(l.label)
  FROM labels AS l
  JOIN neighbors AS n ON n.a = l.model
  JOIN recurring.labels AS known ON known.model = n.b
  WHERE l.label < known.label
  GROUP BY n.b
),
families AS (SELECT label, count(*) AS size FROM labels GROUP BY label),
children AS (SELECT parent AS model, count(*) AS k FROM edges GROUP BY parent),
parents AS (SELECT child AS model, count(*) AS k FROM edges GROUP BY child),
figures (figure, value) AS (
  SELECT 'models', (SELECT count(*) FROM 'models.parquet')
  UNION ALL SELECT 'edges', (SELECT count(*) FROM edges)
  UNION ALL SELECT 'selfReferences', (SELECT count(*) FROM edges WHERE child = parent)
  UNION ALL SELECT 'components',
    (SELECT count(*) FROM 'models.parquet') - (SELECT count(*) FROM labels) + (SELECT count(*) FROM families)
  UNION ALL SELECT 'largestFamily', (SELECT max(size) FROM families)
  UNION ALL SELECT 'duo', (SELECT count(*) FROM edges)
  UNION ALL SELECT 'trio_1', (SELECT sum(k * (k - 1) / 2) FROM children)
  UNION ALL SELECT 'trio_2', (SELECT sum(c.k) FROM edges AS e JOIN children AS c ON c.model = e.child)
  UNION ALL SELECT 'quad_0', (SELECT sum(k * (k - 1) * (k - 2) / 6) FROM children)
  UNION ALL SELECT 'quad_1',
    (SELECT sum(c.k * (c.k - 1) / 2) FROM edges AS e JOIN children AS c ON c.model = e.child)
  UNION ALL SELECT 'quad_2',
    (SELECT sum(c.k * (p.k - 1)) FROM edges AS e
     JOIN children AS c ON c.model = e.child JOIN children AS p ON p.model = e.parent)
  UNION ALL SELECT 'quad_3',
    (SELECT sum(c.k * p.k) FROM edges AS e
     JOIN children AS c ON c.model = e.child JOIN parents AS p ON p.model = e.parent)
)
SELECT figure, CAST(value AS BIGINT) AS value FROM figures;
