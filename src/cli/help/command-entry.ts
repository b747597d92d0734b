/** What an argument or the value of an option is, for completion. */
export type Completes = "file" | "folder" | readonly string[];

/** An option of a command, as the help, completion, and the parser know it. */
export interface OptionEntry {
  /** Without its dashes. */
  readonly name: string;
  /** What stands for its value in the help; a flag has none. */
  readonly value?: string;
  readonly repeats?: true;
  readonly completes?: Completes;
  /** What it does, in a few words without a capital or a period. */
  readonly help: string;
}

/** A command, as the help, completion, the documents, and the parser know it. */
export interface CommandEntry {
  readonly name: string;
  /** What follows the name in its usage; "" for nothing. */
  readonly arguments: string;
  /** What its arguments complete to. */
  readonly completes?: Completes;
  /** What it does, in a few words without a capital or a period. */
  readonly summary: string;
  /** Sentences on what it does and prints. */
  readonly text: string;
  readonly options: readonly OptionEntry[];
  /** Two command lines, without `hub-lineage`, with what each does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** The option `--format` with its values, the default first. */
export function formatOption(formats: readonly string[], help?: string): OptionEntry {
  const words = help ?? `${formats.join(", ")} (default: ${formats[0]})`;
  return { name: "format", value: "FORMAT", completes: formats, help: words };
}

/** The option that every command over the index or a table has. */
export const indexOption: OptionEntry = {
  name: "index",
  value: "DIR",
  completes: "folder",
  help: "index folder, created by the first command that stores data; keeps the data of each Hub separate (default: the hub-lineage folder in your cache folder)",
};

/** The option for commands that read a snapshot. */
export const atOption: OptionEntry = {
  name: "at",
  value: "DATE",
  help: "read the snapshot that import --as kept for this day, such as 2024-07-01, instead of the current one; status lists the days",
};

/** The option for commands that can do without requests. */
export const offlineOption: OptionEntry = {
  name: "offline",
  help: "use only the index (or set HF_HUB_OFFLINE=1)",
};

/** The option for commands that read kinds of authors. */
export const organizationsOption: OptionEntry = {
  name: "organizations",
  value: "FILE",
  completes: "file",
  help: "your own table of kinds of authors, as CSV or JSON; its entries override the shipped table",
};

/** The option for commands that make requests. */
export const endpointOption: OptionEntry = {
  name: "endpoint",
  value: "URL",
  help: "the Hub's address (default: HF_ENDPOINT, or https://huggingface.co). A token from HF_TOKEN or hf auth login is sent only to HF_ENDPOINT or, if that is not set, to https://huggingface.co",
};
