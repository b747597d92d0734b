/** Goes through items in their order with what `read` yields for each, which begins with the next `most` at once. */
export async function* readAhead<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
  most: number,
): AsyncGenerator<readonly [item: Item, result: Result]> {
  const begun: Promise<Result>[] = [];
  for (const [at, item] of items.entries()) {
    for (const next of items.slice(begun.length, at + most)) {
      const reading = read(next);
      // Whoever stops before it is their turn must not be told of its failure.
      reading.catch(() => undefined);
      begun.push(reading);
    }
    const result = await begun[at];
    // What was handed over is no longer kept here.
    delete begun[at];
    yield [item, result as Result];
  }
}
