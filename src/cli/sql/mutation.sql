-- Mutation rates: for every edge whose parent and child both have a trait, the Jaccard distance of their values
-- (1 - shared / united), summed and divided by the number of such edges, by relation and over all.
WITH edges AS (
  SELECT DISTINCT child, parent, relation FROM 'edges.parquet' WHERE parent IS NOT NULL
),
sizes AS (
  SELECT model, trait, count(*) AS size FROM 'traits.parquet' GROUP BY model, trait
),
shared AS (
  SELECT e.child, e.parent, c.trait, count(*) AS size
  FROM edges AS e
  JOIN 'traits.parquet' AS c ON c.model = e.child
  JOIN 'traits.parquet' AS p ON p.model = e.parent AND p.trait = c.trait AND p.value = c.value
  GROUP BY e.child, e.parent, c.trait
),
distances AS (
  SELECT c.trait, e.relation,
    1.0 - coalesce(s.size, 0) * 1.0 / (c.size + p.size - coalesce(s.size, 0)) AS distance
  FROM edges AS e
  JOIN sizes AS c ON c.model = e.child
  JOIN sizes AS p ON p.model = e.parent AND p.trait = c.trait
  LEFT JOIN shared AS s ON s.child = e.child AND s.parent = e.parent AND s.trait = c.trait
)
SELECT trait, 'all' AS relation, count(*) AS edges, sum(distance) AS sum, avg(distance) AS rate
FROM distances GROUP BY trait
UNION ALL
SELECT trait, relation, count(*), sum(distance), avg(distance)
FROM distances GROUP BY trait, relation
ORDER BY trait, relation;
