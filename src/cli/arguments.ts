import { type ParseArgsConfig, parseArgs } from "node:util";
import { UserError } from "../app/ports/errors";
import { flag, text, textOf, texts, type Values } from "../app/report/written-options";
import { type FamilyFormat, familyFormats } from "../lineage/export/format-names";
import { listed } from "../lineage/in-words";
import { isRepoId, repoIdProblem } from "../lineage/repo-id";
import {
  type PosterShape,
  type PosterTheme,
  posterShapes,
  posterThemes,
} from "../pictures/poster/poster-choices";
import { type AuditCommand, auditCommand } from "./audit/audit-arguments";
import { type EvidenceCommand, evidenceCommand, isEvidenceCommand } from "./evidence/evidence-arguments";
import { spdxFormat } from "./family/bill-formats";
import { isPicture, type PictureFormat, pictureFormats } from "./family/picture-formats";
import type { CommandEntry, OptionEntry } from "./help/command-entry";
import { commandNamed, commandTable, shells } from "./help/command-table";
import type { Shell } from "./help/shell-completion";
import { dayOf } from "./history/day-option";
import {
  type CompareCommand,
  compareCommand,
  type HistoryCommand,
  historyCommand,
} from "./history/history-arguments";
import { formatOf, oneOf, type Places } from "./options";
import { type ProposeCommand, proposeCommand } from "./propose/propose-arguments";
import { isSnapshotCommand, type SnapshotCommand, snapshotCommand } from "./snapshot/snapshot-arguments";
import { type WatchCommand, watchCommand } from "./watch/watch-arguments";

/** Limits of a query. */
export interface QueryLimits {
  /** The most rows that are printed. */
  readonly rows: number;
  /** The time after which the query is stopped. */
  readonly timeoutMs: number;
}

