import { t } from "../../words/words";
import { UserError } from "../ports/errors";

/** The most characters of markup that the results of one notebook may have together in an editor, which keeps all of them. */
const mostMarkup = 32_000_000;

/** Checks that one more result fits beside those that a notebook shows; throws UserError if it does not. */
export function checkRoom(shown: readonly string[], next: string): void {
  const characters = shown.reduce((sum, { length }) => sum + length, next.length);
  if (characters > mostMarkup)
    throw new UserError(
      t`This result is not shown, because the results of this notebook would take too much memory together. Clear the outputs of other cells, or select fewer rows.`,
    );
}
