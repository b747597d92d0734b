import type { Budget } from "../ports/hub-port";

/**
 * How long so many further requests take, in ms: at the pace of those made so far (`msEach`) within the Hub's budget,
 * and with its pauses where the budget does not suffice.
 */
export function estimateMs(requests: number, msEach: number, budget: Budget): number {
  const beyond = requests - budget.left;
  if (beyond <= 0) return requests * msEach;
  const windows = Math.ceil(beyond / budget.quota);
  const inLast = beyond - (windows - 1) * budget.quota;
  const untilNext = Math.max(budget.resetMs, budget.left * msEach);
  return untilNext + (windows - 1) * Math.max(budget.windowMs, budget.quota * msEach) + inLast * msEach;
}
