import { UserError } from "../../app/ports/errors";
import { textOf, type Values } from "../../app/report/written-options";
import { isRepoId } from "../../lineage/repo-id";
import { formatOf, type Places } from "../options";

/** A parsed command that looks at what files, cards, and licenses say of lineage. */
export type EvidenceCommand = {
  readonly name: Name;
  readonly places: Places;
  /** A path, or a model ID. */
  readonly target: string;
  readonly repo: string | undefined;
  /** A bill of materials, or what the command tells as text or data: for bom, what the bill lacks. */
  readonly format: "text" | "json" | BillFormat;
  /** Of obligations: whether what is missing is shown as texts to add, or added to the folder as well. */
  readonly adds: "nothing" | "shown" | "written";
  /** Of bom: who answers for the bill. */
  readonly author: string | null;
};

/** The formats of a bill of materials, the default first. */
export const billFormats = ["cyclonedx", "spdx"] as const;

/** One of them. */
export type BillFormat = (typeof billFormats)[number];

const names = ["trace", "obligations", "bom"] as const;

type Name = (typeof names)[number];

/** Whether a command is one of these. */
export function isEvidenceCommand(name: string): name is Name {
  return names.some(known => known === name);
}

/** Parses one of these commands; throws UserError with a sentence that says what is wrong. */
export function evidenceCommand(
  name: Name,
  places: Places,
  values: Values,
  positionals: readonly string[],
): EvidenceCommand {
  const [target, ...more] = positionals;
  if (target === undefined || target === "" || more.length > 0)
    throw new UserError(
      `${name} takes one model ID, folder, or model card; for example, hub-lineage ${name} google/gemma-2b.`,
    );
  const repo = textOf(values, "repo");
  if (repo !== undefined && !isRepoId(repo))
    throw new UserError(
      `--repo takes a model ID, not ${JSON.stringify(repo)}. Write it as organization/name.`,
    );
  const adds = values.write === true ? "written" : values.add === true ? "shown" : "nothing";
  const author = textOf(values, "author")?.trim() ?? null;
  if (author === "")
    throw new UserError("--author takes the name of a person or organization. Write one, or omit it.");
  const isBill = name === "bom" && values.missing !== true;
  const format = isBill ? billFormat(values) : formatOf(values, ["text", "json"]);
  return { name, places, target, repo, format, adds, author };
}

function billFormat(values: Values): BillFormat {
  const format = textOf(values, "format");
  if (format === "text" || format === "json")
    throw new UserError(
      `--format ${format} is for the list of what a bill lacks. Add --missing, or use --format cyclonedx or spdx.`,
    );
  return formatOf(values, billFormats);
}
