import type { Claim, Verdict } from "./analysis";

/** The verdict on a claim that the data decide. */
export function decided(isSo: boolean): Verdict {
  return isSo ? "confirmed" : "refuted";
}

/** The verdict on a claim that a figure is at least `least`: decided if its whole interval is on one side. */
export function atLeast(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  least: number,
): Verdict {
  if (low === null || high === null) return "not decidable";
  if (low >= least) return "confirmed";
  return high < least ? "refuted" : "not decidable";
}

/** A claim that cannot be judged, and why. */
export function undecided(claim: string, why: string): Claim {
  return { claim, verdict: "not decidable", reason: [why] };
}
