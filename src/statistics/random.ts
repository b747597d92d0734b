/** Draws pseudorandom numbers that depend only on the seed. */
export interface Random {
  /** A number from 0 up to but not including 1, with 32 random bits. */
  next(): number;
  /** An integer from 0 up to but not including `limit`, which is at most 2^32. */
  below(limit: number): number;
}

/**
 * A separate generator for each seed: the counter-based sfc32 of PractRand (Doty-Humphrey), with 12 rounds to mix in
 * the seed. The same seed gives the same numbers on every machine.
 */
export function seeded(seed: number): Random {
  let a = 0x9e3779b9;
  let b = seed | 0;
  let c = Math.floor(seed / 0x1_0000_0000) | 0;
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) bits();
  const next = () => bits() / 0x1_0000_0000;
  return { next, below: limit => Math.floor(next() * limit) };
}

/** Shuffles the numbers of an array (Fisher and Yates). */
export function shuffle(numbers: { readonly length: number; [at: number]: number }, random: Random): void {
  for (let at = numbers.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const held = numbers[at]!;
    numbers[at] = numbers[other]!;
    numbers[other] = held;
  }
}
