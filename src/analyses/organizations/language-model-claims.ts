import type { Claim, ResultTable, Sentence } from "../analysis";
import { figure } from "../sentence";
import { decided } from "../verdicts";
import type { LanguageModels } from "./language-model-figures";
import { type StudyKind, studyKinds } from "./study";

/** "Many close to 70 B" is taken as at least this many up to July 2023. */
const many = 20;
/** Fewer models of a kind than this say nothing about its sizes. */
const leastKnown = 10;
const untilMonth = "2023-07";

/** What the study claims about language models (its figure 4). */
export function languageModelClaims(
  result: LanguageModels,
  tables: readonly ResultTable[],
): readonly Claim[] {
  const [kinds, , months] = tables;
  if (kinds === undefined || months === undefined) return [];
  return [
    {
      claim: "In 2021, a few language models had 3 B parameters.",
      verdict: "not decidable",
      reason: ["The Hub has recorded creation dates only since March 2022."],
    },
    near70(result, months),
    mostFromOther(result, kinds),
    meanOfCompanies(result, kinds),
    universities(result, kinds),
  ];
}

function near70({ months }: LanguageModels, table: ResultTable): Claim {
  const claim = "In July 2023, many language models were close to 70 B.";
  const at = months.findIndex(({ month }) => month === untilMonth);
  if (at < 0)
    return { claim, verdict: "not decidable", reason: ["No language models of July 2023 are known here."] };
  return {
    claim,
    verdict: decided((months[at]?.near70 ?? 0) >= many),
    reason: [
      `“Many” means at least ${many} with 65 B to 75 B by the end of that month; the number here is `,
      figure(table, at, "near70BSoFar", "count"),
      ".",
    ],
  };
}

function cells(table: ResultTable, column: string, form: "count" | "number"): Sentence {
  return studyKinds.flatMap((kind, row) => [
    `${row === 0 ? "" : ", "}${kind} `,
    figure(table, row, column, form),
  ]);
}

function mostFromOther({ kinds, models }: LanguageModels, table: ResultTable): Claim {
  const ranked = [...kinds].sort((one, other) => other.models - one.models);
  return {
    claim: "Most language models come from authors of kind other, then from companies.",
    verdict:
      models === 0 ? "not decidable" : decided(ranked[0]?.kind === "other" && ranked[1]?.kind === "company"),
    reason: ["Models: ", ...cells(table, "models", "count"), "."],
  };
}

function meanOfCompanies({ kinds }: LanguageModels, table: ResultTable): Claim {
  const claim = "Language models of companies have a mean of 10 B parameters.";
  const company = kinds.find(({ kind }) => kind === "company");
  const mean = company?.mean;
  if (company === undefined || !mean || mean.low === null || mean.high === null || company.known < leastKnown)
    return { claim, verdict: "not decidable", reason: ["Too few sizes of companies' models are known."] };
  const row = studyKinds.indexOf("company");
  return {
    claim,
    verdict: decided(mean.low <= 10e9 && mean.high >= 10e9),
    reason: [
      "The mean is ",
      figure(table, row, "meanB", "number"),
      " B (95% interval ",
      figure(table, row, "low", "number"),
      " to ",
      figure(table, row, "high", "number"),
      ").",
    ],
  };
}

function universities({ kinds }: LanguageModels, table: ResultTable): Claim {
  const claim = "Universities have the fewest and the smallest language models.";
  const known = kinds.filter(row => row.known >= leastKnown);
  const of = (kind: StudyKind) => known.find(row => row.kind === kind);
  const university = of("university");
  if (university === undefined || known.length < 3)
    return { claim, verdict: "not decidable", reason: ["Too few sizes are known by kind."] };
  const isLeast = known.every(
    row =>
      row === university || (row.models > university.models && (row.median ?? 0) > (university.median ?? 0)),
  );
  return {
    claim,
    verdict: decided(isLeast),
    reason: [
      "Models: ",
      ...cells(table, "models", "count"),
      "; median parameters in billions: ",
      ...cells(table, "medianB", "number"),
      ".",
    ],
  };
}
