-- How many models have each value of a trait: licenses, tasks, libraries, languages, datasets, papers. A model that has
-- several values of a trait counts for each of them. Beside them, under names of their own: edges by relation, models by
-- month of creation, the twenty models with most downloads, and, as in the paper's panel of parents, the twenty IDs that
-- are named most often by models with one parent, whether or not the table has them.
WITH edges AS (
  SELECT DISTINCT child, parent, relation FROM 'edges.parquet' WHERE parent IS NOT NULL
),
single AS (
  SELECT child, min(parent_id) AS id, min(parent) AS parent FROM 'edges.parquet' GROUP BY child HAVING count(DISTINCT parent_id) = 1
),
derived AS (
  SELECT id, count(*) AS children FROM single GROUP BY id
  ORDER BY children DESC, min(parent) NULLS LAST, id LIMIT 20
),
downloaded AS (
  SELECT id, downloads FROM 'models.parquet' WHERE downloads > 0 ORDER BY downloads DESC, model LIMIT 20
),
counts (trait, value, models) AS (
  SELECT trait, value, count(*) FROM 'traits.parquet' GROUP BY trait, value
  UNION ALL SELECT 'relation', relation, count(*) FROM edges GROUP BY relation
  UNION ALL SELECT 'month', strftime(created_at, '%Y-%m'), count(*)
    FROM 'models.parquet' WHERE created_at IS NOT NULL GROUP BY 2
  UNION ALL SELECT 'most derived', id, children FROM derived
  UNION ALL SELECT 'most downloaded', id, downloads FROM downloaded
)
SELECT trait, value, models FROM counts ORDER BY trait, models DESC, value;
