import type { FrontMatter, Item } from "../../card/front-matter/front-matter";
import { idsIn } from "../../card/ids-at";
import type { Range } from "../../card/position";
import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";

/** A range of a card that links to a page on the Hub. */
export interface CardLink {
  readonly range: Range;
  /** Absolute URL. */
  readonly url: string;
  /** A description of the page, such as "model google/gemma-2b". */
  readonly what: string;
}

/** Maximum number of links: a card with thousands of datasets would slow down the editor. */
const mostLinks = 200;

/** A card's links: every model in `base_model` and `new_version`, and every dataset in `datasets`. */
export function cardLinks(text: string, frontMatter: FrontMatter, endpoint: string): readonly CardLink[] {
  const models = idsIn(frontMatter).map(({ id, range }) => ({
    range: withoutQuotes(text, range),
    url: `${endpoint}/${id}`,
    what: t`model ${id}`,
  }));
  const datasets = (frontMatter.fields.get("datasets")?.items ?? []).flatMap(item => {
    const id = idOf(item);
    if (id === null) return [];
    return [
      { range: withoutQuotes(text, item.range), url: `${endpoint}/datasets/${id}`, what: t`dataset ${id}` },
    ];
  });
  return [...models, ...datasets].slice(0, mostLinks);
}

/** Narrows a range to exclude surrounding quotes. */
export function withoutQuotes(text: string, range: Range): Range {
  const mark = text[range.start];
  const quoted =
    (mark === '"' || mark === "'") && range.end - range.start > 1 && text[range.end - 1] === mark;
  return quoted ? { start: range.start + 1, end: range.end - 1 } : range;
}

function idOf({ value }: Item): string | null {
  return typeof value === "string" && isRepoId(value) ? value : null;
}
