import { type ParseArgsConfig, parseArgs } from "node:util";
import { UserError } from "../app/ports/errors";
import { isRuleSetting, type RuleSettings, settingProblem } from "../card/lint-settings";
import { type FamilyFormat, familyFormats } from "../lineage/export/formats";
import { isRepoId, repoIdProblem } from "../lineage/repo-id";
import { flag, formatOf, type Places, text, textOf, texts, type Values } from "./options";
import {
  isSnapshotCommand,
  type SnapshotCommand,
  snapshotCommand,
  snapshotOptions,
} from "./snapshot-arguments";

/** A parsed command line. */
export type Command =
  | { readonly name: "help" }
  | { readonly name: "version" }
  | {
      readonly name: "family";
      readonly places: Places;
      readonly repo: string;
      readonly up: number | undefined;
      readonly down: number | undefined;
      readonly format: FamilyFormat;
    }
  | {
      readonly name: "lint";
      readonly places: Places;
      readonly paths: readonly string[];
      readonly repo: string | undefined;
      readonly format: "text" | "json" | "sarif" | "github";
      /** Whether to apply fixes that have no alternative. */
      readonly fix: boolean;
      /** More warnings than this exit with 1; undefined allows any number. */
      readonly maxWarnings: number | undefined;
      /** Settings of single rules; these override those of any file. */
      readonly rules: RuleSettings;
    }
  | {
      readonly name: "index";
      readonly places: Places;
      /** A model id, or an organization's name. */
      readonly target: string;
      /** Whether the target is an organization even when a model has that name. */
      readonly org: boolean;
      readonly cards: boolean;
      readonly storage: boolean;
      readonly refresh: boolean;
      readonly progress: boolean;
      readonly format: "json" | "text";
    }
  | { readonly name: "status"; readonly places: Places; readonly format: "json" | "text" }
  | {
      readonly name: "query";
      readonly places: Places;
      readonly sql: string;
      /** The most rows that are printed. */
      readonly rows: number;
      /** The time after which the query is stopped. */
      readonly timeoutMs: number;
      readonly format: "json" | "csv";
    }
  | SnapshotCommand;

/** The help text. */
export const usage = `Usage:
  hub-lineage family REPO [--up N] [--down N] [--format FORMAT]
  hub-lineage lint PATH... [--repo ID] [--fix] [--max-warnings N] [--rule ID=SEVERITY]... [--format text|json|sarif|github]
  hub-lineage index REPO|ORG [--org] [--cards] [--storage] [--refresh] [--progress] [--format json|text]
  hub-lineage status [--format json|text]
  hub-lineage query "SQL" [--timeout SECONDS] [--max-rows N] [--format json|csv]
  hub-lineage import FILE|URL [--force] [--progress] [--format json|text]
  hub-lineage analyze ID...|all [--mode paper|corrected] [--seed N] [--format json|csv|md|html] [--out DIR]
              [--measure ID]... [--family REPO] [--organization ORG] [--task TASK] [--since DATE] [--before DATE]
  hub-lineage analyze --list
  hub-lineage export --out DIR [--format json|text]

family prints a model with its ancestors and descendants as json, csv, mermaid, markdown (a lineage section for the
model card), cyclonedx (ML-BOM 1.6), graphml, dot, or newick.

lint checks the model cards (README.md) in files and folders against the models that they derive from.
  --repo ID        the model that the card belongs to, if the paths contain only one card
  --fix            apply the fixes for errors and warnings that have only one possible fix
  --max-warnings N exit with 1 if there are more than N warnings
  --rule ID=SEVERITY
                   error, warning, info, hint, or off; overrides the rules in a .hublineagerc.json file

index reads the complete family of a model, or an organization's models with their ancestors, and resumes where an
earlier run stopped. It reports {models, edges, requests, retries, seconds}; family prints the same models and edges.
  --org            treat the name as an organization, even if a model has that name
  --cards          also read the model cards
  --storage        also read the storage size of each model: one more request per model
  --refresh        read everything again, even if it is still fresh
  --progress       print a line {"indexed": n} whenever n models of this run have been saved to disk

query runs one read-only statement on the index. It stops a query that takes too long, or more than 256 MB of memory.
  --timeout SECONDS
                   stop after so many seconds (default: 30, at most 3600)
  --max-rows N     print at most N rows (default: 1000000)

import reads a table of the whole Hub from a file or an http(s) address: models.parquet from cfahlgren1/hub-stats, a
table with the same columns, or the paper's CSV file. It reports {models, edges, seconds, peakMemoryMB, skipped}.
  --force          replace the snapshot even if more than 1% of the rows, or all of them, cannot be used
analyze runs analyses on the imported table.
  --list           list the analyses
  --mode paper     count exactly as the paper does (default: corrected)
  --seed N         seed for random sampling (default: 1); the same seed gives identical output
  --out DIR        write one file per analysis to this folder, which is created if needed
  --measure ID     for similarity, run only this measure, such as metadata/tfidf (default: all); separate with commas
  --family REPO, --organization ORG, --task TASK, --since DATE, --before DATE
                   include only the models of a family, an organization, a task, or a creation date range
export writes the imported table as Parquet files, with SQL that DuckDB can run on them.

Options for family, lint, index, and import:
  --endpoint URL   the Hub's address (default: HF_ENDPOINT, or https://huggingface.co). A token from HF_TOKEN or
                   hf auth login is sent only to HF_ENDPOINT or, if that is not set, to https://huggingface.co
Options for family and lint:
  --offline        use only the index (or set HF_HUB_OFFLINE=1)
Options for all commands:
  --index DIR      index folder, created if needed
                   (default: the hub-lineage folder in your cache folder)
  --help, --version

Exit codes: 0 done; 1 lint found an error or too many warnings; 2 failed or incomplete; 130 stopped with Ctrl+C.
`;

