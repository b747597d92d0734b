import type { NamedFiles } from "./app/file-ports";
import type { Index, IndexStatus } from "./app/ports";
import type { PackedFamilyView } from "./lineage/packed-family";

/** What the family view asks of the extension. Every id is checked again on arrival. */
export interface FamilyPanelCalls {
  /** The view is ready for its data. */
  ready(): Promise<PackedFamilyView>;
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
  update(view: PackedFamilyView): Promise<void>;
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
