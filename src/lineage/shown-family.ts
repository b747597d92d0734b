import type { Family } from "./family";

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
