import { HubError, UserError } from "../../src/app/ports/errors";

/** One reader of what others wrote, and what holds for every input. */
export interface FuzzTarget {
  readonly name: string;
  /** What is checked of every input, in one sentence; whatever else happens is a finding. */
  readonly oracle: string;
  /** Sound inputs that are changed at random. */
  readonly seeds: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /** Words that mean something to this reader, inserted now and then. */
  readonly words: readonly string[];
  /** Throws if the oracle does not hold. */
  readonly check: (input: Uint8Array<ArrayBuffer>) => void | Promise<void>;
}

/** What a check reports about an input, as opposed to an error that came out of the product. */
export class BrokenOracle extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BrokenOracle";
  }
}

/** Throws unless something holds. */
export function holds(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new BrokenOracle(message());
}

/** Whether an error is one of those that the product documents. */
export function isSentence(error: unknown): boolean {
  return error instanceof UserError || error instanceof HubError;
}

/** Runs work that may fail with a sentence for the user and with nothing else; null if it failed so. */
export async function orSentence<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isSentence(error)) throw error;
    return null;
  }
}
