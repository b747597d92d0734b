import { asLists, type LineageColumns, type ListTrait, type TraitName } from "../columns/columns";
import { shareInterval } from "../statistics/interval";
import { type Drift, directionsByChance, driftOf, type NullShare } from "../statistics/net-drift";
import {
  type CountingMode,
  eachChange,
  netFlow,
  type Transitions,
  transitionsOf,
} from "../statistics/transitions";
import {
  type Analysis,
  type AnalysisOptions,
  type Findings,
  type ModelsOfRow,
  type Picture,
  type PublishedFigure,
  paper,
  type ResultTable,
} from "./analysis";
import { countEdges, type EdgeFilter, edgeFilter } from "./scope";
import { figure, interval } from "./sentence";

/** The traits whose values are ordered by drift. */
export const driftingTraits = ["license", "language", "task", "library"] as const satisfies TraitName[];

/** How many values are ordered, as in the paper. */
const topCount = 20;
const nullDraws = 100;

/** A pair of values in its majority direction; `certain` if every optimal order agrees. */
export interface DriftPair {
  readonly from: string;
  readonly to: string;
  readonly forth: number;
  readonly back: number;
  /** The share of `forth` in both, with its 95% interval; null in mode `paper`, which counts an edge several times. */
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly certain: boolean;
}

/** Transitions among the ordered values for children of one year, and the share that goes forward. */
export interface DriftYear {
  readonly year: number;
  readonly transitions: number;
  readonly forward: number | null;
}

/** The drift of one trait. */
export interface TraitDrift {
  readonly trait: TraitName;
  /** Edges with the trait at both ends. */
  readonly edges: number;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** The alphabetically first of the orders that maximize the net traffic going forward. */
  readonly ordering: readonly string[];
  /** Whether it is proven optimal. */
  readonly proven: boolean;
  /** How many orders are equally good; null if they were not counted. */
  readonly optima: number | null;
  /** Pairs of values in the same order in every optimum, of `pairs` in all; null if the optima were not listed. */
  readonly forced: readonly (readonly [before: string, after: string])[] | null;
  readonly directions: number;
  readonly directionsForward: number;
  readonly directionsExplained: number | null;
  readonly transitionsExplained: number | null;
  /** The share of directions that the best order explains if each direction is a coin toss. */
  readonly null: NullShare | null;
  readonly traffic: number;
  readonly total: number;
  readonly balanced: number;
  readonly objective: number;
  /** Pairs among the ordered values, by net traffic. */
  readonly pairs: readonly DriftPair[];
  readonly years: readonly DriftYear[];
}

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
  needs: [...driftingTraits, "createdAt"],
  run,
  models: Object.fromEntries(driftingTraits.map(trait => [`${trait}-pairs`, byChange(trait)])),
};

/** For rows of pairs: the children that have the second value while their parent has the first. */
function byChange(name: TraitName): ModelsOfRow {
  return (columns, options, [from, to]) => {
    const trait = columns.traits[name];
    if (trait === null) return [];
    const lists = asLists(trait);
    const [one, other] = [lists.values.indexOf(String(from)), lists.values.indexOf(String(to))];
    const found = new Set<number>();
    const add = (before: number, after: number, edge: number) => {
      if (before === one && after === other) found.add(columns.edges.child[edge]!);
    };
    eachChange(lists, columns.edges, options.mode, add, edgeFilter(columns, options));
    return [...found];
  };
}

function run(
  columns: LineageColumns,
  options: AnalysisOptions,
): Findings<{ readonly traits: readonly TraitDrift[] }> {
  const keep = edgeFilter(columns, options);
  const traits = driftingTraits.flatMap(name => {
    const trait = columns.traits[name];
    return trait === null ? [] : [traitDrift(columns, name, asLists(trait), options, keep)];
  });
  const total = countEdges(columns, keep);
  const tables = [...traits.flatMap(tablesOf), ordersOf(traits)];
  return {
    ...findingOf(traits, tables),
    coverage: driftingTraits.map(name => {
      const known = traits.find(each => each.trait === name)?.edges ?? 0;
      return { what: `${name} at both ends`, unit: "edges" as const, known, total };
    }),
    result: { traits },
    tables,
    pictures: traits.flatMap(picturesOf),
    published: publishedBeside(traits),
  };
}

function traitDrift(
  columns: LineageColumns,
  name: TraitName,
  trait: ListTrait,
  { mode, seed }: AnalysisOptions,
  keep: EdgeFilter | undefined,
): TraitDrift {
  const transitions = transitionsOf(trait, columns.edges, mode, keep);
  const found = driftOf(transitions, topCount);
  const { values, weighted, unweighted, directionsExplained } = found;
  const chance =
    directionsExplained === null
      ? null
      : directionsByChance(found.net, values.length, directionsExplained, { seed, draws: nullDraws });
  const at = (place: number) => values[place] as string;
  return {
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
    traffic: found.traffic,
    total: found.total,
    balanced: found.balanced,
    objective: weighted.objective,
    pairs: pairsOf(transitions, found, mode),
    years: yearsOf(columns, trait, found, mode, keep),
  };
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

function pairsOf(transitions: Transitions, { values, weighted }: Drift, mode: CountingMode): DriftPair[] {
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
    const [low, high] = mode === "paper" ? [null, null] : shareInterval(forth, total);
    const certain = forced.has(u * values.length + v);
    pairs.push({ from, to, forth, back: total - forth, share: forth / total, low, high, certain });
  }
  return pairs.sort(
    (one, other) =>
      other.forth - other.back - (one.forth - one.back) || compare(one.from + one.to, other.from + other.to),
  );
}

