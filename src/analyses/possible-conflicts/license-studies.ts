import type { ResultTable } from "../analysis";
import type { Violations } from "./violation-figures";

/** The number of steps after which half of the evidence is left, if each step keeps the same share; null without a loss. */
export function halfLife(kept: number, edges: number): number | null {
  return edges === 0 || kept === 0 || kept === edges ? null : Math.log(0.5) / Math.log(kept / edges);
}

/**
 * What four studies of licenses on the Hub published, beside what a snapshot allows, by our reading of their definitions. A
 * figure that cannot be had says what is missing.
 */
export function studiesTable(
  { bounds: { evidence }, byPair, chains }: Violations,
  judgedPairs: number,
): ResultTable {
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const nearest = share(chains.incompatible, chains.models);
  return {
    id: "studies",
    title: "Other studies of licenses, by our reading of their definitions",
    columns: ["study", "figure", "inPublication", "here", "definition", "missing"],
    rows: [
      [
        ...["arXiv:2602.10758", "supply chains in conflict", 0.52, null],
        "a chain in which one license prohibits what another permits, or requires what the other does not; silence permits",
        `the study's table of 23 terms for each license, and data sets as links of chains; by our license table, ${nearest === null ? "no chain can be judged" : `${(100 * nearest).toFixed(1)}% of models with a licensed ancestor may conflict`}`,
      ],
      [
        ...["arXiv:2606.21787", "incompatible patterns", 0.348, share(byPair.length, judgedPairs)],
        ...["different pairs of licenses of parent and child that may conflict, by our license table", null],
      ],
      [
        ...["arXiv:2605.24383", "half-life of restriction evidence, in steps", 1.31],
        halfLife(evidence.kept, evidence.edges),
        "ln 0.5 / ln of the share of edges from parents that have terms whose child has a license with terms; a missing license keeps nothing",
        evidence.edges === 0 ? "parents that have terms" : null,
      ],
      [
        ...["arXiv:2602.08816", "models without license text", 0.958, null],
        "models without the text of their license among their files",
        "the files of each repository, which no table of the Hub has",
      ],
    ],
  };
}
