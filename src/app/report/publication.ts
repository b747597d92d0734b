import type { ResultTable } from "../../analyses/analysis";
import { relationCoverageName } from "../../analyses/authors/repackagers";
import { analysisById } from "../../analyses/list";
import type { AnalysisReport, AnalysisRun, ReportFigure } from "../../analyses/report";
import { scopeInWords } from "../../analyses/scope-words";
import { findingInWords } from "../../analyses/sentence";
import { listed } from "../../lineage/in-words";
import { cutMiddle, showable } from "../../lineage/showable";
import { tablesInWords } from "../../organizations/author-sources";
import type { SnapshotFacts } from "../ports/snapshot-ports";
import { badCardsInWords, skippedInWords, skippedRows } from "../snapshot/lost-rows";
import { losses, type ShownTable, shownTables } from "./analysis-report";

/** Reports to be published together, and the snapshot that they are of. */
export interface Publication {
  /** The version of this product. */
  readonly version: string;
  readonly facts: SnapshotFacts;
  /** The snapshot that growth compares with, if any. */
  readonly older?: SnapshotFacts;
  readonly run: AnalysisRun;
  readonly parts: readonly PublicationPart[];
}

/** The report of one analysis with its figures. */
export interface PublicationPart {
  readonly report: AnalysisReport;
  readonly figures: readonly ReportFigure[];
}

/** A figure with its number and the name of its files. */
export interface NumberedFigure {
  readonly figure: ReportFigure;
  readonly number: number;
  /** The name of its files, without an ending: `violations-licenses`. */
  readonly name: string;
  readonly table: ResultTable | undefined;
}

/** A part as it is shown. */
export interface ShownPart {
  readonly report: AnalysisReport;
  /** What was found, as a sentence; null if the data lack what it needs. */
  readonly finding: string | null;
  readonly figures: readonly NumberedFigure[];
  readonly tables: readonly ShownTable[];
}

/** What a published report says, for every form of it. */
export interface PublishedText {
  readonly title: string;
  /** The date, size, and scope of the data. */
  readonly data: string;
  readonly parts: readonly ShownPart[];
  readonly coverage: ResultTable;
  readonly limits: readonly string[];
  readonly sources: readonly string[];
  readonly command: string;
  /** What the words in capitals of the command stand for, as a sentence. */
  readonly places: string;
}

/** Puts into words what a publication says; tables have at most `most` rows. It reads no clock and names no folder. */
export function publishedText(publication: Publication, most: number): PublishedText {
  const { version, facts, older, run } = publication;
  const day = dayOf(facts.takenAt);
  const scope = scopeInWords(run.scope);
  const number = (value: number) => value.toLocaleString("en-US");
  const parts = numbered(publication, most);
  return {
    title: `Lineage of models on the Hugging Face Hub${day === null ? "" : `, ${day}`}`,
    data: [
      `Date of the data: ${day ?? "unknown"}`,
      `${number(facts.models)} models and ${number(facts.edges)} links to parents by their exact IDs`,
      ...(older === undefined
        ? []
        : [`compared with ${number(older.models)} models of ${dayOf(older.takenAt) ?? "an unknown date"}`]),
      ...(scope === null ? [] : [`limited to ${scope}`]),
      run.mode === "paper"
        ? "counted exactly as published"
        : "counted with more links found again under other names, and without self-references",
    ].join("; "),
    parts,
    coverage: coverageOf(parts),
    limits: limitsOf(publication),
    sources: [
      `The Hub Lineage authors. Hub Lineage, version ${version}. Computer program.`,
      `Hugging Face Hub: metadata of its public models, ${day ?? "date unknown"}.`,
      ...new Set(parts.map(({ report }) => `${report.title}: ${report.source}.`)),
    ],
    command: commandOf(publication),
    places: placesOf(publication),
  };
}

/** The day (UTC) of a time in ms since 1970; null if it is unknown. */
function dayOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().slice(0, 10);
}

function numbered({ parts }: Publication, most: number): readonly ShownPart[] {
  let number = 0;
  const names = new Set<string>();
  return parts.map(({ report, figures }) => ({
    report,
    finding: findingInWords(report),
    figures: figures.map(figure => {
      number++;
      const table = report.tables.find(({ id }) => id === figure.table);
      return { figure, number, name: freeName(`${report.id}-${figure.table}`, names), table };
    }),
    tables: shownTables(report, most).map(shortened),
  }));
}

/** A name for files that is not taken yet. */
function freeName(wanted: string, taken: Set<string>): string {
  const base = wanted
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80);
  let name = base;
  for (let at = 2; taken.has(name); at++) name = `${base}-${at}`;
  taken.add(name);
  return name;
}

/** The most characters of a cell. */
const longestCell = 160;

