import { UserError } from "../../app/ports/errors";
import type { ModelFiles } from "../../app/ports/model-files-port";
import { isRepoId } from "../../lineage/repo-id";
import type { Core } from "../core";

/** Refuses a target that is neither a path nor a model whose files can be read from the Hub; throws UserError. */
export function needHubTarget(target: string, { offline, wayOnline }: Core): void {
  if (!isRepoId(target))
    throw new UserError(
      `There is no file or folder ${JSON.stringify(target)}, and it is not a model ID. Check the path, or write organization/name.`,
    );
  if (offline)
    throw new UserError(
      `There is no folder ${JSON.stringify(target)}, and the files of a model on the Hub cannot be read offline. Give the path of a local copy, or ${wayOnline}.`,
    );
}

/** That the Hub does not show a model. */
export function notShown(id: string, { endpoint }: Core): UserError {
  return new UserError(
    `${endpoint} does not show ${id}. Check the ID, or set HF_TOKEN if the model is private or gated.`,
  );
}

const longestCard = 1_048_576;

/** The text of a model's card on the Hub; null if it has none, or it cannot be read, which is told. */
export async function cardOnHub(files: ModelFiles, core: Core): Promise<string | null> {
  const names = await files.list();
  if (names?.some(({ name }) => name === "README.md") === false) return null;
  const card = await files.text("README.md", longestCard);
  if ("text" in card) return card.text;
  core.warn(`README.md ${card.problem}.`);
  return null;
}
