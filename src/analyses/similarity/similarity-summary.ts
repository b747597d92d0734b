import type { Headline, PublishedFigure } from "../analysis";
import type { SimilarityRow } from "./similarity-row";

const told = ["duo:1", "trio_1:2", "trio_2:1"];

/** Parents, siblings, and grandparents by each measure, with random pairs beside them. */
export function similaritySummary(
  rows: readonly SimilarityRow[],
  samples: number,
  published: readonly PublishedFigure[],
): readonly Headline[] {
  const chosen = rows.filter(({ config }) => config === "rando:1" || told.includes(config));
  return chosen.map(row => {
    const { measure, artifact, config, meaning, pairs, mean } = row;
    const isClustered = row.clusteredLow !== null;
    return {
      what: `${measure} of the ${artifact}, ${meaning}`,
      ...{ estimate: mean, n: pairs, of: samples, unit: "pairs" },
      low: row.clusteredLow ?? row.low,
      high: row.clusteredHigh ?? row.high,
      leftOut: "drawn pairs without a text on both sides",
      published:
        published.find(({ what }) => what === `${measure} of the ${artifact}, ${config}`)?.value ?? null,
      method: `mean over drawn pairs; interval by resampling ${isClustered ? "whole families" : "pairs"}; random pairs are what chance gives`,
    };
  });
}
