/** The most elements that are ordered exactly: 2^22 subsets take 32 MB and a few tenths of a second. */
export const exactLimit = 22;

/**
 * The best possible gain after a set of elements has been placed, for every set: `gain[set]` is the greatest sum of
 * `weights[u * n + v]` over pairs with u before v and v not in the set. Dynamic programming over subsets (Lawler 1964;
 * Held and Karp 1962), n <= `exactLimit`.
 */
export function gainsBySet(n: number, weights: Float64Array): Float64Array {
  const arrivals = arrivalTables(n, weights);
  const full = 2 ** n - 1;
  const gain = new Float64Array(full + 1);
  for (let set = full - 1; set >= 0; set--) {
    let best = 0;
    for (let rest = full & ~set; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const value = arrivals(31 - Math.clz32(bit), set) + gain[set | bit]!;
      if (value > best) best = value;
    }
    gain[set] = best;
  }
  return gain;
}

/** The gain of placing `v` right after a set: the sum of the weights from the set's elements to it. */
export function arrivalTables(n: number, weights: Float64Array): (v: number, set: number) => number {
  const half = n >> 1;
  const lowSize = 2 ** half;
  const highSize = 2 ** (n - half);
  const low = new Float64Array(n * lowSize);
  const high = new Float64Array(n * highSize);
  for (let v = 0; v < n; v++) {
    fillSums(low, v * lowSize, half, at => weights[at * n + v]!);
    fillSums(high, v * highSize, n - half, at => weights[(half + at) * n + v]!);
  }
  const mask = lowSize - 1;
  return (v, set) => low[v * lowSize + (set & mask)]! + high[v * highSize + (set >> half)]!;
}

/** Sums over every subset of `count` elements. */
function fillSums(sums: Float64Array, offset: number, count: number, weight: (element: number) => number) {
  for (let set = 1; set < 2 ** count; set++) {
    const last = 31 - Math.clz32(set & -set);
    sums[offset + set] = sums[offset + (set & (set - 1))]! + weight(last);
  }
}