const optionsOf = {
  family: { endpoint: text, index: text, offline: flag, up: text, down: text, format: text },
  lint: {
    endpoint: text,
    index: text,
    offline: flag,
    repo: text,
    format: text,
    fix: flag,
    "max-warnings": text,
    rule: texts,
  },
  index: {
    endpoint: text,
    index: text,
    org: flag,
    cards: flag,
    storage: flag,
    refresh: flag,
    progress: flag,
    format: text,
  },
  status: { index: text, format: text },
  query: { index: text, timeout: text, "max-rows": text, format: text },
  ...snapshotOptions,
} as const;

/** Parses a command line (without node and script); throws UserError with a sentence that says what is wrong. */
export function parseCommand(argv: readonly string[]): Command {
  const [given, ...rest] = argv;
  const name = given === "analyse" ? "analyze" : given;
  if (name === undefined || name === "help" || argv.includes("--help") || argv.includes("-h"))
    return { name: "help" };
  if (name === "--version" || name === "-v") return { name: "version" };
  if (!isCommand(name)) {
    const known = Object.keys(optionsOf).join(", ");
    throw new UserError(
      `There is no command ${JSON.stringify(name)}. Use one of ${known}, or run hub-lineage --help.`,
    );
  }
  const { values, positionals } = parseOptions(name, rest);
  const places: Places = {
    endpoint: textOf(values, "endpoint"),
    index: textOf(values, "index"),
    offline: values.offline === true,
  };
  if (isSnapshotCommand(name)) return snapshotCommand(name, places, values, positionals);
  if (name === "family") return familyCommand(places, values, positionals);
  if (name === "lint") return lintCommand(places, values, positionals);
  if (name === "index") return indexCommand(places, values, positionals);
  if (name === "status") {
    if (positionals.length > 0)
      throw new UserError("status takes no arguments. Use --index DIR to choose the index.");
    return { name, places, format: formatOf(values, ["text", "json"]) };
  }
  return queryCommand(places, values, positionals);
}

function isCommand(name: string): name is keyof typeof optionsOf {
  return Object.hasOwn(optionsOf, name);
}

