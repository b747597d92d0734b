import { english } from "../../words/words";
import type { Family } from "../family";
import { familyToCsv } from "./csv";
import { familyToCyclonedx } from "./cyclonedx";
import { familyToDot } from "./dot";
import type { FamilyFormat } from "./format-names";
import { familyToGraphml } from "./graphml";
import { familyToJson } from "./json";
import { familyToMarkdown } from "./markdown";
import { familyToMermaid } from "./mermaid";
import { familyToNewick } from "./newick";

/** A format that a family can be exported to. */
export interface ExportFormat {
  /** The name that people see: "GraphML". */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** The extension of its files, without the dot. */
  readonly ending: string;
  /** The family as text, with a line break at the end. */
  write(family: Family): string;
}

const formats: Readonly<Record<FamilyFormat, ExportFormat>> = {
  json: {
    name: "JSON",
    purpose: english("models, edges, and missing parents, for scripts"),
    ending: "json",
    write: family => `${familyToJson(family)}\n`,
  },
  csv: {
    name: "CSV",
    purpose: english("one line per model, for spreadsheets"),
    ending: "csv",
    write: familyToCsv,
  },
  mermaid: {
    name: "Mermaid",
    purpose: english("a flowchart for Markdown"),
    ending: "mmd",
    write: familyToMermaid,
  },
  markdown: {
    name: "Markdown",
    purpose: english("a section on lineage for the model card"),
    ending: "md",
    write: familyToMarkdown,
  },
  cyclonedx: {
    name: "CycloneDX ML-BOM",
    purpose: english("a bill of materials (1.7) with the ancestors of each model and their licenses"),
    ending: "cdx.json",
    write: familyToCyclonedx,
  },
  graphml: {
    name: "GraphML",
    purpose: english("for Gephi, yEd, and NetworkX"),
    ending: "graphml",
    write: familyToGraphml,
  },
  dot: {
    name: "DOT",
    purpose: english("for Graphviz"),
    ending: "dot",
    write: familyToDot,
  },
  newick: {
    name: "Newick",
    purpose: english("a tree of first parents, for phylogenetics software"),
    ending: "nwk",
    write: familyToNewick,
  },
};

/** The format with a key. */
export function formatOf(key: FamilyFormat): ExportFormat {
  return formats[key];
}
