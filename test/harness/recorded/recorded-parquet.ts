import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse as parseCsv } from "csv-parse/sync";
import { jsonLines } from "../../hub/models/recorded-models";
import { parquetOf, type SnapshotRow, weightsColumn } from "../../unit/snapshot/import/parquet-rows";
import { recordedPath } from "./recorded-data";

/** A model of the Hub's API as it was recorded, as far as the tests count it. */
export interface RecordedDetails {
  readonly id: string;
  readonly createdAt: string;
  readonly downloads: number;
  readonly tags: readonly string[];
  readonly pipeline_tag?: string;
  readonly library_name?: string;
  readonly cardData?: { readonly co2_eq_emissions?: number | { readonly emissions?: number } };
  readonly safetensors?: { readonly parameters?: Readonly<Record<string, number>>; readonly total: number };
}

/** The recorded answers about 8,650 models of July 2024. */
export function recordedDetails(): readonly RecordedDetails[] {
  const path = recordedPath("tables/hub_2024-07_details_8650.jsonl.gz");
  return [...jsonLines(path)] as unknown as readonly RecordedDetails[];
}

/** The same as a table of hub-stats. */
export function parquetOfDetails(models: readonly RecordedDetails[]): Uint8Array<ArrayBuffer> {
  const types = new Set(models.flatMap(({ safetensors }) => Object.keys(safetensors?.parameters ?? {})));
  const rows = models.map((model): SnapshotRow => {
    const { id, createdAt, downloads, tags, pipeline_tag, library_name, cardData, safetensors } = model;
    const counts = Object.entries(safetensors?.parameters ?? {}).map(
      ([type, count]) => [type, BigInt(count)] as const,
    );
    return {
      ...{ id, createdAt: new Date(createdAt), downloads: BigInt(downloads), tags },
      ...(pipeline_tag === undefined ? {} : { pipeline_tag }),
      ...(library_name === undefined ? {} : { library_name }),
      ...(cardData === undefined ? {} : { cardData: JSON.stringify(cardData) }),
      ...(safetensors === undefined
        ? {}
        : {
            safetensors: { parameters: Object.fromEntries(counts), total: BigInt(safetensors.total) },
          }),
    };
  });
  return parquetOf(rows, { replaced: weightsColumn([...types].sort()), groupRows: 1_000 });
}

/** The 1,419 models whose emissions were collected in 2023, each with its grams as written. */
export function recordedEmissions(): readonly { readonly id: string; readonly grams: string }[] {
  const text = gunzipSync(readFileSync(recordedPath("tables/co2_1419_castano.csv.gz")));
  const rows = parseCsv(text, { columns: true }) as Record<string, string>[];
  return rows.map(({ modelId = "", co2_eq_emissions: grams = "" }) => ({ id: modelId, grams }));
}

/** The same as a table of hub-stats. */
export function parquetOfEmissions(models: ReturnType<typeof recordedEmissions>): Uint8Array<ArrayBuffer> {
  return parquetOf(models.map(({ id, grams }) => ({ id, cardData: `{"co2_eq_emissions": ${grams}}` })));
}
