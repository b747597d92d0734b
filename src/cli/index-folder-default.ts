import { homedir } from "node:os";
import { join } from "node:path";

/** The folder of the command line's index when none is named: `hub-lineage` in the user's cache folder. */
export function defaultIndexFolder(env: Readonly<Record<string, string | undefined>>): string {
  const base =
    env.XDG_CACHE_HOME || (process.platform === "win32" && env.LOCALAPPDATA) || join(homedir(), ".cache");
  return join(base, "hub-lineage");
}
