import { copyrightLines } from "./copyright-lines";
import { isNoticeFile } from "./legal-names";
import { plainWords } from "./plain-words";
import type { SaidText } from "./said-texts";

/** The files of an ancestor that may hold licenses and notices, by their names; null for one that could not be read. */
export type AncestorFiles = ReadonlyMap<string, string | null>;

/** Lines of copyright that are compared; no license asks for that many. */
const mostLines = 200;

/** The notices of copyright in an ancestor's files, each once. */
export function noticesOf(files: AncestorFiles): readonly string[] {
  const lines = [...files.values()].flatMap(text => (text === null ? [] : copyrightLines(text, mostLines)));
  return [...new Set(lines)].slice(0, mostLines);
}

/** Of an ancestor's notices of copyright, those that none of the texts says. */
export function absentNotices(files: AncestorFiles, texts: readonly SaidText[]): readonly string[] {
  return noticesOf(files).filter(line => whereSaid(line, texts) === null);
}

/** The name of the first text that says a line, word for word; null if none does. */
export function whereSaid(line: string, texts: readonly SaidText[]): string | null {
  const words = plainWords(line);
  return texts.find(text => text.words().includes(words))?.name ?? null;
}

/** The NOTICE files of an ancestor with their texts; null for one that could not be read. */
export function noticeFilesOf(files: AncestorFiles): readonly (readonly [string, string | null])[] {
  return [...files].flatMap(([name, text]) => {
    const trimmed = text?.trim() ?? null;
    return isNoticeFile(name) && trimmed !== "" ? [[name, trimmed] as const] : [];
  });
}
