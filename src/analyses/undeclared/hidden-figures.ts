import type { LineageColumns } from "../../columns/columns";
import { accuracyFrom, brierScore, recallAt, reliability } from "../../evidence/measured/accuracy";
import { hideEdges } from "../../evidence/measured/hidden-edges";
import { byNames, predictionsFor } from "../../evidence/measured/predict-hidden";
import type { Undeclared } from "./undeclared-figures";

const mostHidden = 1_000;
const thresholds = [0.5, 0.7, 0.8, 0.9, 0.95];

/** How many declared edges that are hidden are found again, among the models that no weight was fitted on. */
export function hiddenFigures(columns: LineageColumns, seed: number): Undeclared["hidden"] {
  const sample = hideEdges(columns, { count: mostHidden, seed, fitting: false });
  const edges = sample.edges.length;
  const predictions = predictionsFor(sample, byNames(sample));
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    edges,
    rows: thresholds.map(from => {
      const { predictions: count, precision, recall } = accuracyFrom(predictions, edges, from);
      return { from, predictions: count, precision: orNull(precision), recall: orNull(recall) };
    }),
    recallAt95: edges === 0 ? null : (recallAt(predictions, edges, 0.95)?.recall ?? 0),
    brier: orNull(brierScore(predictions)),
    reliability: reliability(predictions).map(({ from, to, predictions: count, meanProbability, right }) => ({
      ...{ from, to, predictions: count },
      ...{ said: meanProbability, right },
    })),
  };
}