/** A parsed command line. */
export type Command =
  | {
      readonly name: "help" /** The command to explain; undefined for all. */;
      readonly command: CommandEntry | undefined;
    }
  | { readonly name: "completion"; readonly shell: Shell }
  | { readonly name: "version" }
  | { readonly name: "demo" }
  | {
      readonly name: "family";
      readonly places: Places;
      /** A model, or the rank of a family of the snapshot by its size, from 1. */
      readonly of: { readonly repo: string } | { readonly rank: number };
      readonly up: number | undefined;
      readonly down: number | undefined;
      readonly format: "text" | FamilyFormat | PictureFormat | typeof spdxFormat.key;
      readonly shape: PosterShape;
      readonly theme: PosterTheme;
    }
  | {
      readonly name: "lint";
      readonly places: Places;
      readonly paths: readonly string[];
      readonly repo: string | undefined;
      readonly format: "text" | "json" | "sarif" | "github" | "gitlab";
      /** A file to which a Markdown summary is appended. */
      readonly summary: string | undefined;
      /** Whether to apply fixes that have no alternative. */
      readonly fix: boolean;
      /** More warnings than this exit with 1; undefined allows any number. */
      readonly maxWarnings: number | undefined;
      /** Settings of single rules as written, such as `license/review=off`; these override those of any file. */
      readonly rules: readonly string[];
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
  | (QueryLimits & {
      readonly name: "query";
      readonly places: Places;
      readonly sql: string;
      readonly format: "json" | "csv";
    })
  | (QueryLimits & {
      readonly name: "run";
      readonly places: Places;
      /** The path of a notebook. */
      readonly file: string;
      /** The file of the user's own table of authors. */
      readonly organizations: string | undefined;
      readonly format: "text" | "json" | "md" | "html";
    })
  | EvidenceCommand
  | AuditCommand
  | WatchCommand
  | HistoryCommand
  | CompareCommand
  | ProposeCommand
  | {
      readonly name: "mcp";
      readonly places: Places;
      /** The folders that cards may be read from; none means the host's, or else the current one. */
      readonly roots: readonly string[];
    }
  | SnapshotCommand;

/** Parses a command line (without node and script); throws UserError with a sentence that says what is wrong. On a terminal, a family is shown as text. */
export function parseCommand(argv: readonly string[], isTerminal = false): Command {
  const [given, ...rest] = argv;
  const name = given === "analyse" ? "analyze" : given;
  const options = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
  const isHelp =
    name === undefined || name === "help" || options.includes("--help") || options.includes("-h");
  const command = commandNamed((name === "help" ? rest[0] : name) ?? "");
  if (isHelp) return { name: "help", command };
  if (name === "--version" || name === "-v") return { name: "version" };
  if (command === undefined) {
    const known = commandTable.map(entry => entry.name).join(", ");
    throw new UserError(
      `There is no command ${JSON.stringify(name)}. Use one of ${known}, or run hub-lineage --help.`,
    );
  }
  const { values, positionals } = parseOptions(command, rest);
  const places: Places = {
    endpoint: textOf(values, "endpoint"),
    index: textOf(values, "index"),
    offline: values.offline === true,
    onlyIndex: ["status", "query", "run"].includes(name),
    ...atDay(textOf(values, "at")),
  };
  if (isSnapshotCommand(name)) return snapshotCommand(name, places, values, positionals);
  if (isEvidenceCommand(name)) return evidenceCommand(name, places, values, positionals);
  if (name === "audit") return auditCommand(places, values, positionals);
  if (name === "propose") return proposeCommand(places, values, positionals);
  if (name === "history") return historyCommand(places, values, positionals);
  if (name === "compare") return compareCommand(places, values, positionals);
  if (name === "watch") return watchCommand(places, values, positionals);
  if (name === "family") return familyCommand(places, values, { positionals, isTerminal });
  if (name === "lint") return lintCommand(places, values, positionals);
  if (name === "index") return indexCommand(places, values, positionals);
  if (name === "status") {
    if (positionals.length > 0)
      throw new UserError("status takes no arguments. Use --index DIR to choose the index.");
    return { name, places, format: formatOf(values, ["text", "json"]) };
  }
  if (name === "demo") {
    if (positionals.length > 0)
      throw new UserError(
        "demo takes no arguments. To check a card of your own, run hub-lineage lint README.md.",
      );
    return { name };
  }
  if (name === "completion") return completionCommand(positionals);
  if (name === "mcp") return mcpCommand(places, values, positionals);
  if (name === "run") return runCommand(places, values, positionals);
  return queryCommand(places, values, positionals);
}

/** A dated snapshot is of the past, so nothing of the Hub as it is now is read beside it. */
function atDay(at: string | undefined): Partial<Places> {
  return at === undefined ? {} : { at: dayOf("--at", at), offline: true };
}

function parseOptions(
  { name, options }: CommandEntry,
  args: readonly string[],
): { values: Values; positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries(options.map(option => [option.name, parsed(option)])),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const dashed = /^Option '([^']*)' argument is ambiguous/.exec(
      error instanceof Error ? error.message : "",
    );
    if (dashed !== null)
      throw new UserError(
        `${dashed[1]} needs a value, and what follows begins with a dash. If it is the value, write ${dashed[1]}=VALUE.`,
      );
    const reason = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? "") : String(error);
    throw new UserError(`${reason}. Run hub-lineage ${name} --help to see its options.`);
  }
}

function parsed({ value, repeats }: OptionEntry): NonNullable<ParseArgsConfig["options"]>[string] {
  if (value === undefined) return flag;
  return repeats ? texts : text;
}

function familyCommand(
  places: Places,
  values: Values,
  { positionals, isTerminal }: { readonly positionals: readonly string[]; readonly isTerminal: boolean },
): Command {
  const [repo, ...more] = positionals;
  const rank = wholeNumber(values, "rank", "families");
  if (more.length > 0 || (repo === undefined) === (rank === undefined))
    throw new UserError(
      "family takes one model ID, or --rank N instead; for example, hub-lineage family google/gemma-2b.",
    );
  if (rank === 0) throw new UserError("--rank begins with 1, the largest family.");
  return {
    name: "family",
    places,
    of: rank === undefined ? { repo: repoId(repo ?? "") } : { rank },
    up: levels(values, "up"),
    down: levels(values, "down"),
    ...familyLook(values, isTerminal),
  };
}

