import type { AnalysisChoice, AnalysisReport, AnalysisRun, ListedModels, RowPlace } from "./analyses/report";
import type { WrittenScope } from "./analyses/scope-words";
import type { NamedFiles } from "./app/ports/file-ports";
import type { BesideFamily, Index, IndexStatus, QueryResult } from "./app/ports/index-port";
import type {
  FilePart,
  FilePartRequest,
  ImportedSnapshot,
  ImportProgress,
  SnapshotSource,
} from "./app/ports/snapshot-ports";
import type { FrontMatter } from "./card/front-matter/front-matter";
import type { PackedFamilyView } from "./lineage/packed-family";

/** What the family view asks of the extension. Every id is checked again on arrival. */
export interface FamilyPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<PackedFamilyView>;
  /** Opens a model's page on the Hub. */
  openOnHub(id: string): Promise<void>;
  /** Opens a model's card in an editor. */
  openCard(id: string): Promise<void>;
  /** Shows the cards of a parent and its child as a difference. */
  compare(pair: { readonly parent: string; readonly child: string }): Promise<void>;
  /** Keeps this family (true), or follows the model card in front (false). */
  pin(pinned: boolean): Promise<void>;
  /** Puts another model in the middle. */
  show(id: string): Promise<void>;
  /** Reads again from the Hub: after an error, when offline, or to go on where a limit stopped it. */
  refresh(): Promise<void>;
  /** Stops reading; what was read stays. */
  cancel(): Promise<void>;
  /** Asks for a model id and shows it. */
  pick(): Promise<void>;
  /** Shows the extension's log. */
  showLog(): Promise<void>;
  /** What stands beside the drift of the family shown; null where the index has nothing of it. */
  beside(): Promise<BesideFamily | null>;
  /** Asks for a format and saves the family, or what is seen of it, in a file. */
  exportFamily(): Promise<void>;
  /** Saves what the view made, in a file that the person chooses. */
  save(file: SavedFile): Promise<void>;
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** A file that a view made, on its way to the person's disk. */
export interface SavedFile {
  readonly format: "csv" | "svg" | "png";
  readonly bytes: Uint8Array;
}

/** What the extension tells the family view. */
export interface FamilyViewCalls {
  update(view: PackedFamilyView): Promise<void>;
  /** What is seen as the bytes of a picture; null where the tab in front is none. */
  picture(format: "svg" | "png"): Promise<Uint8Array | null>;
}

/** What the view keeps when it is hidden or VS Code restarts. */
export interface FamilyViewState {
  readonly focus: string | null;
  /** Whether the panel keeps its family when another model card comes to the front. */
  readonly pinned: boolean;
}

/** What the index worker serves: the index, after it was opened once. */
export interface WorkerCalls extends Index {
  /** Loads sql.js from its bytes and the saved index from `folder` (a path on the desktop, ignored on the web). */
  open(place: { readonly wasm: ArrayBuffer; readonly folder: string }): Promise<IndexStatus>;
  /** Parses the front matter of a card's text, which may take a while. */
  parseFrontMatter(text: string): Promise<PlainFrontMatter>;
  /** Runs one reading statement over a copy of an index; for a worker of its own, which is ended after it. */
  queryCopy(query: ApartQuery): Promise<QueryResult>;
}

/** Front matter as it can be sent: places inside values stay behind. */
export type PlainFrontMatter = Omit<FrontMatter, "place">;

/** A query that a person wrote, with what it needs to run beside the index: a SQLite file and sql.js from its bytes. */
export interface ApartQuery {
  readonly wasm: ArrayBuffer;
  readonly database: Uint8Array;
  /** Of the index, where the snapshot lies; a path on the desktop, ignored on the web. */
  readonly folder: string;
  readonly sql: string;
  /** Most rows to answer. */
  readonly rows: number;
}

