import { UserError } from "../../app/ports/errors";
import { textOf, textsOf, type Values } from "../../app/report/written-options";
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

/** A parsed `compare`. */
export interface CompareCommand {
  readonly name: "compare";
  readonly places: Places;
  readonly older: string;
  /** The day of the newer snapshot; null for the current one. */
  readonly newer: string | null;
  /** Analyses whose main figures are compared; none if empty. */
  readonly ids: readonly string[];
  /** The most models that each table lists. */
  readonly top: number;
  readonly format: "md" | "json" | "csv";
}

/** Parses `compare`; throws UserError with a sentence that says what is wrong. */
export function compareCommand(
  places: Places,
  values: Values,
  positionals: readonly string[],
): CompareCommand {
  const [older, newer, ...more] = positionals;
  if (older === undefined || more.length > 0)
    throw new UserError(
      "compare takes the dates of two snapshots, or one to compare with the current snapshot; for example, hub-lineage compare 2024-07-01 2024-08-01.",
    );
  const top = textOf(values, "top") ?? "20";
  if (!/^[1-9]\d{0,4}$/.test(top))
    throw new UserError(`--top takes a whole number from 1 to 99999, not ${JSON.stringify(top)}.`);
  return {
    name: "compare",
    places,
    older: dayOf("compare", older),
    newer: newer === undefined ? null : dayOf("compare", newer),
    ids: textsOf(values, "analyses"),
    top: Number(top),
    format: formatOf(values, ["md", "json", "csv"]),
  };
}
