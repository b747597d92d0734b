import type { UnreadFile } from "../card-files";
import type { LintedFile } from "../lint-command";

/** The cards that could not be checked completely, or not be written by `--fix`, and why. Every format tells them. */
export function incompleteCards(files: readonly LintedFile[]): readonly UnreadFile[] {
  return files.flatMap(({ path, problem }) => (problem === null ? [] : [{ path, message: problem }]));
}
