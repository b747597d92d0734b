import { existsSync } from "node:fs";
import { runDuckdb } from "../engines";
import { recordedPath } from "./recorded-data";

/** The census of the Hub of July 2024: 760,000 models. */
export const census: string = recordedPath("hub-2024-07.parquet");

/** Writes a table of the given number of models: part of the census, or copies of it with their own IDs and parents. */
export function makeTable(path: string, thousands: number): void {
  if (!existsSync(census)) throw new Error(`This needs ${census} (HUB_LINEAGE_DATA).`);
  const copies = Math.max(1, Math.round(thousands / 760));
  const parts = Array.from({ length: copies }, (_, copy) => {
    const end = copy === 0 ? "" : ` || '-copy${copy}'`;
    const tags = `list_transform(tags, tag -> CASE WHEN tag LIKE 'base_model:%' THEN tag${end} ELSE tag END)`;
    return `SELECT * REPLACE (id${end} AS id, ${tags} AS tags) FROM '${census}'`;
  });
  const limit = thousands < 760 ? `LIMIT ${thousands * 1000}` : "";
  const sql = `COPY (${parts.join(" UNION ALL ")} ${limit}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 100000)`;
  if (runDuckdb([sql]) === null) throw new Error("The tables require DuckDB, which could not be downloaded.");
}
