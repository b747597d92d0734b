import { type Random, shuffle } from "./random";

/** An order and the sum of the weights that go forward in it. */
export interface FoundOrder {
  readonly order: readonly number[];
  readonly objective: number;
}

/**
 * A good order of n elements, found by moving single elements to their best places until no move gains, from `starts`
 * random orders; not proven optimal. `weights[u * n + v]` counts if u comes before v. Source of the
 * neighborhood: Schiavinotto and Stützle (2004), the linear ordering problem.
 */
export function searchOrder(n: number, weights: Float64Array, random: Random, starts: number): FoundOrder {
  const order = Uint16Array.from({ length: n }, (_, at) => at);
  let best: FoundOrder = { order: [...order], objective: climb(order, weights) };
  for (let start = 0; start < starts; start++) {
    shuffle(order, random);
    const objective = climb(order, weights);
    if (objective > best.objective) best = { order: [...order], objective };
  }
  return best;
}

/** Moves elements until no single move gains, and returns the weight of the order. */
function climb(order: Uint16Array, weights: Float64Array): number {
  for (let moved = true; moved; ) {
    moved = false;
    for (let at = 0; at < order.length; at++) if (moveToBest(order, at, weights)) moved = true;
  }
  return forwardWeight(order, weights);
}

/** Moves the element at a place to where it gains the most; false if it is already there. */
function moveToBest(order: Uint16Array, at: number, weights: Float64Array): boolean {
  const n = order.length;
  const one = order[at]!;
  let [gain, most, place] = [0, 0, at];
  for (let left = at - 1; left >= 0; left--) {
    const other = order[left]!;
    gain += weights[one * n + other]! - weights[other * n + one]!;
    if (gain > most) [most, place] = [gain, left];
  }
  gain = 0;
  for (let right = at + 1; right < n; right++) {
    const other = order[right]!;
    gain += weights[other * n + one]! - weights[one * n + other]!;
    if (gain > most) [most, place] = [gain, right];
  }
  if (place === at) return false;
  if (place < at) order.copyWithin(place + 1, place, at);
  else order.copyWithin(at, at + 1, place + 1);
  order[place] = one;
  return true;
}

/** The sum of the weights that go forward in an order. */
export function forwardWeight(order: ArrayLike<number>, weights: Float64Array): number {
  const n = order.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) sum += weights[order[i]! * n + order[j]!]!;
  }
  return sum;
}
