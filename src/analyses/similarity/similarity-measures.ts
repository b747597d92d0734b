/** What is compared between two models. */
export type Artifact = "metadata" | "metadata without base_model" | "card";

/** How it is compared; all three are 1 for identical texts. */
export type Measure = "tfidf" | "bow" | "levenshtein";

/** Every artifact, in the order in which they are compared. */
export const artifacts: readonly Artifact[] = ["metadata", "metadata without base_model", "card"];

/** Every measure, in the order of the rows. */
export const measures: readonly Measure[] = ["tfidf", "bow", "levenshtein"];

/** The id of a measure of an artifact, such as `metadata/tfidf`. */
export function measureId(artifact: Artifact, measure: Measure): string {
  return `${artifact.replaceAll(" ", "-")}/${measure}`;
}

/** The ids of all measures of all artifacts. */
export const measureIds: readonly string[] = artifacts.flatMap(artifact =>
  measures.map(measure => measureId(artifact, measure)),
);
