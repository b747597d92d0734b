import type { Ancestor } from "../ancestors";
import type { CardContext } from "../finding";
import type { AncestorFiles } from "./ancestor-files";
import type { Said } from "./said-texts";

/** Whether something that a license asks for is there, and where, or what is wanted. */
export interface Checked {
  /** `to check`: only a person can tell. */
  readonly state: "there" | "missing" | "to check";
  /** Where it was seen: the name of a file, or README.md. */
  readonly seen: string | null;
  /** The words or the address that are wanted; null if there is nothing to quote. */
  readonly wanted: string | null;
}

/** What a license asks, of which card, beside which files. */
export interface Asked {
  readonly context: CardContext;
  /** What the card and the files next to it say. */
  readonly said: Said;
  /** The card's own license. */
  readonly own: string | null;
  readonly license: string;
  readonly ancestor: Ancestor;
  /** The ancestor's license files; null if they were not read. */
  readonly ofAncestor: AncestorFiles | null;
}
