/** Numbers from 0 to below `below`, the same in each run. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Copies of a file, each with one flipped bit. */
export function* flipped(
  file: Uint8Array,
  flips: number,
): Generator<{ readonly what: string; readonly bytes: Uint8Array }> {
  const random = seeded(7);
  for (let flip = 0; flip < flips; flip++) {
    const [at, bit] = [random(file.length), random(8)];
    const bytes = file.slice();
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    yield { what: `bit ${bit} of byte ${at}`, bytes };
  }
}