/** What the program serves that imports and analyzes snapshots of the whole Hub; it is ended to stop it. */
export interface SnapshotWorkerCalls {
  /** Imports a table into the index in `folder`, in the place of the one before, all or nothing. */
  importSnapshot(order: {
    readonly folder: string;
    readonly source: SnapshotSource;
  }): Promise<ImportedSnapshot>;
  /** Every analysis. */
  listAnalyses(): Promise<readonly AnalysisChoice[]>;
  /** Runs an analysis; without its `result`, which is for programs. */
  analyze(order: AnalysisOrder): Promise<AnalysisReport>;
  /** A report as an HTML page with its pictures. */
  reportPage(report: AnalysisReport): Promise<string>;
  /** Lists the models that a row of an analysis counts. */
  modelsOfRow(order: AnalysisOrder & RowPlace): Promise<ListedModels>;
}

/** Which analysis is to be run over the snapshot in `folder`, and how. */
export interface AnalysisOrder extends AnalysisRun {
  readonly folder: string;
  readonly id: string;
}

/** What the host does for that program: requests, because it knows the person's proxy. */
export interface SnapshotHostCalls {
  part(request: FilePartRequest): Promise<FilePart>;
  progress(progress: ImportProgress): Promise<void>;
}

/** What the query view shows. */
export interface QueryView {
  /** Counts the runs: another number is another result. */
  readonly run: number;
  readonly state: "empty" | "running" | "ready" | "error";
  /** The statement that runs or ran. */
  readonly sql: string;
  /** What went wrong and what to do, or what was left out; null when there is nothing to say. */
  readonly message: string | null;
  /** The rows, with long texts cut; null when there are none to show. */
  readonly result: QueryResult | null;
  /** How long it ran, in ms; null while it runs. */
  readonly milliseconds: number | null;
}

/** What the query view asks of the extension. Ids are checked again on arrival. */
export interface QueryPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<QueryView>;
  /** Ends the query that runs. */
  cancel(): Promise<void>;
  /** Runs the same statement again. */
  again(): Promise<void>;
  /** Saves the rows as CSV, in a file that the person chooses. */
  exportCsv(): Promise<void>;
  /** Copies the rows as a Markdown table. */
  copyMarkdown(): Promise<void>;
  /** Shows a model's family. */
  show(id: string): Promise<void>;
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** What the extension tells the query view. */
export interface QueryViewCalls {
  update(view: QueryView): Promise<void>;
}

/** What the query view keeps when it is hidden: the run, the column it is sorted by, and the row in sight. */
export interface QueryViewState {
  readonly run: number;
  readonly sort: { readonly column: number; readonly descending: boolean } | null;
  readonly row: number;
}

/** Which report a person wants. */
export interface ReportRequest {
  readonly id: string;
  readonly mode: AnalysisRun["mode"];
  readonly scope: WrittenScope;
}

/** What the report view shows. */
export interface ReportView {
  /** `offered`: VS Code brought the panel back, and what it had is run again when the person says so. */
  readonly state: "running" | "ready" | "error" | "offered";
  /** Every analysis that can be chosen. */
  readonly choices: readonly AnalysisChoice[];
  /** What runs or ran. */
  readonly request: ReportRequest;
  /** What went wrong and what to do; null when nothing did. */
  readonly message: string | null;
  /** What was found last; null before. */
  readonly report: AnalysisReport | null;
}

/** What the report view keeps for when it is hidden or VS Code restarts. */
export interface ReportViewState {
  readonly request: ReportRequest;
}

/** What the report view asks of the extension. Everything is checked again on arrival. */
export interface ReportPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<ReportView>;
  /** Runs an analysis, in the place of the one that runs. */
  run(request: ReportRequest): Promise<void>;
  /** Stops the analysis that runs. */
  cancel(): Promise<void>;
  /** Lists the models that a row counts; null where that failed and the person was told. */
  models(place: RowPlace): Promise<ListedModels | null>;
  /** Shows a model's family. */
  show(id: string): Promise<void>;
  /** Asks for a format and saves the report, or those of all analyses. */
  exportReport(): Promise<void>;
  /** Saves one picture, in a file that the person chooses. */
  save(file: SavedFile & { readonly title: string }): Promise<void>;
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** What the extension tells the report view. */
export interface ReportViewCalls {
  update(view: ReportView): Promise<void>;
}

/** What the host does for a worker that has no files of its own (the web). */
export type HostFileCalls = NamedFiles;
