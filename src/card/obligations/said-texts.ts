import type { CardContext, ParsedCard } from "../finding";
import { isLegalFile } from "./legal-names";
import { plainWords } from "./plain-words";
import { shownBody } from "./shown-body";

/** How much of a card's body and of a file is searched: no license or card has as much. */
const mostSearched = 200_000;

/** A text of the card or of a file next to it. */
export interface SaidText {
  /** README.md, or the name of the file. */
  readonly name: string;
  readonly text: string;
  /** Its words, made when they are first needed. */
  readonly words: () => string;
}

/** What the card and the files next to it say. */
export interface Said {
  /** The body of the card as it is shown. */
  readonly body: SaidText;
  /** The files that may hold licenses and notices. */
  readonly files: readonly SaidText[];
  /** Whether a file that may hold licenses or notices could not be read, or the files are not known. */
  readonly isUnread: boolean;
}

/** The texts in which obligations are looked for; all ancestors are compared with the same words. */
export function saidBy(
  card: ParsedCard,
  { files }: Pick<CardContext, "files">,
  contents: ReadonlyMap<string, string>,
): Said {
  return {
    body: saidText("README.md", shownBody(card).text.slice(0, mostSearched)),
    files: [...contents].map(([name, text]) => saidText(name, text)),
    isUnread: files === null || files.some(name => isLegalFile(name) && !contents.has(name)),
  };
}

/** A text by its name. */
export function saidText(name: string, text: string): SaidText {
  let words: string | null = null;
  return {
    name,
    text,
    words: () => {
      words ??= plainWords(text);
      return words;
    },
  };
}
