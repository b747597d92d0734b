import { analysisIds } from "../../analyses/analysis-ids";
import { familyFormats } from "../../lineage/export/format-names";
import { posterShapes, posterThemes } from "../../pictures/poster/poster-choices";
import { spdxFormat } from "../family/bill-formats";
import { pictureFormats } from "../family/picture-formats";
import { auditEntry } from "./audit-help";
import {
  atOption,
  type CommandEntry,
  endpointOption,
  formatOption,
  indexOption,
  type OptionEntry,
  offlineOption,
  organizationsOption,
} from "./command-entry";
import { evidenceCommands } from "./evidence-help";
import { compareEntry, historyEntry } from "./history-help";
import { proposeEntry } from "./propose-help";
import { snapshotCommands } from "./snapshot-commands";
import { watchEntry } from "./watch-help";

/** For commands that read the index and ask no Hub. */
const whoseOption: OptionEntry = {
  name: "endpoint",
  value: "URL",
  help: "the Hub whose answers to use, if the index has those of several (default: HF_ENDPOINT, or the first that was read)",
};

const limits = (rows: number): readonly OptionEntry[] => [
  {
    name: "timeout",
    value: "SECONDS",
    help: "stop after so many seconds (default: 30, at most 3600)",
  },
  { name: "max-rows", value: "N", help: `print at most N rows (default: ${rows})` },
];

const writtenFormats = [...familyFormats, spdxFormat.key, ...pictureFormats];

const familyCommand: CommandEntry = {
  name: "family",
  arguments: "[REPO]",
  summary: "print a model with its ancestors and descendants",
  text: "Reads the ancestors and descendants of a model and prints them: as a tree with relations, downloads, licenses, and changed traits (text), as data (json, csv, graphml, newick), as a bill of materials (cyclonedx, spdx), as a diagram (mermaid, dot), as a poster with its headline, legend, and date (svg, html), or for the model card, as a section (markdown) or a small figure (card-svg). On a terminal, the default is text. To a file or a pipe, it is json.",
  options: [
    { name: "up", value: "N", help: "at most N levels of ancestors" },
    { name: "down", value: "N", help: "at most N levels of descendants" },
    {
      name: "rank",
      value: "N",
      help: "instead of REPO: the root of the N-th largest family of the imported table",
    },
    formatOption(
      ["text", ...writtenFormats],
      `text, ${writtenFormats.join(", ")} (default: text on a terminal, else json)`,
    ),
    {
      name: "shape",
      value: "SHAPE",
      completes: posterShapes,
      help: "the poster (svg, html): wide (16:9, the default) or square",
    },
    {
      name: "theme",
      value: "THEME",
      completes: posterThemes,
      help: "its colors: auto (as the reader's system, the default), light, or dark",
    },
    atOption,
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["family google/gemma-2b --down 1", "shows a model, its ancestors, and its children"],
    ["family --rank 3 --format svg > third.svg", "draws a poster of the third largest family"],
  ],
};

const lintCommand: CommandEntry = {
  name: "lint",
  arguments: "PATH...",
  completes: "file",
  summary: "check model cards against the models that they derive from",
  text: "Checks the model cards (README.md) in files and folders against the models that they derive from. It exits with 1 for an error or too many warnings, and with 2 if something could not be read or checked completely, or a folder contains no README.md.",
  options: [
    {
      name: "repo",
      value: "ID",
      help: "the model that the card belongs to, if the paths contain only one card",
    },
    { name: "fix", help: "apply the fixes for errors and warnings that have only one possible fix" },
    { name: "max-warnings", value: "N", help: "exit with 1 if there are more than N warnings" },
    {
      name: "rule",
      value: "ID=SEVERITY",
      repeats: true,
      help: "error, warning, info, hint, or off; overrides the rules in a .hublineagerc.json file",
    },
    {
      name: "summary",
      value: "FILE",
      completes: "file",
      help: 'also append a Markdown summary to this file, such as "$GITHUB_STEP_SUMMARY"',
    },
    formatOption(["text", "json", "sarif", "github", "gitlab"]),
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["lint . --max-warnings 0", "checks every card below this folder, and fails for a warning"],
    ["lint README.md --fix", "mends what can be mended in one way only"],
  ],
};

const indexCommand: CommandEntry = {
  name: "index",
  arguments: "REPO|ORG",
  summary: "read a complete family, or the models of an organization",
  text: "Reads the complete family of a model, or an organization's models with their ancestors, into the index. It resumes where an earlier run stopped, and reports {models, edges, requests, retries, seconds}. Afterwards, family prints the same models and edges.",
  options: [
    { name: "org", help: "treat the name as an organization, even if a model has that name" },
    { name: "cards", help: "also read the model cards" },
    { name: "storage", help: "also read the storage size of each model: one more request per model" },
    { name: "refresh", help: "read everything again, even if it is still fresh" },
    {
      name: "progress",
      help: 'print a line {"indexed": n} whenever n models of this run have been saved to disk',
    },
    formatOption(["text", "json"]),
    endpointOption,
    indexOption,
  ],
  examples: [
    ["index google/gemma-2b", "reads the whole family of a model"],
    ["index HuggingFaceTB --org --cards", "reads an organization's models with their cards"],
  ],
};

