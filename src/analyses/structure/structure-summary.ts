import type { LinkedModels } from "../../columns/linked-models";
import { clusteredRatio, SumsByCluster } from "../../statistics/cluster-sums";
import { normal95 } from "../../statistics/interval";
import type { AnalysisOptions, Headline } from "../analysis";
import { familiesOf } from "../families-of";
import { clusteredHeadline } from "../headlines";
import type { EdgeFilter } from "../scope";
import { branchingByParent } from "./branching-shares";
import type { Structure } from "./structure-result";

/** What the summary is told from. */
type MainFigures = Pick<
  Structure,
  | "models"
  | "edges"
  | "families"
  | "componentsWithMissing"
  | "children"
  | "childrenTail"
  | "branchingAges"
  | "attachment"
  | "attachmentInCode"
>;

/** The main figures of a structure; `largest` are the models of the largest components, single models included; null without merges that are known. */
export function structureSummary(
  linked: LinkedModels,
  result: MainFigures,
  largest: { readonly overAll: number; readonly withoutMerges: number | null },
  { seed, draws = 999 }: AnalysisOptions,
  unmerged: EdgeFilter,
): readonly Headline[] {
  const { models, families, edges } = result;
  if (models === 0) return [];
  const sums = branchingByParent(linked, unmerged, 1, () => 0)[0] ?? new SumsByCluster();
  const named = familiesOf(linked, unmerged);
  const count = { n: models, of: models, unit: "models" };
  const share = (size: number) => (size > 1 ? size : 0) / models;
  const branching =
    sums.names.length === 0
      ? []
      : [
          clusteredHeadline(
            linked,
            clusteredRatio(sums, named.of, { seed, draws }),
            {
              what: "share of edges whose child has children",
              of: edges,
              ...(largest.withoutMerges === null ? {} : { leftOut: "merges" }),
              method: "edges whose child has a child of its own; interval and weights by parent",
            },
            named.name,
          ),
        ];
  return [
    {
      ...{ what: "families", estimate: families, ...count },
      leftOut: "models without parents and children",
      method: "weakly connected components of more than one model, over all edges; a count of all",
    },
    {
      ...{ what: "components, with missing parents", estimate: result.componentsWithMissing, ...count },
      published: 1_308_021,
      method:
        "weakly connected components; each declared parent that is not among the models is one more node",
    },
    {
      ...{
        what: "share of models in the largest family",
        estimate: share(largest.overAll),
        ...count,
      },
      method: "models of the largest component over all edges, divided by all models; a count of all",
    },
    {
      what: "share of models in the largest family without merges",
      estimate: largest.withoutMerges === null ? null : share(largest.withoutMerges),
      ...{ ...count, published: 33_194 / 1_860_411 },
      method:
        largest.withoutMerges === null
          ? "no link declares its relation, so merges are not known"
          : "the same without merges, as in the paper",
    },
    ...branching,
    ...agesLine(result),
    ...tailLine(result),
    ...attachmentLines(result),
  ];
}

function agesLine({ branchingAges: [all] }: MainFigures): readonly Headline[] {
  if (all === undefined || all.withinYear === null) return [];
  return [
    {
      what: "share of derived models that have a child within a year",
      ...{ estimate: all.withinYear, n: all.models, of: all.models, unit: "models" },
      leftOut: "models without a date, and children older than their parent",
      method:
        "Kaplan and Meier, from a model's creation to its first child; models without one count until the snapshot",
    },
  ];
}

function tailLine({ childrenTail, children }: MainFigures): readonly Headline[] {
  if (childrenTail === null) return [];
  const { exponent, standardError, count, from } = childrenTail;
  const parents = children.reduce((sum, row) => sum + row.models, 0);
  return [
    {
      what: "exponent of the number of children",
      ...{ estimate: exponent, n: count, of: parents, unit: "models" },
      low: exponent - normal95 * standardError,
      high: exponent + normal95 * standardError,
      leftOut: `parents of fewer than ${from} children`,
      method:
        "discrete power law by maximum likelihood, from the smallest distance to the data on; ±1.96 standard errors",
    },
  ];
}

function attachmentLines({ attachment, attachmentInCode }: MainFigures): readonly Headline[] {
  const line = (what: string, found: Structure["attachment"] | Structure["attachmentInCode"]) =>
    found === null || found.exponent === null
      ? []
      : [{ what, estimate: found.exponent, n: found.events, of: found.events, unit: "edges" }];
  return [
    ...line("exponent of preferential attachment", attachment).map(each => ({
      ...each,
      leftOut: "children created before 2023 or after 2024, and those not younger than their parent",
      method: "weighted least squares of log(chosen / exposed) on log(children + 1), by minutes; no interval",
    })),
    ...line("exponent of preferential attachment, by the follow-up study's algorithm", attachmentInCode).map(
      each => ({
        ...each,
        published: 2.063,
        method: "the follow-up study's own algorithm, by days; see what differs",
      }),
    ),
  ];
}
