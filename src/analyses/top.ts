/** The indexes of the `count` greatest numbers above 0, greatest first, ties in order. */
export function topPlaces(numbers: ArrayLike<number>, count: number): readonly number[] {
  const top: number[] = [];
  let least = 0;
  for (
    let place = nextAbove(least, numbers, 0);
    place < numbers.length;
    place = nextAbove(least, numbers, place + 1)
  ) {
    const number = numbers[place]!;
    let at = top.length;
    while (at > 0 && numbers[top[at - 1]!]! < number) at--;
    top.splice(at, 0, place);
    if (top.length > count) top.pop();
    if (top.length === count) least = numbers[top[count - 1]!]!;
  }
  return top;
}

/** The first index at or after `from` of a number above `least`; the length of the numbers if there is none. */
function nextAbove(least: number, numbers: ArrayLike<number>, from: number): number {
  for (let place = from; place < numbers.length; place++) if (numbers[place]! > least) return place;
  return numbers.length;
}

/** The same for each group: `groups` has the group of each number, from 0 up to `groupCount`. */
export function topPlacesByGroup(
  numbers: ArrayLike<number>,
  groups: ArrayLike<number>,
  groupCount: number,
  count: number,
): readonly (readonly number[])[] {
  const tops = Array.from({ length: groupCount }, (): number[] => []);
  const least = new Float64Array(groupCount);
  for (let place = 0; place < numbers.length; place++) {
    const group = groups[place]!;
    const number = numbers[place]!;
    if (!(number > least[group]!)) continue;
    const top = tops[group]!;
    let at = top.length;
    while (at > 0 && numbers[top[at - 1]!]! < number) at--;
    top.splice(at, 0, place);
    if (top.length > count) top.pop();
    if (top.length === count) least[group] = numbers[top[count - 1]!]!;
  }
  return tops;
}
