import type { BenchRow } from "../harness/bench-row";
import { figureCoverage, figureSituations } from "../unit/statistics/figure-coverage";
import { coverageOf, kinds, situations } from "../unit/statistics/interval-coverage";

/** What this bench measures. */
export const title =
  "How often each kind of 95% interval contains the truth, in populations drawn for the situations of docs/statistics.md";

const rounds = 400;

/** Runs the simulation: the share of populations whose interval contains the truth. */
export async function run(): Promise<readonly BenchRow[]> {
  const unit = "of 95%";
  const shares = Object.keys(kinds).flatMap(kind =>
    situations.map(situation => ({
      what: `${kind}: ${situation.name}`,
      value: coverageOf(kind, situation, rounds),
      unit,
    })),
  );
  const others = figureSituations.map(situation => ({
    what: situation.name,
    value: figureCoverage(situation, rounds),
    unit,
  }));
  return [...shares, ...others];
}
