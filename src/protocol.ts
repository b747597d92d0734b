import type { Index, IndexStatus, NamedFiles } from "./app/ports";
import type { Family } from "./lineage/family";

/** What a view shows besides its data: whether it is complete, and if not, why. */
export type ViewState = "empty" | "loading" | "ready" | "partial" | "offline" | "error";

/** Everything that the family view shows. */
export interface FamilyView {
  /** The model in the middle; null when the view is empty. */
  readonly focus: string | null;
  /** Whether the focus is a card that is not on the Hub: a draft child of the parents that it declares. */
  readonly draft: boolean;
  readonly family: Family | null;
  readonly state: ViewState;
  /** A sentence for the person: what is going on, what is missing, or what went wrong and what to do. */
  readonly message: string | null;
  /** How far reading is: models whose children are checked, of all that are known. */
  readonly progress: { readonly checked: number; readonly total: number } | null;
  /** When the oldest answer was read, in words ("3 hours ago"); null when nothing was read. */
  readonly age: string | null;
}

/** What the family view asks of the extension. Every id is checked again on arrival. */
export interface FamilyPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<FamilyView>;
  /** Opens a model's page on the Hub. */
  openOnHub(id: string): Promise<void>;
  /** Opens a model's card in an editor. */
  openCard(id: string): Promise<void>;
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
  /** An error inside the view, for the log. */
  failed(message: string): Promise<void>;
}

/** What the extension tells the family view. */
export interface FamilyViewCalls {
  update(view: FamilyView): Promise<void>;
}

/** What the view keeps when it is hidden or VS Code restarts. */
export interface FamilyViewState {
  readonly focus: string | null;
}

/** What the index worker serves: the index, after it was opened once. */
export interface WorkerCalls extends Index {
  /** Loads sql.js from its bytes and the saved index from `folder` (a path on the desktop, ignored on the web). */
  open(place: { readonly wasm: ArrayBuffer; readonly folder: string }): Promise<IndexStatus>;
}

/** What the host does for a worker that has no files of its own (the web). */
export type HostFileCalls = NamedFiles;
