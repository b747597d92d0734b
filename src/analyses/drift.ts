import type { LineageColumns, Trait, TraitName } from "../columns/columns";
import { clusteredRatio } from "../statistics/cluster-sums";
import { clusteredInterval, clusterWeights } from "../statistics/clustered";
import { type Drift, directionsByChance, driftOf } from "../statistics/net-drift";
import { seeded } from "../statistics/random";
import { changesOf, countedChanges, eachChange, netFlow, type Transitions } from "../statistics/transitions";
import {
  type Analysis,
  type AnalysisOptions,
  type Findings,
  type Headline,
  type ModelsOfRow,
  paper,
  type ResultTable,
  type Sentence,
} from "./analysis";
import { differencesIn } from "./differences";
import { type ChangesByParent, changesByParent } from "./directed-drift/drift-clusters";
import { driftDifferences } from "./directed-drift/drift-differences";
import { ordersOf, picturesOf, tablesOf } from "./directed-drift/drift-figures";
import { nullsOf, nullsTable, survivals } from "./directed-drift/drift-nulls";
import { publishedBeside } from "./directed-drift/drift-published";
import type { DriftPair, TraitDrift } from "./directed-drift/drift-result";
import { yearsOf } from "./directed-drift/drift-years";
import { categoryTable } from "./directed-drift/license-categories";
import { familiesOf } from "./families-of";
import { clusteredHeadline } from "./headlines";
import { countEdges, type EdgeFilter, edgeFilter } from "./scope";
import { figure, interval } from "./sentence";

/** The traits whose values are ordered by drift. */
export const driftingTraits = ["license", "language", "task", "library"] as const satisfies TraitName[];

/** How many values are ordered, as in the paper. */
const topCount = 20;

/** Where traits drift, and in what order of values. */
export const drift: Analysis<{ readonly traits: readonly TraitDrift[] }> = {
  id: "drift",
  title: "Directed drift and orderings",
  definition:
    "Transitions count how often a child's value replaces a parent's value; the direction of each pair is the more frequent one. " +
    "The 20 most frequent values are arranged in the order that sends as much net traffic forward as possible, computed exactly. The report gives the share of " +
    "directions that an order can explain, compared with randomly drawn directions, and the share of transitions.",
  source: `${paper.source}, orderings (ordering_helpers.py); null, optima, intervals, and years are ours`,
  readsLinks: true,
  comparesRelations: true,
  needs: [...driftingTraits, "createdAt"],
  run,
  models: Object.fromEntries(driftingTraits.map(trait => [`${trait}-pairs`, byChange(trait)])),
};

/** For rows of pairs: the children that have the second value while their parent has the first. */
function byChange(name: TraitName): ModelsOfRow {
  return (columns, options, [from, to]) => {
    const trait = columns.traits[name];
    if (trait === null) return [];
    const [one, other] = [trait.values.indexOf(String(from)), trait.values.indexOf(String(to))];
    const found = new Set<number>();
    const add = (before: number, after: number, edge: number) => {
      if (before === one && after === other) found.add(columns.edges.child[edge]!);
    };
    eachChange(trait, columns.edges, options.mode, add, edgeFilter(columns, options));
    return [...found];
  };
}

function run(
  columns: LineageColumns,
  options: AnalysisOptions,
): Findings<{ readonly traits: readonly TraitDrift[] }> {
  const keep = edgeFilter(columns, options);
  const counted = driftingTraits.flatMap(name => {
    const trait = columns.traits[name];
    return trait === null ? [] : [traitDrift(columns, name, trait, options, keep)];
  });
  const traits = counted.map(({ drift: each }) => each);
  const total = countEdges(columns, keep);
  const nulls = nullsTable(traits);
  const tables = [...traits.flatMap(tablesOf), ordersOf(traits, survivals(nulls)), nulls];
  const license = traits.find(({ trait }) => trait === "license");
  if (license !== undefined) tables.push(categoryTable(license));
  return {
    ...findingOf(traits, tables),
    summary: summaryOf(columns, counted, options, keep),
    coverage: driftingTraits.map(name => {
      const known = traits.find(each => each.trait === name)?.edges ?? 0;
      return { what: `${name} at both ends`, unit: "edges" as const, known, total };
    }),
    differs: differencesIn(driftDifferences, options.mode),
    result: { traits },
    tables,
    pictures: traits.flatMap(picturesOf),
    published: publishedBeside(traits, options),
  };
}

