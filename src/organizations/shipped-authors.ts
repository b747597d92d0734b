import { type AuthorEntry, type AuthorKind, type AuthorTable, authorKey } from "./kinds";
import { classrooms } from "./table/classrooms";
import { communities } from "./table/communities";
import { companiesElsewhere } from "./table/companies-elsewhere";
import { companiesOfAmerica } from "./table/companies-of-america";
import { companiesOfAsia } from "./table/companies-of-asia";
import { governments } from "./table/governments";
import { nonProfits } from "./table/non-profits";
import { personsFromL } from "./table/persons-from-l";
import { personsToK } from "./table/persons-to-k";
import { universities } from "./table/universities";

/** The month in which the shipped table was last gone through, line by line. */
export const authorTableDate = "2026-11";

/** What an entry of the shipped table rests on; docs/organizations.md says more about each. */
export const authorSources = {
  n: "its public name is that of the institution",
  w: "its publications or model cards name the institution or person behind it",
  s: "its own website says so",
  m: "the Hub moved the maker's models here from names without an owner",
} as const;

/** An entry of the shipped table. */
export interface ShippedAuthor extends AuthorEntry {
  readonly source: keyof typeof authorSources;
}

/** The texts of the shipped table with the kind of their entries: one author a line, as name, country (or -), source. */
export const authorTexts: readonly (readonly [AuthorKind, string])[] = [
  ["company", companiesOfAmerica],
  ["company", companiesOfAsia],
  ["company", companiesElsewhere],
  ["university", universities],
  ["non-profit", nonProfits],
  ["government", governments],
  ["community", communities],
  ["classroom", classrooms],
  ["person", personsToK],
  ["person", personsFromL],
];

let table: AuthorTable<ShippedAuthor> | undefined;

/** The authors that are shipped, built from the texts when first asked for. */
export function shippedAuthors(): AuthorTable<ShippedAuthor> {
  table ??= new Map(
    authorTexts.flatMap(([kind, text]) =>
      readAuthorText(kind, text).map(author => [authorKey(author.name), author] as const),
    ),
  );
  return table;
}

/** The entries of one text of the table. Throws an Error on a line that is not as described at `authorTexts`. */
export function readAuthorText(kind: AuthorKind, text: string): readonly ShippedAuthor[] {
  return text
    .trim()
    .split("\n")
    .map(line => {
      const [name = "", country, source, ...rest] = line.trim().split(" ");
      if (country === undefined || !isSource(source) || rest.length > 0)
        throw new Error(`The table of authors has a line that is not "name country source": ${line}`);
      return { name, kind, country: country === "-" ? null : country, source };
    });
}

function isSource(text: string | undefined): text is keyof typeof authorSources {
  return text !== undefined && Object.hasOwn(authorSources, text);
}
