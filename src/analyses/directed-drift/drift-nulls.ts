import { holm, type NullShare, parentsTossed, totalsKept } from "../../statistics/nulls/order-nulls";
import type { Cell, ResultTable } from "../analysis";
import { type ChangesByParent, countsOf, flowsOf } from "./drift-clusters";
import type { DriftNulls, TraitDrift } from "./drift-result";

/** Draws both nulls; nothing is drawn if `draws` is 0. */
export function nullsOf(
  changes: ChangesByParent,
  observed: { readonly directions: number | null; readonly transitions: number | null },
  resampling: { readonly seed: number; readonly draws: number },
): DriftNulls | null {
  if (resampling.draws < 1 || changes.from.length === 0) return null;
  const counts = countsOf(changes);
  return {
    parentsTossed: parentsTossed(counts, flowsOf(changes), observed, resampling),
    totalsKept: totalsKept(counts, observed, resampling),
  };
}

type Quantity = "directions" | "transitions";

/** A null by the name that reports give it, and where a trait has its share. */
interface NamedNull {
  readonly name: string;
  readonly of: (drift: TraitDrift, quantity: Quantity) => NullShare | null;
}

const nulls: readonly NamedNull[] = [
  {
    name: "each pair of values tossed",
    of: (drift, quantity) => (quantity === "directions" ? drift.null : null),
  },
  {
    name: "whole parents tossed",
    of: ({ nulls: found }, quantity) => found?.parentsTossed[quantity] ?? null,
  },
  {
    name: "how often each value is lost and gained is kept",
    of: ({ nulls: found }, quantity) => found?.totalsKept[quantity] ?? null,
  },
];

const level = 0.05;
/** Draws of each null unless told otherwise; the p of few draws is itself uncertain. */
const usualDraws = 999;

/** Whether the draws leave open on which side of the level an adjusted p is: within two standard errors of it. */
function isBorderline(p: number, adjusted: number): boolean {
  const error = (adjusted / p) * Math.sqrt((p * (1 - p)) / usualDraws);
  return Math.abs(adjusted - level) <= 2 * error;
}

/** Every null of every trait, with Holm's p over the traits. */
export function nullsTable(traits: readonly TraitDrift[]): ResultTable {
  const rows = (["directions", "transitions"] as const).flatMap(quantity =>
    nulls.flatMap(({ name, of }) => {
      const shares = traits.map(trait => of(trait, quantity));
      const adjusted = holm(shares.map(share => share?.p ?? null));
      return traits.flatMap((trait, at): Cell[][] => {
        const share = shares[at];
        if (!share) return [];
        const observed = quantity === "directions" ? trait.directionsExplained : trait.transitionsExplained;
        const p = adjusted[at] ?? 1;
        return [[trait.trait, quantity, name, observed, share.mean, share.sd, share.p, p, p <= level]];
      });
    }),
  );
  return {
    id: "nulls",
    title: "What an order explains by chance",
    columns: ["trait", "explains", "null", "observed", "chance", "chanceSd", "p", "pHolm", "survives"],
    rows,
  };
}

/** Whether what is observed lies clearly below what chance gives: by more than two standard deviations. */
function isBelow(row: readonly Cell[] | undefined): boolean {
  const [observed, chance, sd] = row?.slice(3, 6) ?? [];
  return (
    typeof observed === "number" &&
    typeof chance === "number" &&
    typeof sd === "number" &&
    observed < chance - 2 * sd
  );
}

/** Which nulls the directions of each trait survive, in words. */
export function survivals(table: ResultTable): ReadonlyMap<Cell, string> {
  const found = new Map<Cell, string>();
  for (const trait of new Set(table.rows.map(([name = null]) => name))) {
    const rows = table.rows.filter(([name, quantity]) => name === trait && quantity === "directions");
    const rowOf = (named: string) => rows.find(([, , other]) => other === named);
    const kept = (named: string) => rowOf(named)?.at(-1);
    const unclear = (named: string) => {
      const [p, adjusted] = rowOf(named)?.slice(-3) ?? [];
      return typeof p === "number" && typeof adjusted === "number" && isBorderline(p, adjusted)
        ? ` (borderline: p ${adjusted.toPrecision(2)} from ${usualDraws} draws)`
        : "";
    };
    const parts = [
      ["each pair of values tossed", "coin tosses for each pair"],
      ["whole parents tossed", "coin tosses for each parent"],
    ].flatMap(([name = "", words = ""]) => (kept(name) === true ? [words + unclear(name)] : []));
    const named = "how often each value is lost and gained is kept";
    const totals = kept(named);
    const beyond =
      totals === undefined
        ? ""
        : totals === true
          ? "; it says more than which values are sources and which are sinks"
          : isBelow(rowOf(named))
            ? "; which values are sources and which are sinks would alone explain more"
            : "; it says no more than which values are sources and which are sinks";
    const first =
      parts.length === 0 ? "The order is no better than chance" : `The order beats ${parts.join(" and ")}`;
    found.set(trait, first + beyond);
  }
  return found;
}
