import { UserError } from "../app/ports/errors";
import { isRepoId } from "../lineage/repo-id";

/** The model ID in a command's argument, which is the ID itself or a tree row; null if there is none. */
export function idOf(target: unknown): string | null {
  const id = typeof target === "string" ? target : (target as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" && isRepoId(id) ? id : null;
}

/** Checks a model ID that came from a view; throws UserError if it is invalid. */
export function checkedId(id: unknown): string {
  if (typeof id === "string" && isRepoId(id)) return id;
  throw new UserError("This is not a model on the Hub, so it cannot be opened.");
}
