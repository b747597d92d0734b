import { billFormats } from "../evidence/evidence-arguments";
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

const obligationsCommand: CommandEntry = {
  name: "obligations",
  arguments: "REPO|PATH",
  completes: "file",
  summary: "list what the licenses of a model's ancestors ask of whoever shares it",
  text: "Lists what the licenses of all ancestors of a model ask of whoever shares it (license text, notices, credit, name, words to display, use restrictions, the same license), and which of it the card and the files next to it meet: what is there, what is missing, and what only a person can tell. Credit, notices, and what was changed are due for each ancestor, everything else once for each license. With --add, reads the license files of the ancestors, compares their notices with yours, and shows the texts that would meet what is missing: copies of licenses (from an ancestor's own file, or the SPDX list), a NOTICE file with the prescribed wording and the notices of ancestors, and a section for the card. With --write, adds them; nothing that is there is overwritten. What only a person can do is listed. These are possible obligations, not legal advice.",
  options: [
    ownId,
    { name: "add", help: "show the texts that would meet what is missing, file by file" },
    {
      name: "write",
      help: "add these texts to the folder; files that are there stay, and get text at their end only",
    },
    formatOption(["text", "json"]),
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["obligations . --add", "shows what is missing in this folder, and what would meet it"],
    ["obligations TheBloke/Llama-2-7B-GGUF --format json", "looks at a model on the Hub, as JSON"],
  ],
};

const bomCommand: CommandEntry = {
  name: "bom",
  arguments: "REPO|PATH",
  completes: "file",
  summary: "write the bill of materials of a model",
  text: "Writes the bill of materials of one model: its declared ancestors up to the roots with their licenses, its datasets, the hashes of weights that pointers or the Hub's lists of files name, its scores, and what its card says of use, limits, and training. In CycloneDX 1.7, a parent that is only inferred is a variant, with the evidence for it and its probability, and never an ancestor; in SPDX 3.0.1, it is an annotation. No weights are downloaded. With --missing, lists which of the 50 minimum elements of the G7 (2026) such a bill has in part, lacks, or was not read for, each with the way to fill it in.",
  options: [
    ownId,
    { name: "author", value: "NAME", help: "the person or organization that answers for the bill" },
    {
      name: "missing",
      help: "list instead what the bill lacks by the G7's minimum elements for AI (2026), and how to fill it in",
    },
    formatOption(
      [...billFormats, "text", "json"],
      "cyclonedx, spdx (default: cyclonedx); with --missing: text, json (default: text)",
    ),
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["bom . --author Lab > bom.cdx.json", "writes the bill of the model in this folder"],
    ["bom google/gemma-2b --missing", "lists what the bill of a model on the Hub lacks"],
  ],
};

/** The commands on evidence. */
export const evidenceCommands: readonly CommandEntry[] = [traceCommand, obligationsCommand, bomCommand];
