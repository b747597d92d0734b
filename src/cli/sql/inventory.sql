-- How many models have each value of a trait: licenses, tasks, libraries, languages, datasets, papers. A model that has
-- several values of a trait counts for each of them.
SELECT trait, value, count(*) AS models
FROM 'traits.parquet'
GROUP BY trait, value
ORDER BY trait, models DESC, value;
