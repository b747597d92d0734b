import { UserError } from "../app/ports/errors";
import { isRepoId } from "../lineage/repo-id";

/** The model id in a command's argument: the id itself, or a row of a tree; null when there is none. */
export function idOf(target: unknown): string | null {
  const id = typeof target === "string" ? target : (target as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" && isRepoId(id) ? id : null;
}

/** A model id that came from a view, checked; throws UserError when it is none. */
export function checkedId(id: unknown): string {
  if (typeof id === "string" && isRepoId(id)) return id;
  throw new UserError("This is no model on the Hub, so there is nothing to open.");
}
