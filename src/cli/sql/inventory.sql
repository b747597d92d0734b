-- How many models have each value of a trait: licenses, tasks, libraries, languages, datasets, papers. A model that has
-- several values of a trait counts for each of them. Beside them, under names of their own: edges by relation, models by
-- month of creation, and the twenty models with most children and most downloads.
WITH edges AS (
  SELECT DISTINCT child, parent, relation FROM 'edges.parquet' WHERE parent IS NOT NULL
),
derived AS (
  SELECT parent AS model, count(*) AS children FROM edges GROUP BY parent ORDER BY children DESC, model LIMIT 20
),
downloaded AS (
  SELECT id, downloads FROM 'models.parquet' WHERE downloads > 0 ORDER BY downloads DESC, model LIMIT 20
),
counts (trait, value, models) AS (
  SELECT trait, value, count(*) FROM 'traits.parquet' GROUP BY trait, value
  UNION ALL SELECT 'relation', relation, count(*) FROM edges GROUP BY relation
  UNION ALL SELECT 'month', strftime(created_at, '%Y-%m'), count(*)
    FROM 'models.parquet' WHERE created_at IS NOT NULL GROUP BY 2
  UNION ALL SELECT 'most derived', m.id, d.children FROM derived AS d JOIN 'models.parquet' AS m ON m.model = d.model
  UNION ALL SELECT 'most downloaded', id, downloads FROM downloaded
)
SELECT trait, value, models FROM counts ORDER BY trait, models DESC, value;
