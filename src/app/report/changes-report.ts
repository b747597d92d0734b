import type { ResultTable } from "../../analyses/analysis";
import type { SnapshotChanges } from "../../analyses/changes/snapshot-changes";
import type { AnalysisReport } from "../../analyses/report";
import { figure } from "../../analyses/sentence";

/** One of two snapshots that are compared: its day, or null for the current one, and its size. */
export interface ComparedSide {
  readonly day: string | null;
  readonly models: number;
  readonly edges: number;
}

/** Two snapshots, what changed, and reports of the same analyses of each, in the same order. */
export interface ComparedSides {
  readonly older: ComparedSide;
  readonly newer: ComparedSide;
  readonly changes: SnapshotChanges;
  readonly tables: readonly ResultTable[];
  readonly reports: readonly (readonly [older: AnalysisReport, newer: AnalysisReport])[];
}

/** What changed between two snapshots, as a report that is written as those of analyses are. */
export function changesReport({ older, newer, changes, tables, reports }: ComparedSides): AnalysisReport {
  const dates = [older, newer].map(({ day }) => day ?? "the current snapshot");
  const title = `Changes from ${dates[0]} to ${dates[1]}`;
  const figures = headlineTable(reports);
  const [models] = tables;
  const cell = (row: number) => (models === undefined ? "" : figure(models, row, "models", "count"));
  return {
    ...{ id: "compare", title, mode: "corrected", seed: 1, scope: {}, listed: [] },
    definition:
      "Models are matched by their exact IDs: one that was renamed counts as gone and as added. A column counts as changed where both values are known and differ, as gained where only the newer one is known, and as lost where only the older one is; an empty line means that a snapshot lacks the column. Values of a list count as a set. Links are compared as declared, by child and parent.",
    source: "counts of ours",
    finding: [cell(0), " models were added, ", cell(1), " are gone, and ", cell(2), " are in both."],
    ...{ coverage: [], published: [], pictures: [] },
    result: {
      ...{ older, newer, ...changes },
      figures: figures.rows.map(([analysis, what, was, is]) => ({ analysis, what, older: was, newer: is })),
      top: Object.fromEntries(
        tables
          .filter(({ id }) => ["added", "gone", "relicensed"].includes(id))
          .map(({ id, columns, rows }) => [
            id,
            rows.map(row => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null]))),
          ]),
      ),
    },
    tables: [...tables, ...(figures.rows.length === 0 ? [] : [figures])],
  };
}

/** The main figures of both snapshots side by side; one that a snapshot lacks is empty, which is not 0. */
function headlineTable(reports: ComparedSides["reports"]): ResultTable {
  return {
    id: "figures",
    title: "Main figures",
    columns: ["analysis", "figure", "older", "newer"],
    rows: reports.flatMap(([was, is]) => {
      const names = new Set([...(was.summary ?? []), ...(is.summary ?? [])].map(({ what }) => what));
      const of = ({ summary = [] }: AnalysisReport, name: string) =>
        summary.find(({ what }) => what === name)?.estimate ?? null;
      return [...names].map(name => [is.id, name, of(was, name), of(is, name)]);
    }),
  };
}
