import type { RatioInterval } from "../../statistics/ratio-interval";
import type { Headline } from "../analysis";
import type { OrganizationRank, OrganizationVerdicts } from "./organization-figures";
import { isFirstYear } from "./upload-periods";

/** The ends of an interval; none if there is none. */
function ends(found: RatioInterval | null): Pick<Headline, "estimate" | "low" | "high"> {
  return { estimate: found?.ratio ?? null, low: found?.low ?? null, high: found?.high ?? null };
}

const byAuthor = "interval linearized, with each author as one draw";

/** How one thing is spread over authors or models. */
interface SpreadFigures {
  readonly what: string;
  readonly models: number;
  readonly units: number;
  readonly zeros: number;
  readonly gini: RatioInterval | null;
  readonly hhi: RatioInterval | null;
  readonly topPercent: RatioInterval | null;
}

/** The summary of concentration: shares of the top percent, and the Gini coefficient and HHI of authors. */
export function concentrationSummary(
  all: readonly SpreadFigures[],
  models: number,
  neverDownloaded: RatioInterval | null,
): readonly Headline[] {
  const spreads = all.flatMap((spread): Headline[] => {
    if (spread.gini === null) return [];
    const unit = spread.what.endsWith("author") ? "authors" : "models";
    const based = { n: spread.units, of: spread.units, unit };
    const leftOut = spread.what.startsWith("downloads")
      ? `${models - spread.models} models with unknown downloads`
      : "nothing: models without children count";
    const method = `${spread.zeros.toLocaleString("en-US")} ${unit} with none count; ${byAuthor}, which is only approximate for so unequal values`;
    const line = (name: string, found: RatioInterval | null): Headline => ({
      ...{ what: `${name}, ${spread.what}`, ...ends(found), ...based, leftOut, method },
    });
    return [
      line("share of the top 1%", spread.topPercent),
      line("Gini coefficient", spread.gini),
      ...(unit === "authors" ? [line("Herfindahl-Hirschman index", spread.hhi)] : []),
    ];
  });
  if (neverDownloaded === null) return spreads;
  const known = all.find(({ what }) => what === "downloads by model")?.models ?? 0;
  return [
    ...spreads,
    {
      ...{ what: "share of models without a download in 30 days", ...ends(neverDownloaded) },
      ...{ n: known, of: models, unit: "models", leftOut: "models with unknown downloads" },
      method: `share of models; ${byAuthor}`,
    },
  ];
}

/** The summary of links between authors: how many stay with one author, compared with chance. */
export function flowsSummary(
  {
    edges,
    own,
    ownByChance,
  }: {
    readonly edges: number;
    readonly own: RatioInterval | null;
    readonly ownByChance: number | null;
  },
  judged: number,
): readonly Headline[] {
  const based = { n: edges, of: edges, unit: "links", leftOut: "links to models outside the table" };
  return [
    {
      ...{ what: "share of links to a model of the same author", ...ends(own), ...based },
      method:
        "links to own models divided by all links; interval linearized over authors of children and of parents",
    },
    {
      ...{ what: "the same by chance", estimate: ownByChance, ...based },
      method:
        "expected if each child drew its parent by the number of children, whoever made it; no draws, so without an interval",
    },
    {
      ...{
        what: "share of links with a known kind of author at both ends",
        estimate: edges === 0 ? null : judged / edges,
      },
      ...based,
      method: "the coverage of the tables by kind",
    },
  ];
}

/** The summary of repackagers: how much goes through them by each notion of a package. */
export function repackagersSummary(
  shares: readonly {
    readonly evidence: string;
    readonly authors: number | null;
    readonly models: number | null;
    readonly ofModels: RatioInterval | null;
    readonly ofDownloads: RatioInterval | null;
  }[],
  models: number,
): readonly Headline[] {
  return shares.flatMap(({ evidence, authors, models: theirs, ofModels, ofDownloads }): Headline[] => {
    if (authors === null) return [];
    const based = { n: theirs, of: models, unit: "models", leftOut: "authors with fewer than 20 models" };
    const method = `by ${evidence}; ${byAuthor}`;
    return [
      {
        what: `repackagers, by ${evidence}`,
        estimate: authors,
        ...based,
        unit: "models",
        method:
          "authors with 20 models or more, at least 90% of them packages; a count of all, so without an interval",
      },
      { what: `share of models by repackagers, by ${evidence}`, ...ends(ofModels), ...based, method },
      {
        what: `share of downloads through repackagers, by ${evidence}`,
        ...ends(ofDownloads),
        ...based,
        method,
      },
    ];
  });
}

