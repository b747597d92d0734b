/**
 * The quantile of sorted numbers with linear interpolation, as NumPy does by default; `share` runs from 0 to 1. NaN if
 * there are none.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
}

/** Sorted copy of the numbers, without NaN. */
export function sortedNumbers(numbers: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(numbers).sort();
  // A typed array sorts NaN to its end.
  let end = sorted.length;
  while (end > 0 && Number.isNaN(sorted[end - 1]!)) end--;
  return sorted.subarray(0, end);
}

/**
 * The quantile as in `quantile`, of numbers in any order, which it reorders; none of them may be NaN. Takes time in
 * proportion to how many there are (Hoare's selection; ranges that divide badly are sorted).
 */
export function quantileOf(numbers: Float64Array, share: number): number {
  const last = numbers.length - 1;
  if (last < 0) return Number.NaN;
  const place = share * last;
  const below = Math.floor(place);
  const low = select(numbers, below);
  if (below === last) return low;
  // What comes after is at least as large; the next in order is the least of it.
  let next = Number.POSITIVE_INFINITY;
  for (let at = below + 1; at <= last; at++) if (numbers[at]! < next) next = numbers[at]!;
  return low + (place - below) * (next - low);
}

/** The number with `rank` smaller or equal ones before it, which it moves to that place. */
function select(numbers: Float64Array, rank: number): number {
  let [from, to] = [0, numbers.length - 1];
  for (let rounds = 2 * Math.log2(to - from + 2); from < to; rounds--) {
    if (rounds < 0) {
      numbers.subarray(from, to + 1).sort();
      break;
    }
    const [first, middle, last] = [numbers[from]!, numbers[(from + to) >> 1]!, numbers[to]!];
    const pivot = Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
    let [left, right] = [from, to];
    while (left <= right) {
      while (numbers[left]! < pivot) left++;
      while (numbers[right]! > pivot) right--;
      if (left > right) break;
      const number = numbers[left]!;
      numbers[left++] = numbers[right]!;
      numbers[right--] = number;
    }
    if (rank <= right) to = right;
    else if (rank >= left) from = left;
    else break;
  }
  return numbers[rank]!;
}
