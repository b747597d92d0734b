import { asObject } from "../lineage/checked-json";
import { ownValue } from "../lineage/own-value";
import { repoIdProblem } from "../lineage/repo-id";
import { authorKey } from "./kinds";

/**
 * What the Hub's overviews tell of a name: an organization bears it, a person does, or nobody does today, although models
 * of that name were once listed. They tell no kind of organization.
 */
export interface HubOverview {
  readonly is: "organization" | "person" | "nobody";
}

/** An answer of the Hub about an author. */
export interface AskedAuthor extends HubOverview {
  /** The name as it was asked for. */
  readonly name: string;
  /** When the Hub answered, in ms since 1970. */
  readonly at: number;
}

/** A name about which the Hub gave no answer. */
export interface UnansweredAuthor {
  readonly name: string;
  /** When it was asked, in ms since 1970. */
  readonly at: number;
}

/** What is kept of what the Hub was asked; each name occurs once, in any case. */
export interface KeptAnswers {
  readonly answers: readonly AskedAuthor[];
  readonly unanswered: readonly UnansweredAuthor[];
}

/** Nothing kept. */
export const noAnswers: KeptAnswers = { answers: [], unanswered: [] };

/** How long an answer counts as fresh, and for how long a name without one is left alone, in ms. */
export const [freshForMs, leftAloneForMs] = [30 * 86_400_000, 3_600_000];

/** The most answers that are kept; the oldest go first. */
export const mostKept = 50_000;

/** The longest text of kept answers that is read, in characters. */
export const longestKept = 16_000_000;

const overviews: readonly HubOverview["is"][] = ["organization", "person", "nobody"];

/** Reads kept answers; null if the text is not one that `keptText` writes, or one too long. Never throws. */
export function readKept(text: string): KeptAnswers | null {
  if (text.length > longestKept) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const object = asObject(value);
  const [answers, unanswered] = ["answers", "unanswered"].map(name => object && ownValue(object, name));
  if (object === null || ownValue(object, "version") !== 1) return null;
  if (!Array.isArray(answers) || !Array.isArray(unanswered)) return null;
  return joined(noAnswers, {
    answers: answers.flatMap(asAnswer),
    unanswered: unanswered.flatMap(asUnanswered),
  });
}

/** The text that `readKept` reads. */
export function keptText({ answers, unanswered }: KeptAnswers): string {
  return `${JSON.stringify({ version: 1, answers, unanswered }, null, 1)}\n`;
}

/** Both together: what is known of a name is its latest answer, and an answer outlasts a failure to get one. */
export function joined(one: KeptAnswers, other: KeptAnswers): KeptAnswers {
  const latest = <T extends UnansweredAuthor>(entries: readonly T[]): ReadonlyMap<string, T> => {
    const found = new Map<string, T>();
    for (const entry of entries) {
      const before = found.get(authorKey(entry.name));
      if (before === undefined || before.at <= entry.at) found.set(authorKey(entry.name), entry);
    }
    return found;
  };
  const answers = [...latest([...one.answers, ...other.answers]).values()];
  const kept = answers.sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1)).slice(0, mostKept);
  const known = new Map(kept.map(({ name, at }) => [authorKey(name), at]));
  const unanswered = [...latest([...one.unanswered, ...other.unanswered]).values()]
    .filter(({ name, at }) => (known.get(authorKey(name)) ?? -1) < at)
    .sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1))
    .slice(0, mostKept);
  return { answers: kept, unanswered };
}

/** Whether a name need not be asked about now; a time in the future comes from a wrong clock and counts for nothing. */
export function leftAlone({ answers, unanswered }: KeptAnswers, now: number): (name: string) => boolean {
  const within = (entries: readonly UnansweredAuthor[], ms: number) =>
    entries.filter(({ at }) => at <= now && now - at < ms).map(({ name }) => authorKey(name));
  const names = new Set([...within(answers, freshForMs), ...within(unanswered, leftAloneForMs)]);
  return name => names.has(authorKey(name));
}

function asUnanswered(value: unknown): readonly UnansweredAuthor[] {
  const row = asObject(value);
  if (row === null) return [];
  const [name, at] = [ownValue(row, "name"), ownValue(row, "at")];
  const isName = typeof name === "string" && !name.includes("/") && repoIdProblem(name) === null;
  const isTime = typeof at === "number" && Number.isInteger(at) && at > 0 && at < 8.64e15;
  return isName && isTime ? [{ name, at }] : [];
}

function asAnswer(value: unknown): readonly AskedAuthor[] {
  const row = asObject(value);
  const is = overviews.find(one => row !== null && ownValue(row, "is") === one);
  return is === undefined ? [] : asUnanswered(value).map(({ name, at }) => ({ name, is, at }));
}
