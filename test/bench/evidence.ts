import {
  accuracyFrom,
  brierScore,
  type Prediction,
  recallAt,
  reliability,
} from "../../src/evidence/measured/accuracy";
import { hideEdges } from "../../src/evidence/measured/hidden-edges";
import { byNames, bySameName, predictionsFor } from "../../src/evidence/measured/predict-hidden";
import type { BenchRow } from "../harness/bench-row";
import { withCensus } from "../harness/recorded/census-columns";
import { fitWeights } from "../harness/recorded/fit-weights";
import { filesRows } from "../harness/recorded/hidden-details";

/** What this bench measures. */
export const title =
  "evidence: how many declared edges that are hidden are found again, by names and tags alone and with recorded files and texts, beside the same name under another author and the pattern of the Hub's librarian bot";

const hidden = 1_000;
const seed = Number(process.env.HUB_LINEAGE_SEED ?? 20_261_130);

/** Measures on the models that no weight was fitted on. HUB_LINEAGE_FIT=1 fits the weights of names again and prints them. */
export async function run(): Promise<readonly BenchRow[]> {
  return withCensus(columns => {
    if (process.env.HUB_LINEAGE_FIT === "1")
      console.log(JSON.stringify(fitWeights(columns, 8_000, seed), null, 2));
    const sample = hideEdges(columns, { count: hidden, seed, fitting: false });
    const begin = performance.now();
    const names = predictionsFor(sample, byNames(sample));
    const ms = performance.now() - begin;
    return [
      { what: "hidden edges of the census", value: sample.edges.length, unit: "edges" },
      ...predictionRows("names and tags", names, sample.edges.length),
      ...ruleRows(
        "same name, other author",
        predictionsFor(sample, bySameName(sample, false)),
        sample.edges.length,
      ),
      ...ruleRows(
        "same, without endings",
        predictionsFor(sample, bySameName(sample, true)),
        sample.edges.length,
      ),
      { what: "work for each model", value: (ms * 1000) / sample.parents.size, unit: "µs" },
      ...filesRows(columns, { predictionRows, ruleRows }),
    ];
  });
}

/** Figures of predictions with probabilities. */
function predictionRows(
  what: string,
  predictions: readonly Prediction[],
  edges: number,
): readonly BenchRow[] {
  const at95 = recallAt(predictions, edges, 0.95);
  const from = [0.5, 0.9].map(least => accuracyFrom(predictions, edges, least));
  return [
    { what: `${what}: recall at 95% precision`, value: (at95?.recall ?? 0) * 100, unit: "%" },
    { what: "  least probability for it", value: at95?.threshold ?? Number.NaN, unit: "" },
    ...from.flatMap(({ threshold, precision, recall }) => [
      { what: `  precision from ${threshold * 100}% on`, value: precision * 100, unit: "%" },
      { what: `  recall from ${threshold * 100}% on`, value: recall * 100, unit: "%" },
    ]),
    { what: "  Brier score", value: brierScore(predictions), unit: "" },
    ...reliability(predictions).map(row => ({
      what: `  right of ${row.predictions} from ${Math.round(row.from * 100)}% to ${Math.round(row.to * 100)}%, beside said`,
      value: row.right * 100,
      unit: "%",
      beside: row.meanProbability * 100,
    })),
  ];
}

/** Figures of a rule that says yes or nothing. */
function ruleRows(what: string, predictions: readonly Prediction[], edges: number): readonly BenchRow[] {
  const { precision, recall } = accuracyFrom(predictions, edges, 0);
  return [
    { what: `${what}: precision`, value: precision * 100, unit: "%" },
    { what: "  recall", value: recall * 100, unit: "%" },
  ];
}