/** A table whose long texts are shortened in the middle. */
function shortened(table: ShownTable): ShownTable {
  // A reason without its middle may be read as its opposite.
  if (table.id === "claims") return table;
  const short = (cell: ResultTable["rows"][number][number]) =>
    typeof cell === "string" ? cutMiddle(showable(cell), longestCell) : cell;
  return { ...table, rows: table.rows.map(row => row.map(short)) };
}

/** What the figures of each analysis are based on. */
function coverageOf(parts: readonly ShownPart[]): ResultTable {
  return {
    id: "coverage",
    title: "What the figures are based on",
    columns: ["analysis", "what", "known", "total", "share"],
    rows: parts.flatMap(({ report }) =>
      report.coverage.map(({ what, unit, known, total }) => [
        report.title,
        `${what} (${unit})`,
        known,
        total,
        total === 0 ? null : `${((100 * known) / total).toFixed(1)}%`,
      ]),
    ),
  };
}

/** What the data lack, and what that means for the figures. */
function limitsOf({ facts, parts }: Publication): readonly string[] {
  const used = parts.find(({ report }) => report.authors !== undefined)?.report.authors;
  const run = parts.flatMap(({ report }) => analysisById(report.id) ?? []);
  const lacking = losses(run, facts.columns).map(({ id, missing }) => {
    const title = analysisById(id)?.title ?? id;
    return `${title} reports less because these columns are missing from the imported table, empty, or not in a known format: ${missing.join(", ")}.`;
  });
  return [
    ...lacking,
    ...(facts.takenAt === null
      ? ["The imported table has no times, so the date of the data is unknown."]
      : ["The date of the data is the latest time in the imported table."]),
    ...(skippedRows(facts.skipped) === 0
      ? []
      : [`The import could not use every row: ${skippedInWords(facts.skipped)}.`]),
    ...[badCardsInWords(facts.badCards)].filter(words => words !== null),
    ...(used === undefined ? [] : [`Kinds of authors were read from these sources: ${tablesInWords(used)}.`]),
    "Lineage is what model cards and the Hub declare. Undeclared parents are not counted.",
    ...(areUntyped(parts)
      ? [
          "No link declares its relation, so finetunes, adapters, quantized models, and merges are not told apart.",
        ]
      : []),
    ...(parts.some(({ report }) => report.id === "violations")
      ? [
          "Possible license conflicts are found in tags alone: no license file was read, agreements between people are unknown, and nothing here is legal advice.",
        ]
      : []),
    ...(parts.some(({ report }) => (report.claims ?? []).length > 0)
      ? ["Verdicts on published claims speak of this table, not of the data and the date of the claim."]
      : []),
    "A parent that is not in the imported table, such as a private or deleted model, adds no edge.",
    "Intervals are 95% intervals. Of a table with all models, they say how far figures would lie apart if other parents, families, or authors like these had published. Figures without one count all models in scope whose values are known, or have none yet.",
  ];
}

/** Whether the relations of links were looked for, and none is declared. */
function areUntyped(parts: Publication["parts"]): boolean {
  const found = parts.flatMap(({ report }) =>
    report.coverage.filter(({ what }) => what === relationCoverageName),
  );
  return found.some(({ total }) => total > 0) && found.every(({ known }) => known === 0);
}

/** A word of a command line that a POSIX shell takes as it is. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${showable(word).replaceAll("'", "'\\''")}'`;
}

/** What the words in capitals of the command stand for. */
function placesOf({ run: { authors }, older }: Publication): string {
  const places = [
    "INDEX is the index folder",
    "FOLDER is the folder for the report",
    ...(older === undefined ? [] : ["OLDER is the older table or index folder"]),
    ...(authors?.own === undefined ? [] : ["AUTHORS is the table of authors"]),
  ];
  return `${listed(places, places.length)}.`;
}

/** The command that makes the same bytes again from the same snapshot. */
function commandOf({ run, older, parts }: Publication): string {
  const { mode, seed, scope, measures, relation, top, authors } = run;
  const { family, organization, task, from, to } = scope;
  const words = [
    ...["--index", "INDEX", "--out", "FOLDER"],
    ...["--analyses", parts.map(({ report }) => report.id).join(",")],
    ...["--mode", mode, "--seed", String(seed)],
    ...(measures === undefined ? [] : ["--measure", measures.join(",")]),
    ...(relation === undefined ? [] : ["--relation", relation]),
    ...(top === undefined ? [] : ["--top", String(top)]),
    ...(older === undefined ? [] : ["--compare", "OLDER"]),
    ...(authors?.own === undefined ? [] : ["--organizations", "AUTHORS"]),
    ...(family === undefined ? [] : ["--family", family]),
    ...(organization === undefined ? [] : ["--organization", organization]),
    ...(task === undefined ? [] : ["--task", task]),
    ...(from === undefined ? [] : ["--since", dayOf(from) ?? ""]),
    ...(to === undefined ? [] : ["--before", dayOf(to) ?? ""]),
  ];
  return `hub-lineage report ${words.map(quoted).join(" ")}`;
}
