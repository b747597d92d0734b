import {
  type CommandEntry,
  endpointOption,
  formatOption,
  indexOption,
  type OptionEntry,
  offlineOption,
} from "./command-entry";

const ownId: OptionEntry = {
  name: "repo",
  value: "ID",
  help: "the ID of the model in a local folder, if its git remote does not tell",
};

const traceCommand: CommandEntry = {
  name: "trace",
  arguments: "REPO|PATH",
  completes: "file",
  summary: "look for parents that a model does not declare",
  text: "Looks for the parents of one model by its files (adapter_config.json, config.json, mergekit's configuration, headers of GGUF and safetensors files, pointers to weights), its card's text, its tags, and its name. Prints each likely parent with its probability, what was seen and where, and what contradicts what is declared. From files on the Hub, only the headers are read.",
  options: [ownId, formatOption(["text", "json"]), endpointOption, offlineOption, indexOption],
  examples: [
    ["trace .", "traces the model in this folder"],
    ["trace TheBloke/zephyr-7B-beta-GGUF --format json", "traces a model on the Hub, as JSON"],
  ],
};

/** The commands on evidence. */
export const evidenceCommands: readonly CommandEntry[] = [traceCommand];
