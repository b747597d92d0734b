import type { Family } from "../family";
import { familyToCsv } from "./csv";
import { familyToCyclonedx } from "./cyclonedx";
import { familyToDot } from "./dot";
import { familyToGraphml } from "./graphml";
import { familyToJson } from "./json";
import { familyToMarkdown } from "./markdown";
import { familyToMermaid } from "./mermaid";
import { familyToNewick } from "./newick";

/** A format that a family is written in. */
export interface ExportFormat {
  /** What a person sees: "GraphML". */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** Ending of its files, without the dot. */
  readonly ending: string;
  /** The family as text, with a line break at the end. */
  write(family: Family): string;
}

const formats = {
  json: {
    name: "JSON",
    purpose: "models, edges and what is missing, for scripts",
    ending: "json",
    write: family => `${familyToJson(family)}\n`,
  },
  csv: {
    name: "CSV",
    purpose: "one line for each model, for spreadsheets",
    ending: "csv",
    write: familyToCsv,
  },
  mermaid: {
    name: "Mermaid",
    purpose: "a flowchart that Markdown can show",
    ending: "mmd",
    write: familyToMermaid,
  },
  markdown: {
    name: "Markdown",
    purpose: "a section on its lineage for the model card",
    ending: "md",
    write: familyToMarkdown,
  },
  cyclonedx: {
    name: "CycloneDX ML-BOM",
    purpose: "a bill of materials (1.6) with each model's ancestors",
    ending: "cdx.json",
    write: familyToCyclonedx,
  },
  graphml: {
    name: "GraphML",
    purpose: "for Gephi, yEd, networkx",
    ending: "graphml",
    write: familyToGraphml,
  },
  dot: {
    name: "DOT",
    purpose: "for Graphviz",
    ending: "dot",
    write: familyToDot,
  },
  newick: {
    name: "Newick",
    purpose: "a tree of first parents, for programs of phylogenetics",
    ending: "nwk",
    write: familyToNewick,
  },
} satisfies Readonly<Record<string, ExportFormat>>;

/** The key of a format, as the command line takes it. */
export type FamilyFormat = keyof typeof formats;

/** Every format, in the order in which they are offered; the first one is the command line's default. */
export const familyFormats = Object.keys(formats) as [FamilyFormat, ...FamilyFormat[]];

/** What is known of a format. */
export function formatOf(key: FamilyFormat): ExportFormat {
  return formats[key];
}
