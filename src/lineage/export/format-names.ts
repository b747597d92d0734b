/** The keys of the formats of a family, in the order in which they are offered; the first is the command line's default. */
export const familyFormats = [
  "json",
  "csv",
  "mermaid",
  "markdown",
  "cyclonedx",
  "graphml",
  "dot",
  "newick",
] as const;

/** The key of a format, as on the command line. */
export type FamilyFormat = (typeof familyFormats)[number];
