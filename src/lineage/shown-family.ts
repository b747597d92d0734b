import type { Family } from "./family";
import type { HubCopy } from "./traits/laid-card";

/** Whether a view is complete, and if not, why. */
export type ViewState = "empty" | "loading" | "ready" | "partial" | "offline" | "error";

/** Everything that the family view shows. */
export interface FamilyView {
  /** The model in the middle; null if the view is empty. */
  readonly focus: string | null;
  /** Whether the focus is a card that is not on the Hub: a draft child of its declared parents. */
  readonly draft: boolean;
  /** The model around which the family is drawn, if that is not the focus: the parent of a draft. */
  readonly around?: string;
  /** The family with the open cards laid over it. */
  readonly family: Family | null;
  /** What the Hub says of the models that have an open card; absent if there are none. */
  readonly onHub?: ReadonlyMap<string, HubCopy>;
  readonly state: ViewState;
  /** A sentence for the user: what is happening, what is missing, or what went wrong and what to do. */
  readonly message: string | null;
  /** Progress: how many of the known models have had their children checked. */
  readonly progress: { readonly checked: number; readonly total: number } | null;
  /** How old its parts are, in words ("3 hours ago"); null if nothing was read. */
  readonly age: string | null;
}
