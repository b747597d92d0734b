import { UserError } from "../../app/ports/errors";
import { isRepoId } from "../../lineage/repo-id";
import type { Core } from "../core";

/** Refuses a target that is neither a path nor a model whose files can be read from the Hub; throws UserError. */
export function needHubTarget(target: string, { offline }: Core): void {
  if (!isRepoId(target))
    throw new UserError(
      `There is no file or folder ${JSON.stringify(target)}, and it is not a model ID. Check the path, or write organization/name.`,
    );
  if (offline)
    throw new UserError(
      `There is no folder ${JSON.stringify(target)}, and the files of a model on the Hub cannot be read offline. Give the path of a local copy, or omit --offline.`,
    );
}

/** That the Hub does not show a model. */
export function notShown(id: string, { endpoint }: Core): UserError {
  return new UserError(
    `${endpoint} does not show ${id}. Check the ID, or set HF_TOKEN if the model is private or gated.`,
  );
}
