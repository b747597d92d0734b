import type { Claim, Figure, FigureForm, ResultTable, Sentence } from "../analysis";
import { figure } from "../sentence";
import { decided } from "../verdicts";
import type { KindRow, KindsOfAuthors } from "./kind-figures";
import { type StudyKind, studyKinds } from "./study";

/** Groups with fewer models of known size than this say nothing about sizes. */
const leastSized = 20;
/** "About equally": no group has more than twice the models of another. */
const alike = 2;
/** The study speaks of models beyond 100 GB. */
const hugeGigabytes = 100;

/** What the study claims about kinds of authors (its figure 2), judged by the study's own kinds. */
export function kindClaims(result: KindsOfAuthors, tables: readonly ResultTable[]): readonly Claim[] {
  const [, table, largest] = tables;
  if (table === undefined || largest === undefined) return [];
  const rows = new Map(result.studyKinds.map(row => [row.kind, row] as const));
  const cell = (kind: StudyKind, column: string, form: FigureForm) =>
    figure(table, studyKinds.indexOf(kind), column, form);
  const each = (kinds: readonly StudyKind[], column: string, form: FigureForm) =>
    listed(kinds.map(kind => [`${kind} `, cell(kind, column, form)]));
  return [
    mostUploads(rows, each),
    equalUploads(rows, each),
    fewestUploads(rows, each),
    mostDownloaded(rows, each),
    largeModels(rows, each),
    largestModels(result, largest),
  ];
}

type Rows = ReadonlyMap<StudyKind, KindRow<StudyKind>>;
type Each = (kinds: readonly StudyKind[], column: string, form: FigureForm) => Sentence;

function listed(parts: readonly (readonly (string | Figure)[])[]): Sentence {
  return parts.flatMap((part, at) => [...(at === 0 ? [] : [", "]), ...part]);
}

const models = (rows: Rows, kind: StudyKind) => rows.get(kind)?.models ?? 0;

function mostUploads(rows: Rows, each: Each): Claim {
  const isKnown = studyKinds.some(kind => kind !== "other" && models(rows, kind) > 0);
  const most = studyKinds.every(kind => kind === "other" || models(rows, kind) < models(rows, "other"));
  return {
    claim: "Authors of kind other upload the most models.",
    verdict: isKnown ? decided(most) : "not decidable",
    reason: [
      "Models: ",
      ...each(studyKinds, "models", "count"),
      ". As in the study, authors of unknown kind count as other.",
    ],
  };
}

function equalUploads(rows: Rows, each: Each): Claim {
  const kinds = ["university", "non-profit", "company"] as const;
  const counts = kinds.map(kind => models(rows, kind));
  const isKnown = counts.every(count => count > 0);
  return {
    claim: "Universities, non-profits, and companies contribute about equally.",
    verdict: isKnown ? decided(Math.max(...counts) <= alike * Math.min(...counts)) : "not decidable",
    reason: ["Models: ", ...each(kinds, "models", "count"), "; “about equally” means at most twice as many."],
  };
}

function fewestUploads(rows: Rows, each: Each): Claim {
  const least = studyKinds.every(
    kind => kind === "classroom" || models(rows, kind) > models(rows, "classroom"),
  );
  return {
    claim: "Classrooms contribute the least.",
    verdict: models(rows, "classroom") === 0 ? "not decidable" : decided(least),
    reason:
      models(rows, "classroom") === 0
        ? ["No author here is known to be a classroom."]
        : ["Models: ", ...each(studyKinds, "models", "count"), "."],
  };
}

function mostDownloaded(rows: Rows, each: Each): Claim {
  const words = "Models of companies and universities are downloaded the most.";
  const perModel = (kind: StudyKind) => rows.get(kind)?.perModel ?? null;
  const known = studyKinds.filter(kind => perModel(kind) !== null);
  if (perModel("company") === null || perModel("university") === null)
    return {
      claim: words,
      verdict: "not decidable",
      reason: ["The table does not have downloads for both."],
    };
  const first = [...known].sort((one, other) => (perModel(other) ?? 0) - (perModel(one) ?? 0)).slice(0, 2);
  return {
    claim: words,
    verdict: decided(first.includes("company") && first.includes("university")),
    reason: ["Downloads per model in 30 days: ", ...each(known, "perModel", "number"), "."],
  };
}

function largeModels(rows: Rows, each: Each): Claim {
  const words = "Models of companies are also large, and those of universities are not.";
  const size = (kind: StudyKind) => {
    const row = rows.get(kind);
    return row !== undefined && row.sized >= leastSized ? row.medianSize : null;
  };
  const [company, university, other] = [size("company"), size("university"), size("other")];
  if (company === null || university === null || other === null)
    return {
      claim: words,
      verdict: "not decidable",
      reason: [
        `Fewer than ${leastSized} sizes are known for companies, universities, or others: `,
        ...each(["company", "university", "other"], "sized", "count"),
        ".",
      ],
    };
  return {
    claim: words,
    verdict: decided(company > other && university < other),
    reason: ["Median sizes: ", ...each(["company", "university", "other"], "medianGB", "gigabytes"), "."],
  };
}

function largestModels({ largest, kinds }: KindsOfAuthors, table: ResultTable): Claim {
  const words = "The largest models come from non-profits, a few above 100 GB each.";
  const sized = kinds.reduce((sum, row) => sum + row.sized, 0);
  const at = largest.findIndex(
    ({ gigabytes }) => gigabytes === Math.max(...largest.map(one => one.gigabytes)),
  );
  const first = largest[at];
  if (first === undefined || sized < leastSized)
    return { claim: words, verdict: "not decidable", reason: ["Too few sizes are known."] };
  return {
    claim: words,
    verdict: decided(first.kind === "non-profit" && first.gigabytes > hugeGigabytes),
    reason: [
      "The largest model here is ",
      figure(table, at, "model", "words"),
      " with ",
      figure(table, at, "GB", "gigabytes"),
      "; the kind of its author is ",
      figure(table, at, "kind", "words"),
      ".",
    ],
  };
}