/** The format of a family, and how a poster of it looks. */
function familyLook(
  values: Values,
  isTerminal: boolean,
): Pick<Command & { readonly name: "family" }, "format" | "shape" | "theme"> {
  if (textOf(values, "format") === "png")
    throw new UserError(
      "The command line cannot draw a PNG, because that would need a browser or a large library. Use --format svg, which browsers and office programs can open, or *Export…* in the editor, which also saves PNG.",
    );
  const format = formatOf(
    values,
    isTerminal
      ? ["text", ...familyFormats, spdxFormat.key, ...pictureFormats]
      : [...familyFormats, spdxFormat.key, ...pictureFormats, "text"],
  );
  const isPoster = isPicture(format) && format !== "card-svg";
  for (const name of ["shape", "theme"])
    if (textOf(values, name) !== undefined && !isPoster)
      throw new UserError(
        `--${name} applies only to posters. Add --format svg or --format html, or omit --${name}.`,
      );
  return { format, shape: oneOf(values, "shape", posterShapes), theme: oneOf(values, "theme", posterThemes) };
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
    format: formatOf(values, ["text", "json", "sarif", "github", "gitlab"]),
    summary: textOf(values, "summary"),
    fix: values.fix === true,
    maxWarnings: wholeNumber(values, "max-warnings", "warnings"),
    rules: (Array.isArray(values.rule) ? values.rule : []).map(String),
  };
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

function mcpCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  if (positionals.length > 0)
    throw new UserError("mcp takes no arguments. Use --root DIR for a folder that cards may be read from.");
  return { name: "mcp", places, roots: Array.isArray(values.root) ? values.root.map(String) : [] };
}

function completionCommand(positionals: readonly string[]): Command {
  const [given, ...more] = positionals;
  const shell = shells.find(known => known === given);
  if (shell === undefined || more.length > 0)
    throw new UserError(`completion takes one shell: ${listed(shells, shells.length, "or")}.`);
  return { name: "completion", shell };
}

function queryCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  const [sql, ...more] = positionals;
  if (sql === undefined || sql.trim() === "" || more.length > 0) {
    throw new UserError(
      'query takes one SQL statement in quotes; for example, "SELECT count(*) FROM models".',
    );
  }
  const format = formatOf(values, ["json", "csv"]);
  return { name: "query", places, sql, ...queryLimits(values, 1_000_000), format };
}

function runCommand(places: Places, values: Values, positionals: readonly string[]): Command {
  const [file, ...more] = positionals;
  if (file === undefined || file === "" || more.length > 0)
    throw new UserError("run takes one notebook; for example, hub-lineage run licenses.lineage.sql.");
  const format = formatOf(values, ["text", "json", "md", "html"]);
  const organizations = textOf(values, "organizations");
  return { name: "run", places, file, organizations, ...queryLimits(values, 10_000), format };
}

function queryLimits(values: Values, most: number): QueryLimits {
  const seconds = textOf(values, "timeout") ?? "30";
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(seconds) || Number(seconds) === 0 || Number(seconds) > 3_600)
    throw new UserError(
      `--timeout takes a number of seconds, more than 0 and at most 3600, not ${JSON.stringify(seconds)}.`,
    );
  const rows = textOf(values, "max-rows") ?? String(most);
  if (!/^[1-9]\d{0,6}$/.test(rows))
    throw new UserError(`--max-rows takes a whole number from 1 to 9999999, not ${JSON.stringify(rows)}.`);
  return { rows: Number(rows), timeoutMs: Math.round(Number(seconds) * 1_000) };
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
