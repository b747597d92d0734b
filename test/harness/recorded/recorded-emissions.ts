import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse as parseCsv } from "csv-parse/sync";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { readEmissions, sumEmissions } from "../../../src/lineage/measures/emissions";
import { jsonLines } from "../../hub/models/recorded-models";
import type { BenchRow } from "../bench-row";
import { recordedPath } from "./recorded-data";

/** Emissions that a recorded model declares. */
interface Declared {
  readonly id: string;
  readonly value: unknown;
}

const sources: readonly (readonly [name: string, read: () => readonly Declared[]])[] = [
  ["a table of 2023 (numbers alone)", reportedIn2023],
  ["metadata of July 2024", () => inMetadata("hub_2024-07_details_8650")],
  ["metadata of June 2026", () => inMetadata("hub_stats_frozen_2026-06-05_4167")],
  ["cards", inCards],
];

const allSources = "all sources, where models repeat";

/** What the reader makes of all recorded emissions, by source; prints what is left out of sums and why. */
export function emissionRows(): readonly BenchRow[] {
  const all = sources.map(([name, read]) => ({ name, declared: read() }));
  return [...all, { name: allSources, declared: all.flatMap(({ declared }) => declared) }].flatMap(
    ({ name, declared }) => rowsOf(name, declared),
  );
}

function rowsOf(name: string, declared: readonly Declared[]): readonly BenchRow[] {
  const models = declared.flatMap(({ id, value }) => {
    const emissions = readEmissions(value);
    return emissions === null ? [] : [{ id, value, emissions }];
  });
  const { grams, models: plausible, leftOut } = sumEmissions(models);
  const row = (what: string, value: number): BenchRow => ({
    ...{ what: `  ${what}`, value, unit: "models" },
    ...{ beside: models.length, ratio: value / models.length },
  });
  const having = (test: (one: (typeof models)[number]) => boolean) => models.filter(test).length;
  if (name !== allSources) printLeftOut(name, models, leftOut);
  const doubts = new Map<string, number>();
  for (const { doubt } of leftOut) doubts.set(doubt, (doubts.get(doubt) ?? 0) + 1);
  return [
    { what: `Emissions in ${name}`, value: models.length, unit: "models" },
    row(
      "read as grams",
      having(({ emissions }) => emissions.grams !== null),
    ),
    row(
      "numbers, which the Hub shows",
      having(({ emissions }) => emissions.isNumber),
    ),
    row(
      "texts with a unit",
      having(({ emissions }) => emissions.unit !== null),
    ),
    row("plausible", plausible),
    ...[...doubts].map(([doubt, count]) => row(`left out: ${doubt}`, count)),
    { what: "  sum of plausible figures", value: grams / 1_000, unit: "kg" },
  ];
}

function printLeftOut(
  name: string,
  models: readonly Declared[],
  leftOut: readonly { readonly id: string; readonly doubt: string }[],
): void {
  const values = new Map(models.map(({ id, value }) => [id, value]));
  console.log(`Emissions in ${name}, left out of sums: ${leftOut.length}`);
  for (const { id, doubt } of leftOut.slice(0, 20))
    console.log(`    ${doubt.padEnd(12)} ${id}  ${JSON.stringify(values.get(id))}`);
  console.log("");
}

function inMetadata(table: string): readonly Declared[] {
  return [...jsonLines(recordedPath(`tables/${table}.jsonl.gz`))].map(({ id, cardData }) => ({
    id: String(id),
    value: (cardData as { readonly co2_eq_emissions?: unknown } | undefined)?.co2_eq_emissions,
  }));
}

function reportedIn2023(): readonly Declared[] {
  const text = gunzipSync(readFileSync(recordedPath("tables/co2_1419_castano.csv.gz")));
  const rows = parseCsv(text, { columns: true }) as Record<string, string>[];
  return rows.map(({ modelId = "", co2_eq_emissions: grams = "" }) => ({
    id: modelId,
    value: grams === "" ? undefined : Number(grams),
  }));
}

function inCards(): readonly Declared[] {
  const files = readdirSync(recordedPath("cards")).filter(name => /\.jsonl(?:\.gz)?$/.test(name));
  return files.sort().flatMap(file =>
    [...jsonLines(recordedPath(`cards/${file}`))].map((row, at) => {
      const text = String(row.text ?? `---\n${row.fm_raw ?? row.front_matter ?? ""}\n---\n`);
      // Reading all front matter takes minutes, and few cards have the field.
      const hasField = text.includes("co2_eq_emissions");
      const value = hasField ? parseFrontMatter(text).fields.get("co2_eq_emissions")?.value : undefined;
      return { id: typeof row.id === "string" ? row.id : `${file} ${at + 1}`, value };
    }),
  );
}
