/** A parent that was predicted for a model whose declared ones were hidden. */
export interface Prediction {
  /** From 0 to 1. */
  readonly probability: number;
  readonly isRight: boolean;
  /** The hidden edges that were drawn and that it finds: 0 for a right parent whose edge was not drawn. */
  readonly found: number;
}

/** How much of what was hidden is found at a precision. */
export interface Recall {
  /** The least probability that counts. */
  readonly threshold: number;
  readonly predictions: number;
  /** Shares from 0 to 1. */
  readonly precision: number;
  readonly recall: number;
}

/**
 * The largest recall at which the predictions with at least some probability have a precision; null if there is none. Equal
 * probabilities are taken together.
 */
export function recallAt(
  predictions: readonly Prediction[],
  hidden: number,
  precision: number,
): Recall | null {
  const sorted = [...predictions].sort((one, other) => other.probability - one.probability);
  let [right, found] = [0, 0];
  let best: Recall | null = null;
  for (const [at, each] of sorted.entries()) {
    if (each.isRight) right += 1;
    found += each.found;
    if (sorted[at + 1]?.probability === each.probability || right / (at + 1) < precision) continue;
    best = {
      threshold: each.probability,
      predictions: at + 1,
      precision: right / (at + 1),
      recall: found / hidden,
    };
  }
  return best;
}

/** Precision and recall of the predictions with at least a probability. */
export function accuracyFrom(predictions: readonly Prediction[], hidden: number, threshold: number): Recall {
  const taken = predictions.filter(({ probability }) => probability >= threshold);
  const right = taken.filter(({ isRight }) => isRight).length;
  const found = taken.reduce((sum, each) => sum + each.found, 0);
  return {
    ...{ threshold, predictions: taken.length },
    precision: taken.length === 0 ? Number.NaN : right / taken.length,
    recall: found / hidden,
  };
}

/** One row of a reliability table: predictions whose probability is in a range, and how many of them are right. */
export interface ReliabilityRow {
  readonly from: number;
  readonly to: number;
  readonly predictions: number;
  readonly meanProbability: number;
  readonly right: number;
}

/** Predictions in ranges of probability of equal width; ranges without predictions are left out. */
export function reliability(predictions: readonly Prediction[], ranges = 10): readonly ReliabilityRow[] {
  return Array.from({ length: ranges }, (_, at): ReliabilityRow => {
    const inside = predictions.filter(
      ({ probability }) => Math.min(ranges - 1, Math.floor(probability * ranges)) === at,
    );
    const sum = inside.reduce((all, { probability }) => all + probability, 0);
    const right = inside.filter(({ isRight }) => isRight).length;
    return {
      ...{ from: at / ranges, to: (at + 1) / ranges, predictions: inside.length },
      meanProbability: sum / inside.length,
      right: right / inside.length,
    };
  }).filter(row => row.predictions > 0);
}

/** The mean squared difference between probability and outcome (Brier, 1950): 0 is best, and 0.25 is that of always saying 50%. */
export function brierScore(predictions: readonly Prediction[]): number {
  const sum = predictions.reduce((all, each) => all + (each.probability - Number(each.isRight)) ** 2, 0);
  return sum / predictions.length;
}
