import { UserError } from "../../app/ports/errors";
import { textOf, type Values } from "../../app/report/written-options";
import { formatOf, type Places } from "../options";

/** The formats of a watch. */
export const watchFormats = ["text", "json", "md", "sarif"] as const;

/** A parsed `watch`. */
export type WatchCommand = {
  readonly name: "watch";
  readonly places: Places;
  /** Organizations, models, folders, or cards. */
  readonly targets: readonly string[];
  /** An older table, or an index folder with one, that the imported table is compared with; absent for the Hub. */
  readonly compare: string | undefined;
  /** The file that holds what was read last. */
  readonly state: string | undefined;
  readonly format: (typeof watchFormats)[number];
};

/** Parses `watch`; throws UserError with a sentence that says what is wrong. */
export function watchCommand(places: Places, values: Values, positionals: readonly string[]): WatchCommand {
  if (positionals.length === 0 || positionals.includes(""))
    throw new UserError(
      "watch takes organizations, model IDs, folders, or model cards; for example, hub-lineage watch allenai ./model.",
    );
  const [compare, state] = [textOf(values, "compare"), textOf(values, "state")];
  if (compare !== undefined && state !== undefined)
    throw new UserError(
      "--compare compares two tables and keeps no state. Remove --state, or remove --compare.",
    );
  if (places.at !== undefined && compare === undefined)
    throw new UserError("--at reads a snapshot of an earlier day. Add --compare, or remove --at.");
  return {
    name: "watch",
    places,
    targets: positionals,
    compare,
    state,
    format: formatOf(values, watchFormats),
  };
}
