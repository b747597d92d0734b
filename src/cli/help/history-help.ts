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

/** The command `compare`; `ids` are those of the analyses. */
export const compareEntry = (ids: readonly string[]): CommandEntry => ({
  name: "compare",
  arguments: "DATE [DATE]",
  summary: "say what changed between two dated snapshots",
  text: "Says what changed from one dated snapshot to another, or to the current one: models that were added or are gone, values that changed, were gained, or were lost by column, declared links, and, for analyses that --analyses names, the main figures of both. It lists the most downloaded models that were added, are gone, or have another license. To follow the models of one organization, use watch --compare.",
  options: [
    {
      name: "analyses",
      value: "ID,...",
      repeats: true,
      completes: ids,
      help: "also compare the main figures of these analyses",
    },
    { name: "top", value: "N", help: "list at most N models in each table (default: 20)" },
    formatOption(["md", "json", "csv"]),
    indexOption,
  ],
  examples: [
    ["compare 2024-07-01 2024-08-01", "says what changed from July to August"],
    ["compare 2024-07-01 --analyses structure --format json", "compares July with the current snapshot"],
  ],
});
