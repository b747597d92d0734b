import type { Claim, ResultTable } from "../analysis";
import { figure } from "../sentence";
import { decided } from "../verdicts";
import type { Leaders, LeadingAuthor } from "./leader-figures";
import { joinsModalities } from "./modalities";

/** The accounts of the companies that the study means by big tech: the five largest by revenue and their laboratories. */
const bigTech = [
  "google",
  "google-bert",
  "google-t5",
  "facebook",
  "facebookai",
  "meta-llama",
  "microsoft",
  "apple",
  "amazon",
  "nvidia",
  "ibm",
  "intel",
];

/** "Many of the ten" is taken as at least this many. */
const many = 3;

/** What the study claims about leading authors and models (its figure 3). */
export function leaderClaims(
  { uploads, downloads, models }: Leaders,
  tables: readonly ResultTable[],
): readonly Claim[] {
  const [byUploads, byDownloads, top] = tables;
  if (byUploads === undefined || byDownloads === undefined || top === undefined) return [];
  const first = (
    claim: string,
    kind: LeadingAuthor["kind"],
    rows: readonly LeadingAuthor[],
    table: ResultTable,
    names: readonly string[],
  ): Claim => {
    const at = rows.findIndex(row => row.kind === kind);
    const leader = rows[at];
    const column = table === byUploads ? "models" : "downloads";
    if (leader === undefined)
      return {
        claim,
        verdict: "not decidable",
        reason: [`No author known to be a ${kind} has ${column} here.`],
      };
    return {
      claim,
      verdict: decided(names.includes(leader.author.toLowerCase())),
      reason: [
        `The leading ${kind} is `,
        figure(table, at, "author", "words"),
        " with ",
        figure(table, at, column, "count"),
        ` ${column}.`,
      ],
    };
  };
  return [
    first(
      "The University of Helsinki uploads the most among universities.",
      "university",
      uploads,
      byUploads,
      ["helsinki-nlp"],
    ),
    first("NAIST has the most downloads among universities.", "university", downloads, byDownloads, [
      "naist",
      "naist-nlp",
      "sociocom",
    ]),
    first(
      "Big technology companies upload the most among companies.",
      "company",
      uploads,
      byUploads,
      bigTech,
    ),
    first("Runway has the most downloads among companies.", "company", downloads, byDownloads, ["runwayml"]),
    ...modelClaims(models, top),
  ];
}

function modelClaims(models: Leaders["models"], table: ResultTable): readonly Claim[] {
  const [first] = models;
  const [led, bimodal] = [
    "The most downloaded model is a Wav2Vec model.",
    "Many of the ten most downloaded models are bimodal.",
  ];
  if (first === undefined)
    return [led, bimodal].map(claim => ({
      claim,
      verdict: "not decidable",
      reason: ["The table has no downloads."],
    }));
  const joined = models.flatMap(({ modalities }, row) => (joinsModalities(modalities) ? [row] : []));
  const unknown = models.filter(({ modalities }) => modalities === null).length;
  const isOpen = joined.length < many && joined.length + unknown >= many;
  return [
    {
      claim: led,
      verdict: decided(/wav2vec/i.test(first.model)),
      reason: ["It is ", figure(table, 0, "model", "words"), "."],
    },
    {
      claim: bimodal,
      verdict: isOpen ? "not decidable" : decided(joined.length >= many),
      reason:
        joined.length === 0
          ? ["None of them has a task with two modalities."]
          : [
              `“Many” means at least ${many}. Those with two modalities: `,
              ...joined.flatMap((row, at) => [
                ...(at === 0 ? [] : [", "]),
                figure(table, row, "model", "words"),
              ]),
              ".",
            ],
    },
  ];
}