function traitDrift(
  columns: LineageColumns,
  name: TraitName,
  trait: Trait,
  options: AnalysisOptions,
  keep: EdgeFilter | undefined,
): CountedDrift {
  const { mode, seed, draws = 999 } = options;
  const each = changesOf(trait, columns.edges, mode, keep);
  const transitions = countedChanges(each);
  // A summary that only compares estimates needs no optima, pairs, or years.
  const found = driftOf(transitions, options.top ?? topCount, draws > 0);
  const { values, weighted, unweighted, directionsExplained } = found;
  const chance =
    directionsExplained === null || draws < 1
      ? null
      : directionsByChance(found.net, values.length, directionsExplained, { seed, draws });
  const at = (place: number) => values[place] as string;
  const ranks = new Map(weighted.order.map((place, rank) => [at(place), rank]));
  const rankOf = Int32Array.from(trait.values, value => ranks.get(value) ?? -1);
  const changes = changesByParent(columns, each, rankOf, values.length);
  const drift: TraitDrift = {
    trait: name,
    edges: transitions.edges,
    transitions: transitionRows(transitions),
    ordering: weighted.order.map(at),
    proven: weighted.proven,
    optima: weighted.optima,
    forced: weighted.forced?.map(([before, after]) => [at(before), at(after)] as const) ?? null,
    directions: found.edges,
    directionsForward: unweighted.objective,
    directionsExplained,
    transitionsExplained: found.transitionsExplained,
    null: chance,
    nulls: nullsOf(
      changes,
      { directions: directionsExplained, transitions: found.transitionsExplained },
      { seed, draws },
    ),
    traffic: found.traffic,
    total: found.total,
    balanced: found.balanced,
    objective: weighted.objective,
    pairs: draws < 1 ? [] : pairsOf(transitions, found, changes, options),
    years: draws < 1 ? [] : yearsOf(changes, options),
  };
  return { drift, changes };
}

/** A trait's drift, and the changes that it is counted from. */
interface CountedDrift {
  readonly drift: TraitDrift;
  readonly changes: ChangesByParent;
}

