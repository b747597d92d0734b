/** Numbers from 0 to 1 that depend on the seed alone (mulberry32, in the public domain). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What inputs are made from. */
export interface MutationSource {
  readonly seeds: readonly Uint8Array[];
  readonly words: readonly string[];
}

/** No input grows beyond this, so that every check stays quick. */
const mostBytes = 256 * 1024;
/** Bytes that often sit at a limit. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x22, 0x27, 0x3a, 0x5b, 0x7b, 0x2d, 0x2c];

type Change = (input: Uint8Array, pick: (below: number) => number, source: MutationSource) => Uint8Array;

const changes: readonly Change[] = [
  // One bit.
  (input, pick) => replaced(input, pick(input.length), 1, at => (input[at] ?? 0) ^ (1 << pick(8))),
  // A byte at a limit.
  (input, pick) => replaced(input, pick(input.length), 1, () => edges[pick(edges.length)] ?? 0),
  // A number of four bytes: very large, very small, or off by one.
  (input, pick) => {
    const value = [0, 1, 0xffffffff, 0x7fffffff, 0x80000000, pick(2 ** 32)][pick(6)] ?? 0;
    return replaced(input, pick(input.length), 4, (_, n) => (value >>> (8 * n)) & 0xff);
  },
  // Cut out, doubled, or cut off.
  (input, pick) => spliced(input, pick(input.length), 1 + pick(64), new Uint8Array()),
  (input, pick) => {
    const from = pick(input.length);
    return spliced(input, pick(input.length), 0, input.subarray(from, from + 1 + pick(128)));
  },
  (input, pick) => input.slice(0, pick(input.length)),
  // A word.
  (input, pick, { words }) => spliced(input, pick(input.length + 1), 0, wordOf(words, pick)),
  (input, pick, { words }) => spliced(input, pick(input.length + 1), 1 + pick(12), wordOf(words, pick)),
  // A line doubled or moved.
  (input, pick) => {
    const [from, to] = lineAt(input, pick(input.length + 1));
    return spliced(input, lineAt(input, pick(input.length + 1))[0], 0, input.subarray(from, to));
  },
  (input, pick) => {
    const [from, to] = lineAt(input, pick(input.length + 1));
    return spliced(input, from, to - from, new Uint8Array());
  },
  // A part of another sound input.
  (input, pick, { seeds }) => {
    const other = seeds[pick(seeds.length)] ?? input;
    const from = pick(other.length);
    return spliced(input, pick(input.length + 1), pick(64), other.subarray(from, from + 1 + pick(256)));
  },
];

/** The input of a round, which depends on the seed and the round alone. */
export function inputOf(source: MutationSource, seed: number, round: number): Uint8Array<ArrayBuffer> {
  const random = randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b));
  const pick = (below: number) => Math.floor(random() * Math.max(below, 1));
  let input: Uint8Array = source.seeds[pick(source.seeds.length)] ?? new Uint8Array();
  const steps = 1 + pick(pick(4) === 0 ? 24 : 4);
  for (let step = 0; step < steps; step++)
    input = (changes[pick(changes.length)] ?? (() => input))(input, pick, source).slice(0, mostBytes);
  return new Uint8Array(input);
}

function replaced(
  input: Uint8Array,
  at: number,
  count: number,
  byte: (at: number, n: number) => number,
): Uint8Array {
  const out = input.slice();
  for (let n = 0; n < count && at + n < out.length; n++) out[at + n] = byte(at + n, n);
  return out;
}

function spliced(input: Uint8Array, at: number, gone: number, added: Uint8Array): Uint8Array {
  const rest = input.subarray(Math.min(at + gone, input.length));
  const out = new Uint8Array(at + added.length + rest.length);
  out.set(input.subarray(0, at));
  out.set(added, at);
  out.set(rest, at + added.length);
  return out;
}

function wordOf(words: readonly string[], pick: (below: number) => number): Uint8Array {
  return new TextEncoder().encode(words[pick(words.length)] ?? "");
}

function lineAt(input: Uint8Array, at: number): readonly [number, number] {
  const from = at === 0 ? 0 : input.lastIndexOf(0x0a, at - 1) + 1;
  const end = input.indexOf(0x0a, from);
  return [from, end < 0 ? input.length : end + 1];
}
