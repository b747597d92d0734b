import { UserError } from "../../app/ports/errors";
import { textOf, type Values } from "../../app/report/written-options";
import { formatOf, type Places } from "../options";
import { dayOf } from "./day-option";

/** A parsed `history`. */
export interface HistoryCommand {
  readonly name: "history";
  readonly places: Places;
  /** The day whose snapshot is removed; undefined to remove none. */
  readonly remove: string | undefined;
  readonly format: "text" | "json";
}

/** Parses `history`; throws UserError with a sentence that says what is wrong. */
export function historyCommand(
  places: Places,
  values: Values,
  positionals: readonly string[],
): HistoryCommand {
  if (positionals.length > 0)
    throw new UserError("history takes no arguments. To remove a snapshot, use --remove DATE.");
  const remove = textOf(values, "remove");
  return {
    name: "history",
    places,
    remove: remove === undefined ? undefined : dayOf("--remove", remove),
    format: formatOf(values, ["text", "json"]),
  };
}