function transitionRows({ values, from, to, count }: Transitions): TraitDrift["transitions"] {
  const name = (code: number | undefined) => values[code ?? -1] ?? "";
  const rows = Array.from(count, (times, at) => ({ from: name(from[at]), to: name(to[at]), count: times }));
  return rows.sort(
    (one, other) => other.count - one.count || compare(one.from + one.to, other.from + other.to),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function pairsOf(
  transitions: Transitions,
  { values, weighted }: Drift,
  { pairs: byParent }: ChangesByParent,
  { seed, draws = 999 }: AnalysisOptions,
): DriftPair[] {
  const ranks = new Map(weighted.order.map((place, rank) => [place, rank]));
  const spreadOf = (u: number, v: number) => {
    const [one, other] = [ranks.get(u) ?? 0, ranks.get(v) ?? 0];
    const sums = byParent.get(Math.min(one, other) * values.length + Math.max(one, other));
    const weights = sums && clusterWeights(sums);
    if (!sums || !weights)
      return { low: null, high: null, parents: 0, effectiveParents: 0, ofLargestParent: 0 };
    const ends = clusteredInterval(sums, seeded(seed), draws);
    const [low = null, high = null] =
      ends === null || one < other ? (ends ?? []) : [1 - ends[1], 1 - ends[0]];
    const { clusters: parents, effective: effectiveParents, share: ofLargestParent } = weights;
    return { low, high, parents, effectiveParents, ofLargestParent };
  };
  const flow = netFlow(transitions);
  const places = new Map(values.map((value, place) => [value, place]));
  const forced = new Set(weighted.forced?.map(([before, after]) => before * values.length + after));
  const pairs: DriftPair[] = [];
  for (let at = 0; at < flow.net.length; at++) {
    const from = flow.values[flow.from[at]!] as string;
    const to = flow.values[flow.to[at]!] as string;
    const [u, v] = [places.get(from), places.get(to)];
    if (u === undefined || v === undefined) continue;
    const [net, total] = [flow.net[at]!, flow.total[at]!];
    const forth = (total + net) / 2;
    const certain = forced.has(u * values.length + v);
    const support = certain ? 1 : (weighted.support?.[u * values.length + v] ?? null);
    const [back, share] = [total - forth, forth / total];
    pairs.push({ from, to, forth, back, share, ...spreadOf(u, v), certain, support });
  }
  return pairs.sort(
    (one, other) =>
      other.forth - other.back - (one.forth - one.back) || compare(one.from + one.to, other.from + other.to),
  );
}

/** What the order of each trait explains, and how sure the largest of its flows is. */
function summaryOf(
  columns: LineageColumns,
  counted: readonly CountedDrift[],
  options: AnalysisOptions,
  keep: EdgeFilter | undefined,
): readonly Headline[] {
  const { seed, draws = 999 } = options;
  const families = familiesOf(columns, keep);
  const beside = publishedBeside(
    counted.map(({ drift: each }) => each),
    options,
  );
  return counted.flatMap(({ drift: { trait, directions, ...each }, changes }): Headline[] => {
    if (each.directionsExplained === null) return [];
    const publishedOf = (what: string) =>
      beside.find(figures => figures.what === what && figures.ours !== null)?.value ?? null;
    const [what, forward] = ["directions", "transitions"].map(
      name => `share of ${trait} ${name} explained`,
    ) as [string, string];
    const method =
      "changes that go forward in the best order; intervals keep it and draw parents; by chance, whole parents are tossed";
    return [
      {
        what,
        ...{ estimate: each.directionsExplained, n: directions, of: directions, unit: "pairs of values" },
        leftOut: "pairs with as many changes forth as back",
        ...{ published: publishedOf(what), chance: each.nulls?.parentsTossed.directions ?? null },
        method: "pairs whose majority goes forward in the best order; by chance, whole parents are tossed",
      },
      clusteredHeadline(
        columns,
        clusteredRatio(changes.all, families.of, { seed, draws }),
        {
          ...{ what: forward, of: changes.from.length, unit: "changes", method },
          leftOut: `values beyond the ${each.ordering.length} most frequent`,
          ...{ published: publishedOf(forward), chance: each.nulls?.parentsTossed.transitions ?? null },
        },
        families.name,
      ),
    ];
  });
}

/** Below so many parents by weight, no interval holds, and who they are is the finding (docs/statistics.md). */
const fewParents = 5;

/** The interval of the first pair, or how much of it one parent's children are. */
function netFlowBasis(pairs: ResultTable): Sentence {
  const effective = pairs.rows[0]?.[pairs.columns.indexOf("effectiveParents")] ?? null;
  const between = " of the changes between the two";
  return typeof effective === "number" && effective < fewParents
    ? [between, ", of which one parent's children are ", figure(pairs, 0, "ofLargestParent", "percent")]
    : [...interval(pairs, 0, "percent"), between];
}

/** The order of the first trait that has one, and its largest net flow. */
function findingOf(
  traits: readonly TraitDrift[],
  tables: readonly ResultTable[],
): Pick<Findings<unknown>, "finding"> {
  const row = traits.findIndex(each => each.directionsExplained !== null && each.null !== null);
  const orders = tables.find(({ id }) => id === "orders");
  const pairs = tables.find(({ id }) => id === `${traits[row]?.trait}-pairs`);
  if (orders === undefined || pairs?.rows[0] === undefined) return {};
  return {
    finding: [
      "A single order of the values of ",
      figure(orders, row, "trait", "words"),
      " explains ",
      figure(orders, row, "directionsExplained", "percent"),
      " of the directions of change, compared with ",
      figure(orders, row, "chance", "percent"),
      " if each pair is a coin toss. ",
      String(orders.rows[row]?.at(-1)),
      ". The largest net flow goes from ",
      figure(pairs, 0, "from", "words"),
      " to ",
      figure(pairs, 0, "to", "words"),
      ", with ",
      figure(pairs, 0, "share", "percent"),
      ...netFlowBasis(pairs),
    ],
  };
}
