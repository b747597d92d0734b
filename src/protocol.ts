import type { IndexFigures } from "./analyses/family/index-figures";
import type {
  AnalysisChoice,
  AnalysisReport,
  AnalysisRun,
  ListedModels,
  PagePicture,
  PublishedFile,
  RowPlace,
} from "./analyses/report";
import type { WrittenScope } from "./analyses/scope-words";
import type { NamedFiles } from "./app/ports/file-ports";
import type { BesideFamily, Index, IndexStatus, QueryResult } from "./app/ports/index-port";
import type { AuthorAnswers, OwnEntries } from "./app/ports/overview-port";
import type {
  FilePart,
  FilePartRequest,
  ImportedSnapshot,
  ImportProgress,
  RefusedImport,
  SnapshotSource,
} from "./app/ports/snapshot-ports";
import type { FrontMatter } from "./card/front-matter/front-matter";
import type { PackedFamilyView } from "./lineage/packed-family";
import type { LaidCard } from "./lineage/traits/laid-card";
import type { Speech } from "./words/words";

/** What the family view can ask the extension to do. The extension checks every id again. */
export interface FamilyPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<PackedFamilyView>;
  /** Opens a model's page on the Hub. */
  openOnHub(id: string): Promise<void>;
  /** Copies a model's ID to the clipboard. */
  copyId(id: string): Promise<void>;
  /** Opens a model's card in an editor. */
  openCard(id: string): Promise<void>;
  /** Shows a diff between the cards of a parent and its child. */
  compare(pair: { readonly parent: string; readonly child: string }): Promise<void>;
  /** Keeps this family (true), or follows the active model card (false). */
  pin(pinned: boolean): Promise<void>;
  /** Centers the view on another model. */
  show(id: string): Promise<void>;
  /** Reads from the Hub again: after an error, when offline, or to continue where a limit stopped it. */
  refresh(): Promise<void>;
  /** Stops reading and keeps what was read. */
  cancel(): Promise<void>;
  /** Asks for a model id and shows it. */
  pick(): Promise<void>;
  /** Shows the extension's log. */
  showLog(): Promise<void>;
  /** What the drift of the displayed family is compared with; null if the index has nothing of it. */
  beside(): Promise<BesideFamily | null>;
  /** Where the family comes from, for files and pictures that leave the editor. */
  source(): Promise<FamilySource>;
  /** Asks for a format and saves the family, or its visible part, to a file. */
  exportFamily(): Promise<void>;
  /** Saves what the view made to a file that the user chooses. */
  save(file: SavedFile): Promise<void>;
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** The host of the Hub that a family comes from, and the version of this product. */
export interface FamilySource {
  readonly host: string;
  readonly version: string;
}

/** A file that a view made, to be saved on the user's disk. */
export interface SavedFile {
  readonly format: "csv" | "json" | "svg" | "png";
  readonly bytes: Uint8Array;
}

/** What the extension can ask the family view to do. */
export interface FamilyViewCalls {
  update(view: PackedFamilyView): Promise<void>;
  /** Lays open cards over the family that is shown, instead of those before. */
  lay(cards: readonly LaidCard[]): Promise<void>;
  /** The visible tab as the bytes of a picture; null if it is not a picture. */
  picture(format: "svg" | "png"): Promise<Uint8Array | null>;
  /** A poster of the family as the bytes of a PNG; null if there is no family. */
  poster(order: PosterLook): Promise<Uint8Array | null>;
}

/** How a poster looks, and the host of the Hub that it names. */
export interface PosterLook {
  readonly shape: "wide" | "square";
  readonly theme: "light" | "dark";
  readonly source: string;
}

/** What the view remembers while it is hidden and when VS Code restarts. */
export interface FamilyViewState {
  readonly focus: string | null;
  /** Whether the panel keeps its family when another model card becomes active. */
  readonly pinned: boolean;
}

