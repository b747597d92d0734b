import type { HubOverview, KeptAnswers } from "../../organizations/kept-answers";
import type { AuthorEntry } from "../../organizations/kinds";
import type { Asking } from "./asking";

/** Reads the Hub's overviews of an author's name. */
export interface OverviewPort {
  /**
   * Whether an organization, a person, or nobody has the name: the Hub is asked for an organization and, if it has none, for
   * a person. Throws HubError if there is no clear answer, so that "not read" never passes for "nobody".
   */
  overview(name: string, ask?: Asking): Promise<HubOverview>;
}

/** What the Hub answered about authors, to be kept. */
export type AuthorAnswers = KeptAnswers;

/** The user's own table of authors, as plain data. */
export type OwnEntries = readonly AuthorEntry[];