const statusCommand: CommandEntry = {
  name: "status",
  arguments: "",
  summary: "say what the index holds",
  text: "Reports what the index holds: its models and edges, families and organizations with what they still miss, its size, and oddities in the graph.",
  options: [formatOption(["text", "json"]), whoseOption, indexOption],
  examples: [
    ["status", "says what the index holds"],
    ["status --format json", "says it as JSON"],
  ],
};

const queryCommand: CommandEntry = {
  name: "query",
  arguments: '"SQL"',
  summary: "run one read-only SQL statement on the index",
  text: "Runs one read-only statement on the index. It stops a query that takes too long, or more than 256 MB of memory.",
  options: [...limits(1_000_000), formatOption(["json", "csv"]), atOption, whoseOption, indexOption],
  examples: [
    ['query "SELECT id, license FROM models LIMIT 10"', "lists some models with their licenses"],
    [
      'query "SELECT license, count(*) AS n FROM models GROUP BY 1 ORDER BY 2 DESC" --format csv',
      "counts licenses for a spreadsheet",
    ],
  ],
};

const runCommand: CommandEntry = {
  name: "run",
  arguments: "FILE",
  completes: "file",
  summary: "run the cells of a notebook",
  text: "Runs the cells of a notebook, such as licenses.lineage.sql: SQL on the index, and analyses of the imported table. If a cell fails, the others still run, and the exit code is 2. Each result is printed as soon as it is there, and none is kept in memory. The limits are those of query, for each statement; analyses have no time limit.",
  options: [
    organizationsOption,
    ...limits(10_000),
    formatOption(["text", "json", "md", "html"]),
    atOption,
    whoseOption,
    indexOption,
  ],
  examples: [
    ["run licenses.lineage.sql", "prints the results of all cells"],
    ["run licenses.lineage.sql --format html > licenses.html", "writes a page with charts"],
  ],
};

const demoCommand: CommandEntry = {
  name: "demo",
  arguments: "",
  summary: "show what family and lint print, with sample data",
  text: "Prints a made-up family and the findings of made-up model cards, and says which command does the same for yours. It needs no network and no token, and leaves nothing behind.",
  options: [],
  examples: [
    ["demo", "shows the sample"],
    ["demo | less", "shows it page by page"],
  ],
};

const mcpCommand: CommandEntry = {
  name: "mcp",
  arguments: "",
  summary: "serve the tools for agents over the Model Context Protocol",
  text: "Serves tools, resources, and prompts to the host of an agent over standard input and output, by the Model Context Protocol, until the host closes them. The tools write nothing but the index. Cards are read only from the host's roots and the folders named here; without either, from the current folder. docs/agents.md has the settings of usual hosts.",
  options: [
    {
      name: "root",
      value: "DIR",
      repeats: true,
      completes: "folder",
      help: "a folder that cards may be read from (default: the host's roots, or else the current folder)",
    },
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["mcp", "is what a host starts"],
    ["mcp --offline --root ~/models", "answers from the index alone, and reads cards in one folder"],
  ],
};

/** The shells that have a completion script. */
export const shells = ["bash", "zsh", "fish"] as const;

const completionCommand: CommandEntry = {
  name: "completion",
  arguments: shells.join("|"),
  completes: shells,
  summary: "print a script that completes commands and options",
  text: 'Prints a script for your shell that completes commands, options, and their values. In ~/.bashrc, or in ~/.zshrc after compinit, write eval "$(hub-lineage completion bash)" or the same with zsh.',
  options: [],
  examples: [
    [
      "completion bash > ~/.local/share/bash-completion/completions/hub-lineage",
      "completes in every new Bash that has the package bash-completion",
    ],
    ["completion fish > ~/.config/fish/completions/hub-lineage.fish", "completes in every new Fish"],
  ],
};

/** Every command, in the order in which the help lists them. */
export const commandTable: readonly CommandEntry[] = [
  demoCommand,
  familyCommand,
  lintCommand,
  ...evidenceCommands,
  auditEntry,
  watchEntry,
  historyEntry,
  compareEntry(analysisIds),
  proposeEntry,
  indexCommand,
  statusCommand,
  queryCommand,
  runCommand,
  ...snapshotCommands(analysisIds),
  mcpCommand,
  completionCommand,
];

/** The command with a name, or undefined. */
export function commandNamed(name: string): CommandEntry | undefined {
  return commandTable.find(command => command.name === name);
}
