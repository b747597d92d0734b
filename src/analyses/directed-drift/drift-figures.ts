import type { Cell, Picture, ResultTable } from "../analysis";
import type { TraitDrift } from "./drift-result";

/** The tables of one trait. */
export function tablesOf({ trait, pairs, ordering, years }: TraitDrift): ResultTable[] {
  return [
    {
      id: `${trait}-pairs`,
      title: `Net flow between ${trait} values`,
      columns: [
        ...["from", "to", "net", "forth", "back", "share", "low", "high"],
        ...["parents", "effectiveParents", "ofLargestParent", "certain", "support"],
      ],
      rows: pairs.map(pair => [
        ...[pair.from, pair.to, pair.forth - pair.back, pair.forth, pair.back],
        ...[pair.share, pair.low, pair.high],
        ...[pair.parents, pair.effectiveParents, pair.ofLargestParent, pair.certain, pair.support],
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
      columns: [
        ...["year", "transitions", "forward", "low", "high"],
        ...["tested", "outOfSample", "outOfSampleLow", "outOfSampleHigh"],
      ],
      rows: years.map(each => [
        ...[each.year, each.transitions, each.forward, each.low, each.high],
        ...[each.tested, each.outOfSample, each.outLow, each.outHigh],
      ]),
    },
  ];
}

/** How much of the change of each trait its best order explains, and what chance alone would. */
export function ordersOf(traits: readonly TraitDrift[], survives: ReadonlyMap<Cell, string>): ResultTable {
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
      "optima",
      "forcedPairs",
      "survives",
    ],
    rows: traits.map(each => [
      ...[each.trait, each.edges, each.directions, each.directionsExplained],
      ...[each.null?.mean ?? null, each.null?.sd ?? null, each.null?.p ?? null],
      ...[each.transitionsExplained, each.optima, each.forced?.length ?? null],
      survives.get(each.trait) ?? null,
    ]),
  };
}

/** What of a trait is drawn. */
export function picturesOf({ trait, years }: TraitDrift): Picture[] {
  const tested = years.filter(({ outOfSample }) => outOfSample !== null).length;
  return [
    {
      title: `Net flow between ${trait} values, from the row to the column`,
      kind: "flow",
      table: `${trait}-pairs`,
      x: "from",
      y: "to",
      size: "net",
      certain: "certain",
      support: "support",
      order: `${trait}-ordering`,
    },
    ...(tested < 2
      ? []
      : [
          {
            title: `Share of ${trait} transitions that go forward in an order of the years before`,
            ...{ kind: "lines" as const, table: `${trait}-years`, x: "year", y: "outOfSample" },
            ...{ low: "outOfSampleLow", high: "outOfSampleHigh" },
          },
        ]),
  ];
}
