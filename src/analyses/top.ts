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
