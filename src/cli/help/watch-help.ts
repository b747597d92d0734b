import { watchFormats } from "../watch/watch-arguments";
import { atOption, type CommandEntry, endpointOption, formatOption, indexOption } from "./command-entry";

/** The command `watch`. */
export const watchEntry: CommandEntry = {
  name: "watch",
  arguments: "ORG|REPO|PATH...",
  completes: "file",
  summary: "tell what changed about the ancestors and descendants of models",
  text: "Reads the models of organizations, single models, and cards, with their ancestors and children, and tells what changed since the last time: ancestors with another license, a new ID, a gate, or a successor, ancestors that are gone, new children whose license the model's license does not seem to allow, and new copies by others that declare no parent. What was read is kept in a file; the first run only writes it. With --compare, compares the imported table with an older one instead, without any request; a table tells nothing of gates and successors. The exit code is 1 if something needs a look, and 2 if not everything could be read.",
  options: [
    {
      name: "state",
      value: "FILE",
      completes: "file",
      help: "the file that holds what was read last (default: watch.json in the index folder)",
    },
    {
      name: "compare",
      value: "PATH",
      completes: "file",
      help: "compare the imported table with this older one: a file, an index folder with a snapshot, or the date of a dated snapshot",
    },
    formatOption(watchFormats),
    atOption,
    endpointOption,
    indexOption,
  ],
  examples: [
    ["watch allenai --format md > issue.md", "writes the text of an issue"],
    ["watch google/gemma-2b --compare last-month.parquet", "compares two tables"],
  ],
};
