import type { Range } from "../position";

/** One item of a field: an entry of its list, or the whole value where that is no list. */
export interface Item {
  /** Plain JavaScript value; a string, number, boolean, null, array or record. */
  readonly value: unknown;
  readonly range: Range;
}

/** One top-level key of the front matter with its value. */
export interface Field {
  readonly key: string;
  readonly keyRange: Range;
  /** Where the value stands, quotes included; empty and after the colon where there is none. */
  readonly valueRange: Range;
  readonly value: unknown;
  readonly items: readonly Item[];
}

/** Something in the front matter that the Hub cannot read, or that is too much to be read here; the message is one sentence. */
export interface FrontMatterProblem {
  readonly message: string;
  readonly range: Range;
  /** Set where a part is only too long or too deep to be read: what comes after it still means what it says. */
  readonly isUnread?: true;
}

/** The YAML at the head of a card, with the place of everything in it. */
export interface FrontMatter {
  /** The YAML between the fences, without them; null where the card has no front matter. */
  readonly block: Range | null;
  /** Where a line with a new key goes (the closing fence's line); null where a line cannot add one. */
  readonly insertAt: number | null;
  /** The line break that the front matter uses. */
  readonly eol: "\n" | "\r\n";
  /** Fields by key; of a key that stands twice, the first. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly problems: readonly FrontMatterProblem[];
  /** Where the value at a path of keys and numbers stands (`["model-index", 0, "name"]`), or null where none does. */
  readonly place: (path: readonly (string | number)[]) => Range | null;
}
