import type { Claim, ResultTable } from "../analysis";
import { figure } from "../sentence";
import { decided } from "../verdicts";
import { type ReportedEmissions, streamingGrams } from "./emission-figures";
import { studyKinds } from "./study";

/** Fewer reports than this decide nothing. */
const leastReports = 20;
/** "Nearly all", as the study's 1,706 of 1,846 and 99.5%; "little more than 1%" is taken as 1% to 2%. */
const [nearlyAll, littleMore] = [0.9, [0.01, 0.02]] as const;

/** What the study claims about emissions (its figure 5). */
export function emissionClaims(
  result: ReportedEmissions | null,
  tables: readonly ResultTable[],
): readonly Claim[] {
  const [kinds, all] = tables;
  const claims = [
    "Nearly all models that report emissions are by authors of kind other.",
    "Nearly all reported emissions come from models of non-profits.",
    "Little more than 1% of models report emissions.",
    "Most training runs emitted less than an hour of streaming.",
  ] as const;
  if (result === null || kinds === undefined || all === undefined || result.reporting < leastReports)
    return claims.map(claim => ({
      claim,
      verdict: "not decidable",
      reason: [
        result === null
          ? "The snapshot has no card data, so no emissions were read."
          : `Fewer than ${leastReports} models here report emissions.`,
      ],
    }));
  const of = (kind: (typeof studyKinds)[number]) => result.kinds.find(row => row.kind === kind);
  const [other, nonProfit] = [studyKinds.indexOf("other"), studyKinds.indexOf("non-profit")];
  const share = result.share?.ratio ?? 0;
  return [
    {
      claim: claims[0],
      verdict: decided((of("other")?.ofReporting ?? 0) >= nearlyAll),
      reason: [
        "There are ",
        figure(kinds, other, "reporting", "count"),
        " models, ",
        figure(kinds, other, "ofReporting", "percent"),
        " of the models that report emissions.",
      ],
    },
    {
      claim: claims[1],
      verdict: decided((of("non-profit")?.ofKilograms ?? 0) >= nearlyAll),
      reason: [
        "Non-profits report ",
        figure(kinds, nonProfit, "kilograms", "kilograms"),
        ", ",
        figure(kinds, nonProfit, "ofKilograms", "percent"),
        " of all plausible emissions.",
      ],
    },
    {
      claim: claims[2],
      verdict: decided(share >= littleMore[0] && share <= littleMore[1]),
      reason: [
        "The share is ",
        figure(all, 0, "share", "percent"),
        " (95% interval ",
        figure(all, 0, "low", "percent"),
        " to ",
        figure(all, 0, "high", "percent"),
        ").",
      ],
    },
    {
      claim: claims[3],
      verdict: decided(result.belowStreaming * 2 > result.plausible),
      reason: [
        figure(all, 0, "belowStreaming", "count"),
        " of ",
        figure(all, 0, "plausible", "count"),
        ` models with a plausible figure report less than ${streamingGrams} g.`,
      ],
    },
  ];
}
