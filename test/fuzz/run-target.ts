import type { FuzzTarget } from "./fuzz-target";
import { inputOf } from "./mutate";

/** An input for which the oracle of a target does not hold. */
export interface FuzzFinding {
  /** The round that made it; with the seed, it makes the same input again. */
  readonly round: number;
  /** Made as short as it goes. */
  readonly input: Uint8Array<ArrayBuffer>;
  readonly error: string;
}

/** How to run a target: `next` is told each round before it begins, and says whether it takes place. */
export interface FuzzRun {
  readonly seed: number;
  readonly next: (round: number) => boolean;
}

/** Findings of different kinds that a run collects before it ends. */
const mostFindings = 10;
/** Attempts to shorten one finding. */
const mostAttempts = 600;

/** Checks input after input and returns what was found, one finding of a kind. */
export async function runTarget(
  target: FuzzTarget,
  { seed, next }: FuzzRun,
): Promise<readonly FuzzFinding[]> {
  const source = { seeds: await target.seeds(), words: target.words };
  const found = new Map<string, FuzzFinding>();
  for (let round = 0; found.size < mostFindings && next(round); round++) {
    const input = inputOf(source, seed, round);
    const error = await faultOf(target, input);
    if (error === null || found.has(kindOf(error))) continue;
    found.set(kindOf(error), {
      round,
      input: await shortened(target, input, kindOf(error)),
      error: words(error),
    });
  }
  return [...found.values()];
}

/** What is wrong with an input; null if the oracle holds. */
export async function faultOf(target: FuzzTarget, input: Uint8Array<ArrayBuffer>): Promise<Error | null> {
  try {
    await target.check(input.slice());
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Faults of one kind come from one place and say the same apart from figures and quotations. */
function kindOf(error: Error): string {
  const place = /\n +at (.*)/.exec(error.stack ?? "")?.[1] ?? "";
  return `${error.name} ${error.message.replace(/"[^"]*"|\d+/g, "…").slice(0, 60)} ${place}`;
}

function words(error: Error): string {
  const place = /\n +at (.*)/.exec(error.stack ?? "")?.[1] ?? "nowhere";
  return `${error.name}: ${error.message.slice(0, 400)} (at ${place})`;
}

/** Leaves out parts, large ones first, as long as the same kind of fault remains. */
async function shortened(
  target: FuzzTarget,
  input: Uint8Array<ArrayBuffer>,
  kind: string,
): Promise<Uint8Array<ArrayBuffer>> {
  let best = input;
  let left = mostAttempts;
  for (let size = Math.floor(best.length / 2); size >= 1 && left > 0; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length && left > 0; ) {
      const shorter = new Uint8Array([...best.subarray(0, at), ...best.subarray(at + size)]);
      left--;
      const error = await faultOf(target, shorter);
      if (error !== null && kindOf(error) === kind) best = shorter;
      else at += size;
    }
  }
  return best;
}
