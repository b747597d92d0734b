/** The places of the `count` greatest numbers above 0, greatest first, equal ones in their order. */
export function topPlaces(numbers: ArrayLike<number>, count: number): readonly number[] {
  const top: number[] = [];
  let least = 0;
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place] as number;
    if (!(number > least)) continue;
    let at = top.length;
    while (at > 0 && (numbers[top[at - 1] as number] as number) < number) at--;
    top.splice(at, 0, place);
    if (top.length > count) top.pop();
    if (top.length === count) least = numbers[top[count - 1] as number] as number;
  }
  return top;
}
