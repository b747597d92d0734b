import { UserError } from "../../app/ports/errors";
import { readAnalysisOptions, type WrittenRun } from "../../app/report/analysis-options";
import { mostAsked } from "../../app/report/asking-limit";
import { textOf, textsOf, type Values } from "../../app/report/written-options";
import { dayOf } from "../history/day-option";
import { formatOf, oneOf, type Places } from "../options";
import { type DialectName, dialectNames } from "../sql/dialect-names";
import type { AuthorOptions } from "./known-authors";

/** A parsed command that works on a table of the whole Hub. */
export type SnapshotCommand =
  | {
      readonly name: "import";
      readonly places: Places;
      /** A path, or an http(s) address. */
      readonly source: string;
      /** Whether to import the table even if many of its rows cannot be used. */
      readonly force: boolean;
      /** The day under which the table is kept beside others; undefined to replace the current one. */
      readonly day: string | undefined;
      readonly progress: boolean;
      readonly format: "json" | "text";
    }
  | { readonly name: "list-analyses"; readonly format: "json" | "text" }
  | (WrittenRun &
      AuthorOptions & {
        readonly name: "analyze";
        readonly places: Places;
        /** Ids of analyses; `all` stands for all of them. */
        readonly ids: readonly string[];
        /** An older table, or an index folder with one, to compare with. */
        readonly compare: string | undefined;
        /** Whether the main figures of the snapshots of all days are given, instead of a report of one. */
        readonly overTime: boolean;
        readonly format: "json" | "csv" | "md" | "html";
        readonly out: string | undefined;
      })
  | (WrittenRun &
      AuthorOptions & {
        readonly name: "report";
        readonly places: Places;
        /** Ids of analyses; `all` stands for all of them. */
        readonly ids: readonly string[];
        /** An older table, or an index folder with one, to compare with. */
        readonly compare: string | undefined;
        readonly out: string;
      })
  | {
      readonly name: "export";
      readonly places: Places;
      readonly out: string;
      readonly dialect: DialectName;
      /** In how many files each table is written; undefined for what suits the dialect. */
      readonly parts: number | undefined;
      readonly format: "json" | "text";
    };

const names = ["import", "analyze", "report", "export"] as const;

type Name = (typeof names)[number];

/** Whether a command is one of these. */
export function isSnapshotCommand(name: string): name is Name {
  return names.some(known => known === name);
}

/** Parses one of these commands; throws UserError with a sentence that says what is wrong. */
export function snapshotCommand(
  name: Name,
  places: Places,
  values: Values,
  positionals: readonly string[],
): SnapshotCommand {
  if (name === "import") return importCommand(places, values, positionals);
  if (name === "analyze") return analyzeCommand(places, values, positionals);
  if (positionals.length > 0)
    throw new UserError(`${name} takes no arguments. Use --out DIR to choose the folder.`);
  const out = textOf(values, "out");
  if (out === undefined) throw new UserError(`${name} needs --out DIR, the folder for its files.`);
  if (name === "report") {
    const ids = textsOf(values, "analyses");
    return { name, places, ids: ids.length === 0 ? ["all"] : ids, ...runOf(values), out };
  }
  return {
    name,
    places,
    out,
    dialect: oneOf(values, "dialect", dialectNames),
    parts: partsOf(values),
    format: formatOf(values, ["text", "json"]),
  };
}

function partsOf(values: Values): number | undefined {
  const written = textOf(values, "parts");
  if (written === undefined) return undefined;
  const parts = /^\d{1,4}$/.test(written) ? Number(written) : 0;
  if (parts < 1 || parts > 1_000)
    throw new UserError(`--parts takes a whole number from 1 to 1000, not ${JSON.stringify(written)}.`);
  return parts;
}

/** How `analyze` and `report` are run. */
function runOf(values: Values) {
  return {
    ...readAnalysisOptions(values),
    compare: textOf(values, "compare"),
    organizations: textOf(values, "organizations"),
    askHub: askHubOf(values),
  };
}

function askHubOf(values: Values): number | undefined {
  const written = textOf(values, "ask-hub");
  if (written === undefined) return undefined;
  const most = /^\d{1,6}$/.test(written) ? Number(written) : 0;
  if (most < 1 || most > mostAsked)
    throw new UserError(
      `--ask-hub takes a whole number from 1 to ${mostAsked}, not ${JSON.stringify(written)}.`,
    );
  return most;
}

function importCommand(places: Places, values: Values, positionals: readonly string[]): SnapshotCommand {
  const [source, ...more] = positionals;
  if (source === undefined || source === "" || more.length > 0)
    throw new UserError("import takes one file or address; for example, hub-lineage import models.parquet.");
  const written = textOf(values, "as");
  return {
    name: "import",
    places,
    source,
    force: values.force === true,
    day: written === undefined ? undefined : dayOf("--as", written),
    progress: values.progress === true,
    format: formatOf(values, ["text", "json"]),
  };
}

function analyzeCommand(places: Places, values: Values, positionals: readonly string[]): SnapshotCommand {
  if (values.list === true) {
    if (positionals.length > 0)
      throw new UserError("analyze --list takes no analysis IDs. Remove them, or remove --list.");
    return { name: "list-analyses", format: formatOf(values, ["text", "json"]) };
  }
  if (positionals.length === 0)
    throw new UserError(
      "analyze takes the IDs of analyses, or all. To see the IDs, run hub-lineage analyze --list.",
    );
  const overTime = values["over-time"] === true;
  if (overTime && (places.at !== undefined || textOf(values, "compare") !== undefined))
    throw new UserError("--over-time reads the snapshots of all days. Remove --at and --compare.");
  return {
    name: "analyze",
    places,
    ids: positionals,
    ...runOf(values),
    overTime,
    format: formatOf(values, ["json", "csv", "md", "html"]),
    out: textOf(values, "out"),
  };
}
