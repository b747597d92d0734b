import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { gitConfigFor, gitHeadFor } from "../../app/card/git-config";
import { commitOfCachePath, repoOfCachePath, repoOfGitConfig } from "../../app/card/identify";
import type { Checkout } from "../../bills/bill";
import { configText } from "../card-files";

/**
 * The commit that a folder holds: of a snapshot in the Hub's cache, or the one that is checked out in a clone of the model's repo. A commit
 * of any other repo says nothing of the model. Null if the target is not on the disk.
 */
export async function localCommit(
  target: string,
  repo: string | null,
  endpoint: string,
): Promise<Checkout | null> {
  const facts = await stat(target).catch(() => null);
  if (facts === null) return null;
  const folder = resolve(facts.isDirectory() ? target : dirname(target));
  const path = `${folder.replaceAll("\\", "/")}/`;
  if (repoOfCachePath(path) !== null) return { commit: commitOfCachePath(path), from: "cache" };
  const read = (name: string) => configText(resolve(folder, name));
  const config = await gitConfigFor(read);
  const remote = config === null ? null : repoOfGitConfig(config, endpoint);
  const isClone = remote !== null && remote.toLowerCase() === repo?.toLowerCase();
  return { commit: isClone ? await gitHeadFor(read) : null, from: "clone" };
}
