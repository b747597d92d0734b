import type { ComparedFiles, FileFacts } from "../evidence/files/file-facts";
import type { Edge, Model } from "../lineage/model";
import type { Disable } from "./disable";
import type { FrontMatter } from "./front-matter/front-matter";
import type { Range } from "./position";

/** How much a finding matters: an `error` is certain and breaks something, a `hint` is only a suggestion. */
export type Severity = "error" | "warning" | "info" | "hint";

/** One replacement in the text of a card; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A change that resolves a finding: edits that do not overlap, in offsets of the text as linted. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it settles what a person should decide, such as the license: never applied along with others. */
  readonly isChoice?: boolean;
  /** Whether the editor shows the change and asks before it is made: it writes what is only inferred. */
  readonly isPreviewed?: boolean;
}

/** What a rule reports about a card. The message is plain text: one sentence that ends with what to do. */
export interface Finding {
  /** The id of the rule, `area/what`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly fixes: readonly Fix[];
  /** What else the finding is based on; `id` is the model it is about. */
  readonly related?: { readonly message: string; readonly id?: string };
}

/** What is known about a model that a card names. */
export type KnownModel =
  | {
      readonly state: "known";
      readonly model: Model;
      readonly parents: readonly Edge[];
      /** The id that the Hub uses today; differs from the one asked for when the model was renamed. */
      readonly id: string;
      /** When the answer was read, in ms since 1970. */
      readonly at: number;
      /** Set if the Hub no longer shows it: what it was still counts for what was made from it. */
      readonly gone?: { readonly orPrivate: boolean };
    }
  /** The Hub does not show it; `orPrivate` if its answer does not distinguish missing from private. */
  | {
      readonly state: "missing";
      readonly orPrivate: boolean;
      /** IDs that it may be a misspelling of, as far as anybody looked. */
      readonly similar?: readonly string[];
    }
  /** Not asked yet, or no answer: rules report nothing. */
  | { readonly state: "unknown" };

/** How a model is missing: the Hub never showed it, or no longer does; null if it does, or nobody asked. */
export function missingModel(known: KnownModel): Extract<KnownModel, { readonly state: "missing" }> | null {
  if (known.state === "missing") return known;
  return known.state === "known" && known.gone !== undefined ? { state: "missing", ...known.gone } : null;
}

/** What is known about a dataset that a card names. */
export type KnownDataset =
  /** `id` is what the Hub uses today; `license` is null if none is declared; several are joined by commas, as in a `Model`. */
  | {
      readonly state: "known";
      readonly id: string;
      readonly license: string | null;
      readonly gated: boolean;
    }
  | { readonly state: "missing"; readonly orPrivate: boolean }
  /** Not asked yet, or no answer: rules report nothing. */
  | { readonly state: "unknown" };

/** What the rules know beyond the card itself. */
export interface CardContext {
  /** The card's own repo id; null for a draft that is not on the Hub. */
  readonly repo: string | null;
  /** The names of the files next to the card; null if nobody looked. */
  readonly files: readonly string[] | null;
  readonly lookup: (id: string) => KnownModel;
  /** What the contents of those files tell of the parents; null or absent if nobody read them. */
  readonly told?: FileFacts | null;
  /** What is known about the files of another model; null if nobody asked. Absent if nobody can. */
  readonly filesOf?: (id: string) => ComparedFiles | null;
  /** What is known about a dataset. Absent if nobody can ask. */
  readonly dataset?: (id: string) => KnownDataset;
}

/** A card as the rules see it: its text and the part of its front matter that was read reliably. */
export interface ParsedCard {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  /** The comments that silence rules. */
  readonly disables: readonly Disable[];
}

/** What a rule yields: a finding without the rule's id, and with a severity only if it differs from the rule's. */
export type RuleFinding = Omit<Finding, "rule" | "severity"> & { readonly severity?: Severity };

/** One lint rule. `summary` is one sentence that says what the rule finds. */
export interface Rule {
  /** `area/what`, as shown and as written in settings. */
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly check: (card: ParsedCard, context: CardContext) => Iterable<RuleFinding>;
}
