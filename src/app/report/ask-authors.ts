import { modelsWithin, type Scope } from "../../analyses/scope";
import type { LineageColumns } from "../../columns/columns";
import { count, grouped, listed } from "../../lineage/in-words";
import { repoIdProblem } from "../../lineage/repo-id";
import { type AuthorSources, authorTables } from "../../organizations/author-sources";
import {
  type AskedAuthor,
  type KeptAnswers,
  leftAlone,
  noAnswers,
  type UnansweredAuthor,
} from "../../organizations/kept-answers";
import { kindOf } from "../../organizations/kind-of";
import { authorKey } from "../../organizations/kinds";
import { t } from "../../words/words";
import { forEachWithLimit } from "../for-each-with-limit";
import type { Asking } from "../ports/asking";
import { HubError, stopping, UserError } from "../ports/errors";
import type { OverviewPort } from "../ports/overview-port";

/** Which authors to ask about. */
export interface AuthorQuestion {
  readonly scope: Scope;
  /** The entries of the user's own table, if there is one. */
  readonly own: AuthorSources["own"] | undefined;
  /** What is kept of earlier answers; null if it cannot be read. */
  readonly kept: KeptAnswers | null;
  /** At most so many. */
  readonly most: number;
  /** In ms since 1970. */
  readonly now: number;
}

/**
 * The authors in the scope, and at the other end of its links, of whom no table tells the kind and no fresh answer is kept, the most downloaded ones first, then
 * those with the most models. Throws UserError if the own table has an entry that is none.
 */
export function authorsToAsk(
  columns: LineageColumns,
  { scope, own, kept, most, now }: AuthorQuestion,
): readonly string[] {
  const within = withNeighbors(columns, modelsWithin(columns, scope));
  const { codes, values } = columns.author;
  const { downloads } = columns.numbers;
  const [models, fetched] = [new Float64Array(values.length), new Float64Array(values.length)];
  for (let model = 0; model < columns.models; model++) {
    const author = codes[model] ?? -1;
    if (author < 0 || (within !== null && within[model] !== 1)) continue;
    models[author] = (models[author] ?? 0) + 1;
    fetched[author] = (fetched[author] ?? 0) + (downloads?.[model] || 0);
  }
  const tables = authorTables(own === undefined ? {} : { own });
  if (typeof tables === "string") throw new UserError(tables);
  const isAlone = leftAlone(kept ?? noAnswers, now);
  const found = new Map<string, number>();
  values.forEach((name, author) => {
    if (models[author] === 0 || isAlone(name) || repoIdProblem(name) !== null) return;
    if (kindOf(name, tables).kind === "unknown" && !found.has(authorKey(name)))
      found.set(authorKey(name), author);
  });
  const of = (numbers: Float64Array, author: number) => numbers[author] ?? 0;
  return [...found.values()]
    .sort((a, b) => of(fetched, b) - of(fetched, a) || of(models, b) - of(models, a) || a - b)
    .slice(0, most)
    .flatMap(author => values[author] ?? []);
}

/** Adds the models at the other end of the links of some. */
function withNeighbors({ edges: { child, parent } }: LineageColumns, within: Uint8Array | null) {
  if (within === null) return null;
  const both = within.slice();
  for (let edge = 0; edge < child.length; edge++) {
    const [low, high] = [child[edge] ?? 0, parent[edge] ?? 0];
    if (within[low] === 1) both[high] = 1;
    if (within[high] === 1) both[low] = 1;
  }
  return both;
}

/** What the Hub told of the authors that it was asked about. */
export interface AskedAuthors {
  readonly told: KeptAnswers;
  /** Why some were left without an answer; null if none was. */
  readonly failure: HubError | null;
}

/** How to ask. */
export interface AskingAuthors {
  readonly overviews: OverviewPort;
  readonly clock: () => number;
  readonly ask: Asking;
  /** Is told how many authors have been asked about. */
  readonly onAnswer?: (asked: number) => void;
}

/**
 * Asks the Hub about authors, a few at a time, within its limits. After a failure that concerns all of them (offline, rate
 * limit, canceled) it stops; the answers until then are returned.
 */
export async function askAuthors(
  names: readonly string[],
  { overviews, clock, ask, onAnswer }: AskingAuthors,
): Promise<AskedAuthors> {
  const answers: AskedAuthor[] = [];
  const unanswered: UnansweredAuthor[] = [];
  const failure = await forEachWithLimit(names, async name => {
    try {
      const { is } = await overviews.overview(name, ask);
      answers.push({ name, is, at: clock() });
    } catch (error) {
      if (error instanceof HubError && !stopping.has(error.reason)) unanswered.push({ name, at: clock() });
      throw error;
    }
    onAnswer?.(answers.length + unanswered.length);
  });
  return { told: { answers, unanswered }, failure };
}

/** What the Hub was asked and told, as sentences; `wanted` is how many authors were to be asked about. */
export function askedInWords({ told, failure }: AskedAuthors, wanted: number): string {
  if (wanted === 0)
    return t`The Hub was not asked about any author: all have a kind, a recent answer, or a recent failure.`;
  const of = (is: AskedAuthor["is"]) => told.answers.filter(answer => answer.is === is).length;
  const parts = [
    count(of("organization"), "organization"),
    count(of("person"), "person"),
    t`${count(of("nobody"), "name")} that nobody has today`,
  ];
  const said = t`The Hub answered about ${grouped(told.answers.length)} of ${count(wanted, "author")}: ${listed(parts, parts.length, "and")}.`;
  return failure === null ? said : `${said} ${failure.message}`;
}
