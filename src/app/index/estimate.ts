import type { Budget } from "../ports/hub-port";

/**
 * Estimates how long the remaining requests take, in ms: at the current pace (`msEach`) within the Hub's budget, plus
 * its pauses if the budget runs out.
 */
export function estimateMs(requests: number, msEach: number, budget: Budget): number {
  const beyond = requests - budget.left;
  if (beyond <= 0) return requests * msEach;
  const windows = Math.ceil(beyond / budget.quota);
  const inLast = beyond - (windows - 1) * budget.quota;
  const untilNext = Math.max(budget.resetMs, budget.left * msEach);
  return untilNext + (windows - 1) * Math.max(budget.windowMs, budget.quota * msEach) + inLast * msEach;
}