/** A year of uploads and a cohort of authors, as the summary of turnover needs them. */
interface TurnoverFigures {
  readonly year: {
    readonly period: string;
    readonly models: number;
    readonly authors: number;
    readonly half: number;
    readonly returning: RatioInterval | null;
  };
  /** Authors of one year, and the share of them that upload in the last year of the data. */
  readonly cohort: { readonly year: string; readonly authors: number; readonly active: RatioInterval } | null;
  readonly authors: number;
}

/** The summary of turnover: who makes half of the uploads of the last complete year, who returns, and who stays. */
export function turnoverSummary({ year, cohort, authors }: TurnoverFigures): readonly Headline[] {
  const { period, models, authors: here, half, returning } = year;
  const leftOut = "models without an author or a date";
  return [
    {
      ...{ what: `share of the authors of ${period} who made half of its models`, estimate: half / here },
      ...{ n: here, of: authors, unit: "authors", leftOut },
      method: `the ${half.toLocaleString("en-US")} authors with the most models; a count of all, so without an interval`,
    },
    {
      ...{
        what: `share of the models of ${period} by authors who had uploaded in an earlier year`,
        ...ends(returning),
      },
      ...{ n: models, of: models, unit: "models", leftOut },
      method: `share of models; ${byAuthor}`,
    },
    ...(cohort === null
      ? []
      : [
          {
            ...{
              what: `share of the authors who started in ${cohort.year}${isFirstYear(cohort.year) ? " or before" : ""} and uploaded in the last year of the data`,
              ...ends(cohort.active),
            },
            ...{ n: cohort.authors, of: authors, unit: "authors", leftOut },
            method: "share of authors; Wilson's interval",
          },
        ]),
  ];
}

/** The summary of two snapshots: how much everything grew, and how many models vanished. */
export function growthSummary(
  totals: readonly {
    readonly what: string;
    readonly older: number | null;
    readonly newer: number | null;
    readonly factor: RatioInterval | null;
  }[],
  vanished: number,
  older: number,
): readonly Headline[] {
  return [
    ...totals.flatMap(({ what, older: before, newer, factor }): Headline[] =>
      factor === null
        ? []
        : [
            {
              ...{ what: `${what}, newer by older`, ...ends(factor), n: newer, of: before, unit: what },
              method: `sum in the newer snapshot divided by that in the older one; ${byAuthor}, with what it has in both`,
            },
          ],
    ),
    {
      ...{ what: "share of the older models that vanished", estimate: older === 0 ? null : vanished / older },
      ...{
        n: older,
        of: older,
        unit: "models",
        leftOut: "models that were renamed count as vanished and new",
      },
      method: "models by their exact ids; a count of all, so without an interval",
    },
  ];
}

/** The summary of one organization: its shares and ranks, and links that may conflict with licenses. */
export function organizationSummary(
  ranks: readonly OrganizationRank[],
  verdicts: readonly OrganizationVerdicts[],
): readonly Headline[] {
  const shares = ranks.flatMap(({ what, count, share, rank, authors }): Headline[] =>
    count === null || share === null
      ? []
      : [
          {
            ...{
              what: `share of all ${what}`,
              estimate: share,
              n: count,
              of: Math.round(count / (share || 1)),
              unit: what,
            },
            method: `${rank === null ? "no rank, because it has none" : `rank ${rank} of ${authors} authors that have any`}; a count of all, so without an interval`,
          },
        ],
  );
  const judged = verdicts.flatMap(({ direction, links, judged: known, share }): Headline[] =>
    share === null
      ? []
      : [
          {
            ...{
              what: `possible conflicts among links ${direction === "up" ? "to its parents" : "from its children"}`,
              ...ends(share),
            },
            ...{ n: known, of: links, unit: "links", leftOut: "links without a license at both ends" },
            method:
              "links whose licenses may conflict divided by those that can be judged; each author at the other end as one draw",
          },
        ],
  );
  return [...shares, ...judged];
}
