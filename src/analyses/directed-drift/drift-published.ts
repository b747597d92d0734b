import { type AnalysisOptions, type PublishedFigure, paper } from "../analysis";
import type { TraitDrift } from "./drift-result";
import { endsOfOrder } from "./license-categories";

/** The published shares of one trait, and how many values were ordered. */
type Published = readonly [
  trait: TraitDrift["trait"],
  values: number,
  directions: number,
  transitions: number,
];

/** Source: the outputs of the notebook `orderings` at 53e0e7f, which match arXiv v1. */
const allRelations: readonly Published[] = [
  ["license", 20, 132 / 140, 0.8425635667014978],
  ["language", 20, 186 / 190, 0.747084155750942],
  ["library", 20, 1, 0.9926444868137769],
  ["task", 20, 111 / 121, 0.9515635751968805],
];

/** Source: the same at 9d172b3, over finetunes alone. */
const finetunes: readonly Published[] = [
  ["license", 20, 113 / 121, 0.8460878401264537],
  ["language", 20, 186 / 189, 0.749911555113799],
  ["library", 10, 1, 0.8365783593999362],
  ["task", 10, 30 / 32, 0.9819267842493847],
];

/**
 * The published shares beside ours, for the relations and the number of values that were counted; ours only if it is
 * the same quantity: mode `corrected` counts changes of languages in another way.
 */
export function publishedBeside(
  traits: readonly TraitDrift[],
  { relation, top = 20, mode }: Pick<AnalysisOptions, "relation" | "top" | "mode">,
): PublishedFigure[] {
  if (relation !== null && relation !== "finetune") return [];
  const [figures, source] = relation === null ? [allRelations, paper.july2025] : [finetunes, paper.finetunes];
  const shares = figures.flatMap(([name, values, directions, transitions]) => {
    if (values !== top) return [];
    const isSame = mode === "paper" || name !== "language";
    const ours = isSame ? traits.find(({ trait }) => trait === name) : undefined;
    return [
      {
        what: `share of ${name} directions explained`,
        value: directions,
        ours: ours?.directionsExplained ?? null,
        source,
      },
      {
        what: `share of ${name} transitions explained`,
        value: transitions,
        ours: ours?.transitionsExplained ?? null,
        source,
      },
    ];
  });
  return relation === null && top === 20 ? [...shares, ...endsBeside(traits, source)] : shares;
}

/** What the paper says of the first and the last eight licenses. */
function endsBeside(traits: readonly TraitDrift[], source: string): readonly PublishedFigure[] {
  const ordering = traits.find(({ trait }) => trait === "license")?.ordering ?? [];
  const ends = ordering.length < 16 ? null : endsOfOrder(ordering);
  return [
    {
      what: "commercial or OpenRAIL licenses among the first eight of the order",
      ...{ value: 7, ours: ends?.first ?? null, source },
    },
    {
      what: "commercial licenses among the last eight of the order",
      ...{ value: 0, ours: ends?.last ?? null, source },
    },
  ];
}
