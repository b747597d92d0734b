import { type HubError, UserError } from "../app/ports/errors";
import { formatOf } from "../lineage/export/formats";
import type { Command } from "./arguments";
import type { Core } from "./core";

/** Reads a model's family (only from the index if offline) and returns it as text; throws UserError if none of it can be read. */
export async function runFamily(command: Command & { readonly name: "family" }, core: Core): Promise<string> {
  const { repo, up, down } = command;
  const failure = core.offline ? null : await readFamily(core, repo, up, down);
  const [found] = await core.index.lookup([repo]);
  if (found?.state === "failed" && !core.offline) {
    throw new UserError(
      `${repo} does not exist on ${core.endpoint}, or it is private. Check the ID, or set HF_TOKEN.`,
    );
  }
  if (failure !== null) {
    if (found?.state !== "known") throw new UserError(failure.message);
    core.warn(`${failure.message} The family shown includes only what is in the index.`);
  }
  const family = await core.index.family({
    id: repo,
    ...(up === undefined ? {} : { up }),
    ...(down === undefined ? {} : { down }),
  });
  return formatOf(command.format).write(family);
}

async function readFamily(
  core: Core,
  repo: string,
  up: number | undefined,
  down: number | undefined,
): Promise<HubError | null> {
  const above = await core.reader.readAncestors(repo, up === undefined ? {} : { up });
  const [found] = await core.index.lookup([repo]);
  if (found?.state !== "known") return above.failure;
  const below =
    down === 0 ? null : await core.reader.readDescendants(repo, down === undefined ? {} : { down });
  return above.failure ?? below?.failure ?? null;
}
