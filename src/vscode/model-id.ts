import { UserError } from "../app/ports/errors";
import { isRepoId } from "../lineage/repo-id";
import { t } from "../words/words";

/** The model ID in a command's argument, which is the ID itself or a tree row; null if there is none. */
export function idOf(target: unknown): string | null {
  const id = typeof target === "string" ? target : (target as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" && isRepoId(id) ? id : null;
}

/** The same, or the author that a tree row stands for: both have a page on the Hub. */
export function idOrAuthorOf(target: unknown): string | null {
  const { family } = (target ?? {}) as { family?: { root?: unknown } | null };
  return idOf(target) ?? (typeof family?.root === "string" ? family.root : null);
}

/** The ID or the author's name of a tree row; throws UserError if it has none. */
export function rowId(target: unknown): string {
  const id = idOrAuthorOf(target);
  if (id === null)
    throw new UserError(
      t`No model is selected, or its row was just redrawn. Select it again to copy its ID.`,
    );
  return id;
}

/** Checks a model ID that came from a view; throws UserError if it is invalid. */
export function checkedId(id: unknown): string {
  if (typeof id === "string" && isRepoId(id)) return id;
  throw new UserError(t`This is not a model on the Hub, so it cannot be opened.`);
}
