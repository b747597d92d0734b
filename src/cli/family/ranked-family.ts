import { familyOfRank } from "../../analyses/structure/largest-families";
import { UserError } from "../../app/ports/errors";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import { repairedColumns } from "../../columns/repaired-links";
import { count } from "../../lineage/in-words";
import type { Core } from "../core";
import type { Places } from "../options";
import { overSnapshotAt } from "../snapshot/snapshot-place";

/**
 * The root of the family of the snapshot at a rank by size, from 1. Not all models of the family need descend from it: some are linked to other
 * members. Throws UserError if there are fewer families.
 */
export async function rootOfRank(rank: number, places: Places, core: Core): Promise<string> {
  core.progress.say("Finding the largest families of the snapshot");
  const { root, size, families } = await overSnapshotAt(places, saved =>
    familyOfRank(repairedColumns(columnsToAnalyze(saved)), rank),
  );
  if (root === null)
    throw new UserError(
      `The snapshot has ${count(families, "family", "families")} of more than one model. Use a rank up to that number.`,
    );
  core.warn(
    `By size, family ${rank.toLocaleString("en-US")} of ${families.toLocaleString("en-US")} in the snapshot is that of ${root}: ${count(size, "model")} connected by links. Shown are its ancestors and descendants.`,
  );
  return root;
}