function parseOptions(
  name: keyof typeof optionsOf,
  args: readonly string[],
): { values: Values; positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...args],
      options: optionsOf[name] as ParseArgsConfig["options"] & object,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? "") : String(error);
    throw new UserError(`${reason}. Run hub-lineage --help to see the options for ${name}.`);
  }
}

function familyCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  const [repo, ...more] = positionals;
  if (repo === undefined || more.length > 0) {
    throw new UserError("family takes one model ID; for example, hub-lineage family google/gemma-2b.");
  }
  return {
    name: "family",
    places,
    repo: repoId(repo),
    up: levels(values, "up"),
    down: levels(values, "down"),
    format: formatOf(values, familyFormats),
  };
}

function lintCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  if (positionals.length === 0)
    throw new UserError("lint takes at least one file or folder; for example, hub-lineage lint README.md.");
  const repo = textOf(values, "repo");
  return {
    name: "lint",
    places,
    paths: positionals,
    repo: repo === undefined ? undefined : repoId(repo),
    format: formatOf(values, ["text", "json", "sarif", "github"]),
    fix: values.fix === true,
    maxWarnings: wholeNumber(values, "max-warnings", "warnings"),
    rules: ruleSettings(values.rule),
  };
}

/** Every `--rule ID=SEVERITY`. */
function ruleSettings(given: unknown): RuleSettings {
  const pairs = (Array.isArray(given) ? given : []).map(String).map(pair => {
    const cut = pair.lastIndexOf("=");
    const [id, value] = cut < 0 ? [pair, ""] : [pair.slice(0, cut), pair.slice(cut + 1)];
    const problem = settingProblem(id, value);
    if (problem !== null || !isRuleSetting(value)) throw new UserError(`--rule ${pair}: ${problem}`);
    return [id, value] as const;
  });
  return Object.fromEntries(pairs);
}

function indexCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) {
    throw new UserError(
      "index takes one model ID or organization; for example, hub-lineage index google/gemma-2b.",
    );
  }
  const org = values.org === true;
  if (org && target.includes("/"))
    throw new UserError(
      `${JSON.stringify(target)} is not an organization: it contains a slash. Remove --org.`,
    );
  return {
    name: "index",
    places,
    target: repoId(target),
    org,
    cards: values.cards === true,
    storage: values.storage === true,
    refresh: values.refresh === true,
    progress: values.progress === true,
    format: formatOf(values, ["text", "json"]),
  };
}

function queryCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  const [sql, ...more] = positionals;
  if (sql === undefined || sql.trim() === "" || more.length > 0) {
    throw new UserError(
      'query takes one SQL statement in quotes; for example, "SELECT count(*) FROM models".',
    );
  }
  const seconds = textOf(values, "timeout") ?? "30";
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(seconds) || Number(seconds) === 0 || Number(seconds) > 3_600)
    throw new UserError(
      `--timeout takes a number of seconds, more than 0 and at most 3600, not ${JSON.stringify(seconds)}.`,
    );
  const rows = textOf(values, "max-rows") ?? "1000000";
  if (!/^[1-9]\d{0,6}$/.test(rows))
    throw new UserError(`--max-rows takes a whole number from 1 to 9999999, not ${JSON.stringify(rows)}.`);
  const timeoutMs = Math.round(Number(seconds) * 1_000);
  return {
    name: "query",
    places,
    sql,
    rows: Number(rows),
    timeoutMs,
    format: formatOf(values, ["json", "csv"]),
  };
}

function repoId(value: string): string {
  if (!isRepoId(value))
    throw new UserError(
      `${JSON.stringify(value)} is not a model ID: it ${repoIdProblem(value)}. Write it as organization/name.`,
    );
  return value;
}

function levels(values: Values, name: string): number | undefined {
  return wholeNumber(values, name, "levels");
}

function wholeNumber(values: Values, name: string, of: string): number | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,4}$/.test(value))
    throw new UserError(`--${name} takes a whole number of ${of}, 0 or more, not ${JSON.stringify(value)}.`);
  return Number(value);
}
