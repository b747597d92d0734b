import { runDuckdb } from "../engines";
import { makeTable } from "./census-tables";

/**
 * Writes the census, or copies of it, with columns that it lacks, made up from a hash of the ID: sizes of repositories for
 * two thirds of the models, parameters for half, and emissions for one in eighty.
 */
export function makeSizedTable(path: string, thousands: number): void {
  const bare = `${path}.bare.parquet`;
  makeTable(bare, thousands);
  const sql = `COPY (SELECT *,
    CASE WHEN hash(id) % 3 = 0 THEN NULL ELSE (hash(id) % 100000)::BIGINT * 1000000 END AS "usedStorage",
    CASE WHEN hash(id) % 2 = 0 THEN NULL
      ELSE {'parameters': {'BF16': (hash(id) % 5000)::BIGINT * 10000000 + 1}, 'total': (hash(id) % 5000)::BIGINT * 10000000 + 1}
    END AS safetensors,
    CASE WHEN hash(id) % 80 = 0
      THEN '{"co2_eq_emissions": {"emissions": ' || (hash(id) % 977) || '.5, "source": "made up"}}' END AS "cardData"
    FROM '${bare}') TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 100000)`;
  if (runDuckdb([sql]) === null) throw new Error("The tables require DuckDB, which could not be downloaded.");
}
