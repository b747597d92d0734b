import { type CommandEntry, formatOption, indexOption } from "./command-entry";

/** The command `history`. */
export const historyEntry: CommandEntry = {
  name: "history",
  arguments: "",
  summary: "list the dated snapshots, or remove one",
  text: "Lists the snapshots that import --as keeps, with their models, edges, and size, and how much room they take together: columns that are equal are on the disk once. Removing one leaves the others whole.",
  options: [
    { name: "remove", value: "DATE", help: "remove the snapshot of this day" },
    formatOption(["text", "json"]),
    indexOption,
  ],
  examples: [
    ["history", "lists the dated snapshots"],
    ["history --remove 2024-07-01", "removes one of them"],
  ],
};
