import type { CardContext } from "../finding";
import type { AncestorFiles } from "./ancestor-files";
import type { Obligation } from "./obligations";

/** A text that is put next to a card or into it, for obligations that it meets. */
export interface Addition {
  /** The name of a file next to the card, or README.md. */
  readonly file: string;
  /** `append`: the file is there and stays as it is, with this text behind it. */
  readonly kind: "create" | "append";
  readonly text: string;
  /** What a file that gets text at its end held when it was judged; null for a new one. */
  readonly behind: string | null;
  /** Where the text is from: the SPDX list, an ancestor's file, or the license's own wording. */
  readonly from: string;
  /** What a person has to fill in; null if nothing. */
  readonly fill: string | null;
  readonly meets: readonly Obligation[];
}

/** What only a person can do about obligations, as one sentence. */
export interface LeftOver {
  readonly todo: string;
  readonly about: readonly Obligation[];
}

/** What can be added, file by file, and what is left to a person. */
export interface Additions {
  readonly additions: readonly Addition[];
  readonly left: readonly LeftOver[];
}

/** What additions are made from. */
export interface AdditionSources {
  readonly card: string;
  readonly context: CardContext;
  /** The card's own license. */
  readonly own: string | null;
  /** Texts of the license files next to the card. */
  readonly contents: ReadonlyMap<string, string>;
  /** The license files of ancestors, by their IDs, of those whose files were read. */
  readonly ofAncestors: ReadonlyMap<string, AncestorFiles>;
  /** The text of a license that may be shipped; null if there is none. */
  readonly shipped: (license: string) => string | null;
  /** The Hub's address for readers of the card, without a final slash. */
  readonly endpoint: string;
}