/** What the index worker serves: the index, once it has been opened. */
export interface WorkerCalls extends Index {
  /**
   * Loads sql.js from its bytes and the saved index of a Hub (its base; null if its address is none, which has no index)
   * from `folder` (a path on the desktop, ignored on the web); unless it is `saved`, the index begins empty and is kept in
   * memory only. Errors are said in the language of `speech`.
   */
  open(place: {
    readonly wasm: ArrayBuffer;
    readonly folder: string;
    readonly hub: string | null;
    readonly saved: boolean;
    readonly speech: Speech | null;
  }): Promise<IndexStatus>;
  /** Parses the front matter of a card's text, which may take a while. */
  parseFrontMatter(text: string): Promise<PlainFrontMatter>;
  /** Runs one read-only statement on a copy of an index, in a separate worker that is ended afterward. */
  queryCopy(query: ApartQuery): Promise<QueryResult>;
}

/** Front matter that can be sent in a message: without the places inside values. */
export type PlainFrontMatter = Omit<FrontMatter, "place">;

/** A query that a person wrote, with what it needs to run apart from the index: a SQLite file and the bytes of sql.js. */
export interface ApartQuery {
  readonly wasm: ArrayBuffer;
  readonly database: Uint8Array;
  /** The index folder, which holds the snapshot; a path on the desktop, ignored on the web. */
  readonly folder: string;
  readonly sql: string;
  /** The most rows to return. */
  readonly rows: number;
}

/** What the program that imports and analyzes snapshots of the whole Hub serves; work is stopped by ending the program. */
export interface SnapshotWorkerCalls {
  /**
   * Imports a table into the index in `folder`, replacing the previous one; all or nothing. Unless `force` is set, a table
   * that loses too many rows is refused.
   */
  importSnapshot(order: {
    readonly folder: string;
    readonly source: SnapshotSource;
    readonly force?: boolean;
  }): Promise<ImportedSnapshot | RefusedImport>;
  /**
   * Writes the tables of the snapshot in `folder` with this mark beside it, for DuckDB, and returns their files; null if it was
   * replaced meanwhile.
   */
  writeQueryTables(order: {
    readonly folder: string;
    readonly mark: string;
  }): Promise<Readonly<Record<string, string>> | null>;
  /** The figures of the snapshot in a folder that the drift of a family is compared with. */
  driftFigures(folder: string): Promise<IndexFigures>;
  /** Lists every analysis. */
  listAnalyses(): Promise<readonly AnalysisChoice[]>;
  /** Runs an analysis; leaves out its `result`, which is for programs. */
  analyze(order: AnalysisOrder): Promise<AnalysisReport>;
  /** Renders a report as an HTML page with its pictures. */
  reportPage(report: AnalysisReport): Promise<string>;
  /** Draws a report's pictures. */
  reportPictures(report: AnalysisReport): Promise<readonly PagePicture[]>;
  /** Renders reports of the snapshot in `folder`, all run in one way, as the files of one published report. */
  publish(order: {
    readonly folder: string;
    readonly run: AnalysisRun;
    readonly reports: readonly AnalysisReport[];
  }): Promise<readonly PublishedFile[]>;
  /** Lists the models that a row of an analysis counts. */
  modelsOfRow(order: AnalysisOrder & RowPlace): Promise<ListedModels>;
  /** Chooses the authors of the snapshot in `folder` that the Hub is worth asking about, at most `most`. */
  authorsToAsk(
    order: AuthorAnswersPlace & { readonly own: OwnEntries | undefined; readonly most: number },
  ): Promise<readonly string[]>;
  /** Keeps what the Hub answered in `folder`; returns where a damaged file of earlier answers was moved to, or null. */
  keepAnswers(order: AuthorAnswersPlace & { readonly told: AuthorAnswers }): Promise<string | null>;
}

/** Whose answers about authors, and in which index folder. */
export interface AuthorAnswersPlace {
  readonly folder: string;
  /** The Hub's base; null if its address is not one. */
  readonly hub: string | null;
}

/** Which analysis to run on the snapshot in `folder`, and how; the answers of the Hub that are kept there are added. */
export interface AnalysisOrder extends AnalysisRun, AuthorAnswersPlace {
  readonly id: string;
}

