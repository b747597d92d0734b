import type { AuthorKind } from "../../organizations/kinds";
import type { RatioInterval } from "../../statistics/ratio-interval";
import type { Headline } from "../analysis";

function ends(
  found: { readonly ratio: number; readonly low: number | null; readonly high: number | null } | null,
) {
  return { estimate: found?.ratio ?? null, low: found?.low ?? null, high: found?.high ?? null };
}

const byAuthor = "interval linearized, with each author as one draw";

/** A rate per year, from the slope of logarithms. */
interface GrowthRate {
  readonly months: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
}

/** The summary of uploads: growth per year of their number and of their median size. */
export function uploadsSummary(
  uploads: GrowthRate | null,
  medianSize: GrowthRate | null,
): readonly Headline[] {
  const line = (what: string, growth: GrowthRate | null): Headline[] =>
    growth === null
      ? []
      : [
          {
            ...{ what, estimate: growth.factor, low: growth.low, high: growth.high },
            ...{ n: growth.months, of: growth.months, unit: "months" },
            leftOut:
              "the first and the last month, the floor of dates in March 2022, and months with too few known values",
            method:
              "slope of the logarithms by Theil and Sen; the interval takes months for independent, so it is rather too narrow",
          },
        ];
  return [
    ...line("uploads per month, factor per year", uploads),
    ...line("median size, factor per year", medianSize),
  ];
}

/** What the authors of one kind have. */
interface KindFigures {
  readonly kind: AuthorKind;
  readonly models: number;
  readonly ofModels: RatioInterval | null;
  readonly ofDownloads: RatioInterval | null;
}

/** The summary of kinds of authors: the share of models and of downloads of each kind. */
export function kindsSummary(kinds: readonly KindFigures[], models: number): readonly Headline[] {
  const unknown = kinds.find(({ kind }) => kind === "unknown")?.models ?? 0;
  const leftOut = `${unknown.toLocaleString("en-US")} models of authors of unknown kind, which are a kind of their own here`;
  return kinds.flatMap(({ kind, models: theirs, ofModels, ofDownloads }): Headline[] =>
    theirs === 0
      ? []
      : (
          [
            ["models", ofModels],
            ["downloads", ofDownloads],
          ] as const
        ).flatMap(([what, share]) =>
          share === null
            ? []
            : [
                {
                  ...{
                    what: `share of ${what}, ${kind}`,
                    ...ends(share),
                    n: theirs,
                    of: models,
                    unit: "models",
                    leftOut,
                  },
                  method: `share of all ${what}; ${byAuthor}`,
                },
              ],
        ),
  );
}

/** The summary of leaders: how much of the downloads the most downloaded models have. */
export function leadersSummary(
  {
    models,
    topShare,
  }: {
    readonly models: readonly { readonly model: string; readonly share: number }[];
    readonly topShare: {
      readonly ratio: number;
      readonly low: number | null;
      readonly high: number | null;
    } | null;
  },
  all: number,
  known: number,
): readonly Headline[] {
  const based = { n: known, of: all, unit: "models", leftOut: "models with unknown downloads" };
  const [first] = models;
  return [
    {
      ...{
        what: `share of downloads of the ${models.length} most downloaded models`,
        ...ends(topShare),
        ...based,
      },
      method: `downloads in 30 days; ${byAuthor}`,
    },
    ...(first === undefined
      ? []
      : [
          {
            what: `share of downloads of ${first.model}`,
            estimate: first.share,
            ...based,
            method: "downloads in 30 days; a count of all, so without an interval",
          },
        ]),
  ];
}

/** The summary of language models: their mean parameters, over all and by kind. */
export function languageModelsSummary(
  all: RatioInterval | null,
  models: number,
  known: number,
  kinds: readonly {
    readonly kind: string;
    readonly models: number;
    readonly known: number;
    readonly mean: RatioInterval | null;
  }[],
): readonly Headline[] {
  const billions = (found: RatioInterval | null) => {
    const { estimate, low, high } = ends(found);
    const scaled = (number: number | null) => (number === null ? null : number / 1e9);
    return { estimate: scaled(estimate), low: scaled(low), high: scaled(high) };
  };
  const line = (what: string, found: RatioInterval | null, n: number, of: number): Headline[] =>
    found === null
      ? []
      : [
          {
            ...{ what, ...billions(found), n, of, unit: "models", leftOut: "models whose size is not known" },
            ...(what.endsWith("company") ? { published: 10 } : {}),
            method: `mean over models; sizes from safetensors, else from the name; ${byAuthor}`,
          },
        ];
  const mean = "mean parameters in billions";
  return [
    ...line(mean, all, known, models),
    ...kinds.flatMap(each => line(`${mean}, ${each.kind}`, each.mean, each.known, each.models)),
  ];
}

/** The summary of emissions: how many models report any. */
export function emissionsSummary({
  models,
  reporting,
  share,
  plausible,
  kilograms,
}: {
  readonly models: number;
  readonly reporting: number;
  readonly share: {
    readonly ratio: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly plausible: number;
  readonly kilograms: number;
}): readonly Headline[] {
  return [
    {
      ...{
        what: "share of models that report training emissions",
        ...ends(share),
        n: models,
        of: models,
        unit: "models",
      },
      method:
        "models with a figure in their cards divided by all; Wilson's interval, with each model as one draw",
    },
    {
      ...{
        what: "reported emissions in kg",
        estimate: plausible === 0 ? null : kilograms,
        n: plausible,
        of: reporting,
        unit: "models",
      },
      leftOut: "figures that are not plausible",
      method: "sum of the reported figures, taken as grams; a sum of all, so without an interval",
    },
  ];
}