/** Transitions among the ordered values, by the year in which the child was created. */
function yearsOf(
  { edges, numbers: { createdAt } }: LineageColumns,
  lists: ListTrait,
  { values, weighted }: Drift,
  mode: CountingMode,
  keep: EdgeFilter | undefined,
): DriftYear[] {
  if (createdAt === null) return [];
  const ranks = new Map(weighted.order.map((place, rank) => [values[place] as string, rank]));
  const rankOf = Int32Array.from(lists.values, value => ranks.get(value) ?? -1);
  const counts = new Map<number, { transitions: number; forward: number }>();
  let [lastEdge, year] = [-1, Number.NaN];
  const add = (from: number, to: number, edge: number) => {
    const [one, other] = [rankOf[from]!, rankOf[to]!];
    if (one < 0 || other < 0) return;
    if (edge !== lastEdge) {
      lastEdge = edge;
      year = new Date(createdAt[edges.child[edge]!]!).getUTCFullYear();
    }
    if (Number.isNaN(year)) return;
    const sums = counts.get(year) ?? { transitions: 0, forward: 0 };
    sums.transitions++;
    if (one < other) sums.forward++;
    counts.set(year, sums);
  };
  eachChange(lists, edges, mode, add, keep);
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([year, { transitions, forward }]) => ({ year, transitions, forward: forward / transitions }));
}

function tablesOf({ trait, pairs, ordering, years }: TraitDrift): ResultTable[] {
  return [
    {
      id: `${trait}-pairs`,
      title: `Net flow between ${trait} values`,
      columns: ["from", "to", "net", "forth", "back", "share", "low", "high", "certain"],
      rows: pairs.map(pair => [
        pair.from,
        pair.to,
        pair.forth - pair.back,
        pair.forth,
        pair.back,
        pair.share,
        pair.low,
        pair.high,
        pair.certain,
      ]),
    },
    {
      id: `${trait}-ordering`,
      title: `Ordering of ${trait} values`,
      columns: ["rank", "value"],
      rows: ordering.map((value, rank) => [rank + 1, value]),
    },
    {
      id: `${trait}-years`,
      title: `Drift of ${trait} values by year`,
      columns: ["year", "transitions", "forward"],
      rows: years.map(({ year, transitions, forward }) => [year, transitions, forward]),
    },
  ];
}

/** How much of the change of each trait its best order explains, and what chance alone would. */
function ordersOf(traits: readonly TraitDrift[]): ResultTable {
  return {
    id: "orders",
    title: "What an order of the values explains",
    columns: [
      "trait",
      "edges",
      "directions",
      "directionsExplained",
      "chance",
      "chanceSd",
      "p",
      "transitionsExplained",
    ],
    rows: traits.map(each => [
      each.trait,
      each.edges,
      each.directions,
      each.directionsExplained,
      each.null?.mean ?? null,
      each.null?.sd ?? null,
      each.null?.p ?? null,
      each.transitionsExplained,
    ]),
  };
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
      " by chance; the largest net flow goes from ",
      figure(pairs, 0, "from", "words"),
      " to ",
      figure(pairs, 0, "to", "words"),
      ", with ",
      figure(pairs, 0, "share", "percent"),
      ...interval(pairs, 0, "percent"),
      " of the changes between the two",
    ],
  };
}

function picturesOf({ trait }: TraitDrift): Picture[] {
  return [
    {
      title: `Drift of ${trait} values, first to last`,
      kind: "flow",
      table: `${trait}-pairs`,
      x: "from",
      y: "to",
      size: "net",
      certain: "certain",
      order: `${trait}-ordering`,
    },
    {
      title: `Share of ${trait} transitions that go forward`,
      kind: "lines",
      table: `${trait}-years`,
      x: "year",
      y: "forward",
    },
  ];
}

/** Source: the outputs of the notebook `orderings` at 53e0e7f, which match arXiv v1. */
const published = [
  ["license", 132 / 140, 0.8425635667014978],
  ["language", 186 / 190, 0.747084155750942],
  ["library", 1, 0.9926444868137769],
  ["task", 111 / 121, 0.9515635751968805],
] as const;

function publishedBeside(traits: readonly TraitDrift[]): PublishedFigure[] {
  return published.flatMap(([name, directions, transitions]) => {
    const ours = traits.find(({ trait }) => trait === name);
    const source = paper.july2025;
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
}