/** What the host does for that program: requests, because it knows the user's proxy. */
export interface SnapshotHostCalls {
  part(request: FilePartRequest): Promise<FilePart>;
  progress(progress: ImportProgress): Promise<void>;
}

/** What the query view shows. */
export interface QueryView {
  /** The number of the run: a different number means a different result. */
  readonly run: number;
  readonly state: "empty" | "running" | "ready" | "error";
  /** The statement that is running or ran last, or where other rows come from. */
  readonly sql: string;
  /** What the rows are; absent for the result of a query. */
  readonly about?: RowsAbout;
  /** What went wrong and what to do, or what was left out; null if there is nothing to say. */
  readonly message: string | null;
  /** The rows, with long texts cut; null if there are none to show. */
  readonly result: QueryResult | null;
  /** Values without a slash that are IDs of models in the index. */
  readonly models?: readonly string[];
  /** How long it ran, in ms; null while it runs. */
  readonly milliseconds: number | null;
}

/** What rows are that come from no query, and can be filtered. */
export interface RowsAbout {
  readonly title: string;
  /** Figures that sum the rows up. */
  readonly figures: readonly string[];
  /** What the rows rest on. */
  readonly note: string;
}

/** What the query view can ask the extension to do. The extension checks ids again. */
export interface QueryPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<QueryView>;
  /** Cancels the running query. */
  cancel(): Promise<void>;
  /** Runs the same statement again. */
  again(): Promise<void>;
  /** Saves the rows that pass a filter as CSV to a file that the user chooses. */
  exportCsv(filter: string): Promise<void>;
  /** Copies the rows that pass a filter as a Markdown table. */
  copyMarkdown(filter: string): Promise<void>;
  /** Shows a model's family. */
  show(id: string): Promise<void>;
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** What the extension can ask the query view to do. */
export interface QueryViewCalls {
  update(view: QueryView): Promise<void>;
}

/** What the query view remembers while it is hidden: the run, the filter, the sort column, and the visible row. */
export interface QueryViewState {
  readonly run: number;
  readonly filter: string;
  readonly sort: { readonly column: number; readonly descending: boolean } | null;
  readonly row: number;
}

/** The report that the user wants. */
export interface ReportRequest {
  readonly id: string;
  readonly mode: AnalysisRun["mode"];
  readonly scope: WrittenScope;
}

/** What the report view shows. */
export interface ReportView {
  /** `offered`: VS Code restored the panel, and the report runs again when the user asks for it. */
  readonly state: "running" | "ready" | "error" | "offered";
  /** Every analysis that can be chosen. */
  readonly choices: readonly AnalysisChoice[];
  /** The report that is running or ran last. */
  readonly request: ReportRequest;
  /** What went wrong and what to do; null if nothing did. */
  readonly message: string | null;
  /** The latest report; null before the first. */
  readonly report: AnalysisReport | null;
}

/** What the report view remembers while it is hidden and when VS Code restarts. */
export interface ReportViewState {
  readonly request: ReportRequest;
}

/** What the report view can ask the extension to do. The extension checks everything again. */
export interface ReportPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<ReportView>;
  /** Runs an analysis, replacing any that is running. */
  run(request: ReportRequest): Promise<void>;
  /** Stops the running analysis. */
  cancel(): Promise<void>;
  /** Lists the models that a row counts; null if that failed, which the user has been told. */
  models(place: RowPlace): Promise<ListedModels | null>;
  /** Shows a model's family. */
  show(id: string): Promise<void>;
  /** Asks for a format and saves this report, or the reports of all analyses. */
  exportReport(): Promise<void>;
  /** Saves one picture to a file that the user chooses. */
  save(file: SavedFile & { readonly title: string }): Promise<void>;
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** What the extension can ask the report view to do. */
export interface ReportViewCalls {
  update(view: ReportView): Promise<void>;
}

/** What the host does for a worker without access to files (the web). */
export type HostFileCalls = NamedFiles;
