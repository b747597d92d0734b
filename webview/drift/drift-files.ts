import type { FamilyDrift } from "../../src/analyses/family/family-drift";
import type { DriftTrait } from "../../src/analyses/family/trait-edges";
import { rowsToCsv } from "../../src/lineage/export/csv-writer";
import { type Family, oldestDate } from "../../src/lineage/family";
import { inEnglish } from "../../src/words/words";
import { isEnough, rateLines } from "./drift-rates";

/** Where the data of a file comes from, and what wrote it. */
export interface FileSource {
  /** The host of the Hub. */
  readonly host: string;
  /** The version of this product. */
  readonly version: string;
}

/** The drift of a trait in a family as data: what the tables show, with the date and the source of the data. */
export function driftData(family: Family, trait: DriftTrait, drift: FamilyDrift, source: FileSource) {
  const date = oldestDate(family);
  // Names in a file do not depend on the language of the editor.
  const lines = inEnglish(() => rateLines({ trait, drift, index: null }));
  return {
    family: family.root,
    trait,
    data: {
      date: date === null ? null : new Date(date).toISOString().slice(0, 10),
      source: source.host,
      version: source.version,
    },
    rates: lines.map(({ group, label, rate }) => ({
      group,
      name: label,
      edges: rate.edges,
      changed: rate.changed,
      rate: isEnough(rate) ? rate.mean : null,
      low: isEnough(rate) ? rate.low : null,
      high: isEnough(rate) ? rate.high : null,
    })),
    changes: drift.transitions.map(({ from, to, edges }) => ({ from, to, edges })),
  };
}

/** The same as CSV: a row for each rate and for each change, all with date, source, and version. */
export function driftCsv(found: ReturnType<typeof driftData>): string {
  const { family, trait, data, rates, changes } = found;
  const about = [family, trait, data.date, data.source, data.version];
  return rowsToCsv({
    columns: [
      ...["kind", "group", "name", "from", "to", "edges", "changed", "rate", "low", "high"],
      ...["family", "trait", "data_date", "source", "version"],
    ],
    rows: [
      ...rates.map(one => [
        ...["rate", one.group, one.name, null, null],
        ...[one.edges, one.changed, one.rate, one.low, one.high],
        ...about,
      ]),
      ...changes.map(one => [
        ...["change", null, null, one.from, one.to, one.edges, one.edges, null, null, null],
        ...about,
      ]),
    ],
  });
}
