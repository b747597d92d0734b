import { asObject } from "../lineage/checked-json";
import { ownValue } from "../lineage/own-value";
import { repoIdProblem } from "../lineage/repo-id";
import { showable } from "../lineage/showable";
import { countryCode } from "./countries";
import { type AuthorEntry, type AuthorTable, authorKey, authorKind, authorKinds } from "./kinds";
import { csvRows } from "./own-authors-csv";
import { jsonRows } from "./own-authors-json";
import type { OwnRow } from "./own-row";

/** The largest table of a user that is read, in characters; whoever reads the file can refuse it by its size before. */
export const longestOwnTable = 2_000_000;

const mostRows = 50_000;
const mostProblems = 20;

/** The user's table, as far as it could be read, and a sentence for each row that could not. */
export interface OwnAuthors {
  readonly authors: AuthorTable;
  /** Each begins with the line if there is one; at most 20, and then one that counts the rest. Empty if all is well. */
  readonly problems: readonly string[];
}

/**
 * Reads the user's table of authors: JSON (a list of objects) or CSV (with a header), with `name`, `kind`, and where
 * wanted `country`; what else a row has is not read. A bad row is left out and told, with its line. Never throws.
 */
export function readOwnAuthors(text: string, format: "json" | "csv"): OwnAuthors {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  if (body.length > longestOwnTable)
    return refused(
      `The table of authors has ${body.length} characters, and at most ${longestOwnTable} are read. Keep only the authors that you need.`,
    );
  if (body.trim() === "")
    return refused("The table of authors is empty. Give the name and kind of at least one author.");
  const rows = format === "json" ? jsonRows(body) : csvRows(body);
  if (typeof rows === "string") return refused(rows);
  if (rows.length > mostRows)
    return refused(
      `The table of authors has ${rows.length} rows, and at most ${mostRows} are read. Keep only the authors that you need.`,
    );
  return collect(rows);
}

/**
 * The same for entries that were read before and come from another program, whatever they are; a problem's line is the place
 * in the list, from 1. Never throws.
 */
export function checkAuthors(entries: unknown): OwnAuthors {
  if (!Array.isArray(entries) || entries.length > mostRows)
    return refused(`The table of authors is not a list of at most ${mostRows} entries.`);
  return collect(
    entries.map((entry: unknown, at): OwnRow => {
      const row = asObject(entry);
      return {
        line: at + 1,
        fields:
          row === null
            ? "is not an object."
            : { name: ownValue(row, "name"), kind: ownValue(row, "kind"), country: ownValue(row, "country") },
      };
    }),
  );
}

function refused(problem: string): OwnAuthors {
  return { authors: new Map(), problems: [problem] };
}

function collect(rows: readonly OwnRow[]): OwnAuthors {
  const authors = new Map<string, AuthorEntry>();
  const lines = new Map<string, number>();
  const problems: string[] = [];
  for (const { line, fields } of rows) {
    const entry = typeof fields === "string" ? fields : readEntry(fields);
    if (typeof entry === "string") {
      problems.push(`Line ${line} ${entry}`);
      continue;
    }
    const key = authorKey(entry.name);
    const first = lines.get(key);
    if (first === undefined) {
      authors.set(key, entry);
      lines.set(key, line);
    } else
      problems.push(`Line ${line} names ${entry.name} again after line ${first}. Remove one of the lines.`);
  }
  const more = problems.length - mostProblems;
  return {
    authors,
    problems:
      more > 0
        ? [
            ...problems.slice(0, mostProblems),
            `${more} more ${more === 1 ? "row has a problem" : "rows have problems"}.`,
          ]
        : problems,
  };
}

/** The entry that a row gives, or the rest of the sentence "Line N …". */
function readEntry({ name, kind, country }: Exclude<OwnRow["fields"], string>): AuthorEntry | string {
  const problem = nameProblem(name);
  if (problem !== null || typeof name !== "string") return problem ?? "has no name.";
  const known = typeof kind === "string" ? authorKind(kind) : null;
  if (known === null)
    return `${isGiven(kind) ? `has the kind ${quoted(kind)}` : "has no kind"}. Use one of ${authorKinds.join(", ")}.`;
  const code = typeof country === "string" ? countryCode(country) : null;
  if (code === null && isGiven(country))
    return `has the country ${quoted(country)}. Use a two-letter code (ISO 3166-1), such as DE or US, or leave it out.`;
  return { name: name.trim(), kind: known, country: code };
}

function nameProblem(name: unknown): string | null {
  if (!isGiven(name)) return "has no name. Give the author's name on the Hub.";
  if (typeof name !== "string")
    return `has the name ${quoted(name)}. Give the author's name on the Hub as text.`;
  if (name.includes("/")) return `has the name ${quoted(name)}. Give only the author, without a slash.`;
  const problem = repoIdProblem(name.trim());
  return problem === null
    ? null
    : `has the name ${quoted(name)}, which the Hub does not allow (it ${problem}). Give the author's name on the Hub.`;
}

function isGiven(value: unknown): boolean {
  return !(value === undefined || value === null || (typeof value === "string" && value.trim() === ""));
}

/** A value from the file, short and safe to show. */
function quoted(value: unknown): string {
  const text = typeof value === "object" ? (Array.isArray(value) ? "[…]" : "{…}") : String(value).trim();
  return JSON.stringify(showable(text.length > 60 ? `${text.slice(0, 60)}…` : text));
}
