import { readOwnAuthors } from "../../../src/organizations/own-authors";
import { type FuzzTarget, holds } from "../fuzz-target";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const csv = 'name,kind,country\nacme,company,DE\n"Ann","person",\nlab,university,us\n';
const json =
  '[{"name": "acme", "kind": "company", "country": "DE"},\n {"name": "Ann", "kind": "person", "note": ["]", {}]}]';

/** The user's table of authors, read as JSON and as CSV. */
export const ownAuthors: FuzzTarget = {
  name: "own-authors",
  oracle:
    "Reading ends; it yields at most one author or sentence for each row, and sentences begin with a known line.",
  seeds: () => [csv, csv.replaceAll("\n", "\r\n"), json].map(text => encoder.encode(text)),
  words: [
    '"',
    '""',
    ",",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "\\u0000",
    "__proto__",
    "constructor",
    "\ufeff",
    "null",
  ],
  check(input) {
    const text = decoder.decode(input);
    const lines = text.split("\n").length;
    for (const format of ["json", "csv"] as const) {
      const { authors, problems } = readOwnAuthors(text, format);
      holds(problems.length <= 21, () => `${problems.length} sentences as ${format}`);
      for (const [key, { name }] of authors) holds(key === name.toLowerCase(), () => `${key} is not ${name}`);
      if (format === "csv") holds(authors.size < lines, () => `${authors.size} authors in ${lines} lines`);
      for (const problem of problems) {
        const line = Number(/^Line (\d+) /.exec(problem)?.[1] ?? 1);
        holds(line >= 1 && line <= lines, () => `${problem} in ${lines} lines`);
      }
    }
  },
};
