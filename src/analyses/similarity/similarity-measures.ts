/** What of two models is compared. */
export type Artifact = "metadata" | "metadata without base_model" | "card";

/** How it is compared; all three are 1 for equal texts. */
export type Measure = "tfidf" | "bow" | "levenshtein";

/** Every artifact, in the order in which they are compared. */
export const artifacts: readonly Artifact[] = ["metadata", "metadata without base_model", "card"];

/** Every way to compare, in the order in which rows give them. */
export const measures: readonly Measure[] = ["tfidf", "bow", "levenshtein"];

/** The id by which one artifact compared in one way is asked for, such as `metadata/tfidf`. */
export function measureId(artifact: Artifact, measure: Measure): string {
  return `${artifact.replaceAll(" ", "-")}/${measure}`;
}

/** The ids of all artifacts compared in all ways. */
export const measureIds: readonly string[] = artifacts.flatMap(artifact =>
  measures.map(measure => measureId(artifact, measure)),
);
