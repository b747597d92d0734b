import type { Edge, Model } from "../lineage/model";
import type { Disable } from "./disable";
import type { FrontMatter } from "./front-matter/front-matter";
import type { Range } from "./position";

/** How much a finding matters: an `error` is certain and breaks something, a `hint` is only an offer. */
export type Severity = "error" | "warning" | "info" | "hint";

/** One replacement in the text of a card; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A change that settles a finding: edits that do not overlap, all in offsets of the text as it was linted. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it decides what a person should decide, such as the license: never applied together with others. */
  readonly isChoice?: boolean;
}

/** One thing that a rule says about a card. The message is plain text: one sentence that ends with what to do. */
export interface Finding {
  /** Id of the rule, `area/what`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly fixes: readonly Fix[];
  /** What else the finding rests on; `id` is the model that it speaks of. */
  readonly related?: { readonly message: string; readonly id?: string };
}

/** What is known of a model that a card names. */
export type KnownModel =
  | {
      readonly state: "known";
      readonly model: Model;
      readonly parents: readonly Edge[];
      /** The id that the Hub uses today; differs from the one asked for when the model was renamed. */
      readonly id: string;
      /** When the answer was read, in ms since 1970. */
      readonly at: number;
    }
  /** The Hub does not show it; `orPrivate` where its answer does not tell missing from private. */
  | { readonly state: "missing"; readonly orPrivate: boolean }
  /** Not asked yet or no answer: rules say nothing. */
  | { readonly state: "unknown" };

/** What lies around a card. */
export interface CardContext {
  /** The card's own repo id; null for a draft that is not on the Hub. */
  readonly repo: string | null;
  /** Names of the files beside the card; null where nobody looked. */
  readonly files: readonly string[] | null;
  readonly lookup: (id: string) => KnownModel;
}

/** A card as the rules see it: its text and the part of its front matter that could be read for certain. */
export interface ParsedCard {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  /** The comments that silence rules. */
  readonly disables: readonly Disable[];
}

/** What a rule yields: a finding without the rule's own name; its severity only where it differs from the rule's. */
export type RuleFinding = Omit<Finding, "rule" | "severity"> & { readonly severity?: Severity };

/** One rule of the lint. `summary` is one sentence that says what the rule finds. */
export interface Rule {
  /** `area/what`, as shown and as written in settings. */
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly check: (card: ParsedCard, context: CardContext) => Iterable<RuleFinding>;
}
