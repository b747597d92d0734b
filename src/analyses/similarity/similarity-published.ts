import type { PublishedFigure } from "../analysis";
import type { Artifact, Measure } from "./similarity-measures";

/** What was compared, and the mean similarity. */
interface Mean {
  readonly artifact: Artifact;
  readonly measure: Measure;
  readonly config: string;
  readonly mean: number;
}

/**
 * Means for metadata (TF-IDF, words, Levenshtein) and then for cards, read off the figures of arXiv:2508.06811 v1 to
 * about 0.0015; `-` if no mean could be read.
 */
const table = `
rando:1 0.116 0.437 0.440 0.128 0.193 0.191
duo:1 0.639 0.700 0.545 0.466 0.484 0.246
trio_1:1 0.662 0.704 0.535 0.488 0.503 0.226
trio_1:2 0.838 0.857 0.747 0.893 0.878 0.729
trio_2:1 0.578 0.665 0.553 0.411 0.426 0.223
trio_2:2 0.746 0.784 0.642 0.584 0.587 0.296
trio_2:3 0.810 0.847 0.716 0.676 0.696 0.459
quad_0:1 0.661 0.705 0.550 0.469 0.495 0.217
quad_0:2 0.838 0.849 0.751 0.920 0.894 0.743
quad_1:1 0.624 0.698 0.543 0.411 0.420 0.182
quad_1:2 0.795 0.813 0.623 0.656 0.624 0.223
quad_1:3 0.839 0.866 0.735 0.651 0.693 0.465
quad_1:4 0.869 0.883 0.743 0.891 0.891 0.716
quad_2:1 0.524 0.637 0.526 0.352 0.386 0.166
quad_2:2 0.587 0.697 0.591 0.476 0.518 0.287
quad_2:3 0.703 0.771 0.640 0.546 0.554 0.253
quad_2:4 0.819 0.847 0.681 0.610 0.640 0.392
quad_2:5 0.778 0.796 0.638 0.560 0.574 0.268
quad_3:1 0.588 0.681 0.601 0.380 0.406 0.252
quad_3:2 0.686 0.754 0.652 0.472 0.494 -
quad_3:3 0.745 0.806 0.702 0.547 0.568 -
quad_3:4 0.794 0.827 0.700 0.552 0.572 -
quad_3:5 0.863 0.898 0.815 0.703 0.703 0.463
quad_3:6 0.858 0.888 0.771 0.764 0.776 0.557
`;

const columns = [
  ["metadata", "tfidf"],
  ["metadata", "bow"],
  ["metadata", "levenshtein"],
  ["card", "tfidf"],
  ["card", "bow"],
  ["card", "levenshtein"],
] as const;

/** The published means of the measures that were run, with ours. */
export function publishedSimilarity(
  rows: readonly Mean[],
  wasRun: (artifact: Mean["artifact"], measure: Mean["measure"]) => boolean,
): PublishedFigure[] {
  return table
    .trim()
    .split("\n")
    .flatMap(line => {
      const [config = "", ...means] = line.split(" ");
      return columns.flatMap(([artifact, measure], at): PublishedFigure[] => {
        const text = means[at];
        if (text === undefined || text === "-" || !wasRun(artifact, measure)) return [];
        const ours = rows.find(
          row => row.artifact === artifact && row.measure === measure && row.config === config,
        );
        return [
          {
            what: `${measure} of the ${artifact}, ${config}`,
            value: Number(text),
            ours: ours?.mean ?? null,
            source: "figures of arXiv:2508.06811 v1, finetunes of July 2025",
          },
        ];
      });
    });
}
