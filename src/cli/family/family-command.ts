import { randomUUID } from "node:crypto";
import { publicEndpoint } from "../../app/card/identify";
import { failedModel } from "../../app/family/failed-model";
import { type HubError, UserError } from "../../app/ports/errors";
import { formatOf } from "../../lineage/export/formats";
import type { Family } from "../../lineage/family";
import { count } from "../../lineage/in-words";
import type { Command } from "../arguments";
import type { Core } from "../core";
import type { Places } from "../options";
import { familyText, type TextLayout } from "./family-text";
import { isPicture } from "./picture-formats";

/** How a family is written. */
export interface FamilyWriting extends TextLayout {
  /** The version of this program, which a bill of materials names. */
  readonly version: string;
}

/**
 * Reads a model's family (only from the index if offline) and returns it as text, and whether all that was requested could
 * be read. Throws UserError if none of it can.
 */
export async function runFamily(
  command: Command & { readonly name: "family" },
  core: Core,
  how: FamilyWriting,
): Promise<{ readonly output: string; readonly isWhole: boolean }> {
  const { up, down } = command;
  const repo =
    "repo" in command.of ? command.of.repo : await rankedRoot(command.of.rank, command.places, core);
  const failure = core.offline ? null : await readFamily(core, repo, up, down);
  const [found] = await core.index.lookup([repo]);
  if (found?.state === "failed" && !core.offline) {
    throw new UserError(
      `${failedModel(repo, found.reason, core.endpoint)} Check the ID and the endpoint, or set HF_TOKEN.`,
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
  const isUnknown = found?.state !== "known" && family.edges.length === 0;
  if (core.offline && isUnknown)
    core.warn(
      `${repo} is not in the index, so nothing is known about its family. To ask the Hub, ${core.wayOnline}.`,
    );
  const output =
    command.format === "spdx"
      ? await asSpdx(family, core.endpoint, how.version)
      : await written({ ...command, format: command.format }, family, core.endpoint, how);
  return { output, isWhole: failure === null && !(core.offline && isUnknown) };
}

/** The family as SPDX, by a program of its own, which the other formats do not load. */
async function asSpdx(family: Family, endpoint: string, version: string): Promise<string> {
  const [{ billToSpdx }, { familyBill }] = await Promise.all([
    import("../../bills/spdx/spdx-document"),
    import("../../bills/bill"),
  ]);
  return billToSpdx(
    familyBill(family, {
      at: Date.now(),
      serial: randomUUID(),
      version,
      hub: publicEndpoint(endpoint),
      author: null,
    }),
  );
}

type Drawn = Omit<Command & { readonly name: "family" }, "format"> & {
  readonly format: Exclude<(Command & { readonly name: "family" })["format"], "spdx">;
};

async function rankedRoot(rank: number, places: Places, core: Core): Promise<string> {
  const { rootOfRank } = await import("./ranked-family");
  return rootOfRank(rank, places, core);
}

async function written(
  { format, shape, theme }: Drawn,
  family: Family,
  endpoint: string,
  layout: TextLayout,
): Promise<string> {
  if (format === "text") return familyText(family, layout);
  if (!isPicture(format)) return formatOf(format).write(family);
  const { familyDrawing } = await import("./family-pictures");
  return familyDrawing(format, { family, shape, theme, source: new URL(endpoint).host });
}

async function readFamily(
  core: Core,
  repo: string,
  up: number | undefined,
  down: number | undefined,
): Promise<HubError | null> {
  core.progress.say(`Reading the ancestors of ${repo}`);
  const above = await core.reader.readAncestors(repo, up === undefined ? {} : { up });
  const [found] = await core.index.lookup([repo]);
  if (found?.state !== "known") return above.failure;
  const below =
    down === 0
      ? null
      : await core.reader.readDescendants(repo, {
          ...(down === undefined ? {} : { down }),
          onProgress: ({ checked, total }) =>
            core.progress.say(
              `Reading the family of ${repo}: the children of ${checked} of ${count(total, "model")}`,
            ),
        });
  return above.failure ?? below?.failure ?? null;
}
