import { phrase, t } from "../words/words";

/** Where the text of a license says something, in the editor's language: "section 3.1". */
export function clauseWords(clause: string): string {
  const [, kind, place = ""] = /^(section|article|condition) (.+)$/.exec(clause) ?? [];
  if (kind === "section") return t`section ${place}`;
  if (kind === "article") return t`article ${place}`;
  return kind === "condition" ? t`condition ${place}` : phrase(clause);
}
