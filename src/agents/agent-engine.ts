import type { CardPlace } from "../app/card/card-subject";
import type { FamilyReader } from "../app/family/read-family";
import type { Hub } from "../app/ports/hub-port";
import type { IndexReader, QueryResult } from "../app/ports/index-port";
import type { FrontMatter } from "../card/front-matter/front-matter";
import type { RuleSettings } from "../card/lint-settings";

/** A card that a tool was told to read, with its surroundings and the settings of its folder. */
export interface CardAtPath {
  readonly text: string;
  readonly place: CardPlace;
  readonly rules: RuleSettings;
}

/** What the tools need of the program that hosts them. No call writes a file of the user. */
export interface AgentEngine {
  readonly endpoint: string;
  readonly index: IndexReader;
  /** The Hub and the reader that stores its answers in the index. */
  readonly hub: Hub;
  readonly reader: (hub: Hub) => FamilyReader;
  /** Why the Hub may not be asked, in a sentence that says what to do; null if it may. */
  readonly whyOffline: string | null;
  /** Reads the front matter of a text, where that holds nothing up. */
  readonly parse: (text: string) => Promise<FrontMatter>;
  /** The current time in ms since 1970. */
  readonly now: () => number;
  /** Reads a card; throws UserError for what lies outside the folders that the host allows, or is no readable file. */
  readonly readCard: (path: string, repo: string | undefined, signal: AbortSignal) => Promise<CardAtPath>;
  /** Runs read-only SQL on a copy of the index, within limits of time and memory. */
  readonly query: (sql: string, rows: number, signal: AbortSignal) => Promise<QueryResult>;
}

/** One call of a tool: how it is canceled, and who hears of its progress. */
export interface ToolCall {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number | undefined, message: string) => void;
}
