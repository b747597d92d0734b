import { type Random, shuffle } from "../random";

/**
 * The most that an order of n elements gains, Σ gains[u * n + v] over u before v, where gains[v * n + u] is the opposite
 * of gains[u * n + v]. Local search by moving single elements (see `searchOrder`) from the order by total gains, and from
 * `restarts` random orders: fast enough for thousands of matrices, and a lower bound that a test compares with the
 * optimum.
 */
export function quickGain(gains: Float64Array, n: number, random: Random, restarts: number): number {
  const order = new Int32Array(n);
  byTotals(order, gains, n);
  let best = climb(order, gains, n);
  for (let restart = 0; restart < restarts; restart++) {
    shuffle(order, random);
    best = Math.max(best, climb(order, gains, n));
  }
  return best;
}

/** Orders the elements by their total gains, the largest first, by insertion: nearly free for so few. */
function byTotals(order: Int32Array, gains: Float64Array, n: number): void {
  const totals = new Float64Array(n);
  for (let u = 0; u < n; u++) {
    let sum = 0;
    for (let v = 0; v < n; v++) sum += gains[u * n + v]!;
    totals[u] = sum;
    let place = u;
    for (; place > 0 && totals[order[place - 1]!]! < sum; place--) order[place] = order[place - 1]!;
    order[place] = u;
  }
}

function climb(order: Int32Array, gains: Float64Array, n: number): number {
  // An element that stays where it is after all others stayed too ends the search.
  let still = 0;
  for (let at = 0; still < n; at = at + 1 === n ? 0 : at + 1)
    still = moveToBest(order, at, gains, n) ? 0 : still + 1;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const row = order[i]! * n;
    for (let j = i + 1; j < n; j++) sum += gains[row + order[j]!]!;
  }
  return sum;
}

function moveToBest(order: Int32Array, at: number, gains: Float64Array, n: number): boolean {
  const one = order[at]!;
  const row = one * n;
  let [gain, most, place] = [0, 0, at];
  for (let left = at - 1; left >= 0; left--) {
    gain += gains[row + order[left]!]!;
    if (gain > most) {
      most = gain;
      place = left;
    }
  }
  gain = 0;
  for (let right = at + 1; right < n; right++) {
    gain -= gains[row + order[right]!]!;
    if (gain > most) {
      most = gain;
      place = right;
    }
  }
  if (place === at) return false;
  for (let to = at; to > place; to--) order[to] = order[to - 1]!;
  for (let to = at; to < place; to++) order[to] = order[to + 1]!;
  order[place] = one;
  return true;
}
