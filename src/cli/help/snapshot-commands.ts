import { dialectNames } from "../sql/dialect-names";
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

const importCommand: CommandEntry = {
  name: "import",
  arguments: "FILE|URL",
  completes: "file",
  summary: "import a table of the whole Hub",
  text: "Imports a table of the whole Hub from a file or an http(s) address: models.parquet from cfahlgren1/hub-stats, a table with the same columns, or the paper's CSV file. It reports {models, edges, seconds, peakMemoryMB, skipped, uncheckedPages}; unchecked pages of a Parquet file have no checksum.",
  options: [
    {
      name: "force",
      help: "replace the snapshot even if more than 1% of the rows, or all of them, cannot be used, or if the table has less than nine tenths of its models",
    },
    {
      name: "as",
      value: "DATE",
      help: "keep the table beside the current one as the snapshot of a day, such as 2024-07-01, for --at, --over-time, and compare; columns that are equal in several snapshots take room once",
    },
    { name: "progress", help: "print a line of JSON whenever more of the table has been read" },
    formatOption(["text", "json"]),
    endpointOption,
    indexOption,
  ],
  examples: [
    ["import models.parquet", "imports a file"],
    [
      "import https://huggingface.co/datasets/cfahlgren1/hub-stats/resolve/main/models.parquet",
      "downloads the columns that are used, and imports them",
    ],
  ],
};

const modes = ["paper", "corrected"];
const relations = ["unknown", "finetune", "quantized", "adapter", "merge"];

const whatToCount: readonly OptionEntry[] = [
  { name: "family", value: "REPO", help: "include only the models of a family" },
  { name: "organization", value: "ORG", help: "include only the models of an organization" },
  { name: "task", value: "TASK", help: "include only the models of a task" },
  { name: "since", value: "DATE", help: "include only models created at this date or later" },
  { name: "before", value: "DATE", help: "include only models created before this date" },
];

const howToRun: readonly OptionEntry[] = [
  {
    name: "mode",
    value: "MODE",
    completes: modes,
    help: "paper counts exactly as the paper does (default: corrected)",
  },
  {
    name: "seed",
    value: "N",
    help: "seed for random sampling (default: 1); the same seed gives identical output",
  },
  {
    name: "measure",
    value: "ID",
    repeats: true,
    help: "for similarity, run only this measure, such as metadata/tfidf (default: all); separate with commas",
  },
  {
    name: "relation",
    value: "RELATION",
    completes: relations,
    help: "count only edges of one relation: unknown, finetune, quantized, adapter, or merge (default: all)",
  },
  {
    name: "top",
    value: "N",
    help: "for drift, order the N most frequent values, 2 to 22 (default: 20)",
  },
  ...whatToCount,
  {
    name: "compare",
    value: "FILE|DIR",
    completes: "file",
    help: "for growth: an older table, an index folder with one, or the date of a dated snapshot (all skips growth without it, and organization without --organization)",
  },
  atOption,
  organizationsOption,
  {
    name: "ask-hub",
    value: "N",
    help: "ask the Hub about up to N authors of unknown kind, the most downloaded first: it tells persons from organizations, and nothing else. Answers are kept in the index folder for every analysis, and asked for again after 30 days",
  },
];

const outFolder = (help: string): OptionEntry => ({ name: "out", value: "DIR", completes: "folder", help });

const analyzeCommand = (ids: readonly string[]): CommandEntry => ({
  name: "analyze",
  arguments: "ID...|all",
  completes: [...ids, "all"],
  summary: "run analyses on the imported table",
  text: "Runs analyses on the imported table. With --list, it lists them instead.",
  options: [
    { name: "list", help: "list the analyses" },
    {
      name: "over-time",
      help: "give the main figures of each analysis for all days that import --as kept, with lines in html",
    },
    ...howToRun,
    formatOption(["json", "csv", "md", "html"]),
    outFolder("write one file per analysis to this folder, which is created if needed"),
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["analyze structure drift --over-time --format md", "follows main figures over all dated snapshots"],
    ["analyze all --format html --out pages", "writes a page with charts for each analysis"],
  ],
});

const reportCommand = (ids: readonly string[]): CommandEntry => ({
  name: "report",
  arguments: "",
  summary: "write a report to publish",
  text: "Runs analyses on the imported table and writes report.html, a self-contained page, report.md, and figures for a paper as SVG, PDF, and CSV.",
  options: [
    outFolder("the folder for the files, which is created if needed"),
    {
      name: "analyses",
      value: "ID,...",
      repeats: true,
      completes: ids,
      help: "the analyses to include (default: all)",
    },
    ...howToRun,
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["report --out report", "writes a report with all analyses"],
    [
      "report --out report --analyses structure,drift --since 2024",
      "limits it to some of them and to new models",
    ],
  ],
});

const exportCommand: CommandEntry = {
  name: "export",
  arguments: "",
  summary: "write the imported table as Parquet files with SQL for other engines",
  text: "Writes the imported table as Parquet files, with SQL for DuckDB, Apache Spark, or ClickHouse that gives the figures of the analyses. For Spark and ClickHouse, each table is a folder, and a Python program runs the statements. docs/engines.md has the steps.",
  options: [
    outFolder("the folder for the files, which is created if needed"),
    {
      name: "dialect",
      value: "ENGINE",
      completes: dialectNames,
      help: `write the SQL for ${dialectNames.join(", ")} (default: ${dialectNames[0]})`,
    },
    {
      name: "parts",
      value: "N",
      help: "write each table as a folder of N files, which machines can share (default: one file for duckdb, a folder with one for the others)",
    },
    formatOption(["text", "json"]),
    atOption,
    indexOption,
  ],
  examples: [
    ["export --out tables --dialect spark --parts 64", "writes them for a cluster"],
    ["export --out tables && (cd tables && duckdb < structure.sql)", "writes them and counts with DuckDB"],
  ],
};

/** The commands on a table of the whole Hub; `ids` are those of the analyses. */
export function snapshotCommands(ids: readonly string[]): readonly CommandEntry[] {
  return [importCommand, analyzeCommand(ids), reportCommand(ids), exportCommand];
}
