import type { Scope } from "../analyses/scope";
import { scopeFields } from "../analyses/scope-words";
import { UserError } from "../app/ports/errors";
import { readScope } from "../app/report/analysis-scope";
import { flag, formatOf, type Places, text, textOf, texts, textsOf, type Values } from "./options";

/** A parsed command that works on a table of the whole Hub. */
export type SnapshotCommand =
  | {
      readonly name: "import";
      readonly places: Places;
      /** A path, or an http(s) address. */
      readonly source: string;
      /** Whether to import the table even if many of its rows cannot be used. */
      readonly force: boolean;
      readonly progress: boolean;
      readonly format: "json" | "text";
    }
  | { readonly name: "list-analyses"; readonly format: "json" | "text" }
  | {
      readonly name: "analyze";
      readonly places: Places;
      /** Ids of analyses; `all` stands for all of them. */
      readonly ids: readonly string[];
      readonly mode: "paper" | "corrected";
      readonly seed: number;
      /** Ids of measures, as written; none for all. */
      readonly measures: readonly string[];
      readonly scope: Scope;
      readonly format: "json" | "csv" | "md" | "html";
      readonly out: string | undefined;
    }
  | {
      readonly name: "export";
      readonly places: Places;
      readonly out: string;
      readonly format: "json" | "text";
    };

/** The options of these commands. */
export const snapshotOptions = {
  import: { endpoint: text, index: text, force: flag, progress: flag, format: text },
  analyze: {
    index: text,
    list: flag,
    mode: text,
    seed: text,
    measure: texts,
    format: text,
    out: text,
    ...Object.fromEntries(scopeFields.map(field => [field, text])),
  },
  export: { index: text, out: text, format: text },
} as const;

type Name = keyof typeof snapshotOptions;

/** Whether a command is one of these. */
export function isSnapshotCommand(name: string): name is Name {
  return Object.hasOwn(snapshotOptions, name);
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
    throw new UserError("export takes no arguments. Use --out DIR to choose the folder.");
  const out = textOf(values, "out");
  if (out === undefined) throw new UserError("export needs --out DIR, the folder for its files.");
  return { name, places, out, format: formatOf(values, ["text", "json"]) };
}

function importCommand(places: Places, values: Values, positionals: readonly string[]): SnapshotCommand {
  const [source, ...more] = positionals;
  if (source === undefined || source === "" || more.length > 0)
    throw new UserError("import takes one file or address; for example, hub-lineage import models.parquet.");
  return {
    name: "import",
    places,
    source,
    force: values.force === true,
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
  const mode = textOf(values, "mode") ?? "corrected";
  if (mode !== "paper" && mode !== "corrected")
    throw new UserError(`--mode takes paper or corrected, not ${JSON.stringify(mode)}.`);
  return {
    name: "analyze",
    places,
    ids: positionals,
    mode,
    seed: seedOf(values),
    measures: textsOf(values, "measure"),
    scope: readScope(Object.fromEntries(scopeFields.map(field => [field, textOf(values, field)]))),
    format: formatOf(values, ["json", "csv", "md", "html"]),
    out: textOf(values, "out"),
  };
}

function seedOf(values: Values): number {
  const value = textOf(values, "seed") ?? "1";
  if (!/^\d{1,9}$/.test(value))
    throw new UserError(`--seed takes a whole number from 0 to 999999999, not ${JSON.stringify(value)}.`);
  return Number(value);
}
