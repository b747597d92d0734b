import type { KindOfAuthor } from "../../organizations/kind-of";
import type { ResultTable } from "../analysis";
import { type Counted, unknownKind } from "./study";

/** Why the kind of an author is unknown. */
export type WhyUnknown = "organization" | "nobody" | "not-asked" | "no-author";

/** The authors whose kind is unknown for one reason, and their models and downloads. */
export interface UnknownAuthors {
  readonly why: WhyUnknown;
  readonly authors: number;
  readonly models: number;
  /** Downloads in 30 days; null if the table has none. */
  readonly downloads: number | null;
}

const inWords: Readonly<Record<WhyUnknown, string>> = {
  organization: "organizations of unknown kind",
  nobody: "names that nobody on the Hub has today",
  "not-asked": "authors of whom the Hub was not asked, or gave no answer",
  "no-author": "models without an author in their name",
};

/**
 * What authors of unknown kind are, as far as anybody told. Models and downloads are given by the code of the author, with
 * a last place for models without one.
 */
export function unknownAuthors(
  { kinds, told }: Pick<Counted, "kinds" | "told">,
  models: Float64Array,
  downloads: Float64Array | null,
): readonly UnknownAuthors[] {
  const sums = new Map((Object.keys(inWords) as WhyUnknown[]).map(why => [why, [0, 0, 0]]));
  for (let author = 0; author < models.length; author++) {
    if (models[author] === 0 || (kinds[author] ?? unknownKind) !== unknownKind) continue;
    const sum = sums.get(whyUnknown(told(author)));
    if (sum === undefined) continue;
    sum[0]! += author < kinds.length ? 1 : 0;
    sum[1]! += models[author]!;
    sum[2]! += downloads?.[author] ?? 0;
  }
  return [...sums].map(([why, [authors = 0, count = 0, fetched = 0]]) => ({
    why,
    authors,
    models: count,
    downloads: downloads && fetched,
  }));
}

function whyUnknown(author: KindOfAuthor | undefined): WhyUnknown {
  if (author === undefined) return "no-author";
  if (author.isOrganization === true) return "organization";
  return author.from === "overview" ? "nobody" : "not-asked";
}

/** These authors as a table. */
export function unknownTable(rows: readonly UnknownAuthors[]): ResultTable {
  return {
    id: "unknown",
    title: "Authors of unknown kind",
    columns: ["what", "authors", "models", "downloads"],
    rows: rows.map(({ why, authors, models, downloads }) => [inWords[why], authors, models, downloads]),
  };
}
