-- Transitions between the values of a trait, counted as the paper counts them: a value that the child adds, from each
-- value of the parent; and a value that the child drops, to each value of the child. A clean swap counts twice.
WITH edges AS (
  SELECT DISTINCT child, parent FROM 'edges.parquet' WHERE parent IS NOT NULL
),
pairs AS (
  SELECT e.child, e.parent, p.trait, p.value AS old, c.value AS new
  FROM edges AS e
  JOIN 'traits.parquet' AS p ON p.model = e.parent
  JOIN 'traits.parquet' AS c ON c.model = e.child AND c.trait = p.trait
),
moves AS (
  SELECT trait, old, new FROM pairs AS a
  WHERE NOT EXISTS (
    SELECT 1 FROM 'traits.parquet' AS p WHERE p.model = a.parent AND p.trait = a.trait AND p.value = a.new
  )
  UNION ALL
  SELECT trait, old, new FROM pairs AS a
  WHERE NOT EXISTS (
    SELECT 1 FROM 'traits.parquet' AS c WHERE c.model = a.child AND c.trait = a.trait AND c.value = a.old
  )
)
SELECT trait, old AS "from", new AS "to", count(*) AS count
FROM moves
GROUP BY trait, old, new
ORDER BY trait, count DESC, old, new;
