import { isRecord } from "./models/facts";
import type { Quota } from "./rate-limit";

/** How a response fails: not sent, cut off, never finished, or not JSON. */
export type Misbehavior = "offline" | "cut" | "hang" | "nonJson";

/** A fault for the requests whose path and query match a regular expression. */
export interface TargetedFault {
  readonly match: string;
  /** How many times it occurs; unlimited if absent. */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Response text; the Hub's usual error text for the status if absent. */
  readonly body?: string;
  readonly behavior?: Misbehavior;
  readonly delayMs?: number;
}

/** Faults, switchable at any time; rates are fractions from 0 to 1, and the same seed faults the same requests. */
export interface Faults {
  readonly seed?: number;
  readonly delayMs?: number;
  readonly rate429?: number;
  readonly rate500?: number;
  /** Fraction of responses whose connection ends halfway. */
  readonly rateCut?: number;
  readonly nonJson?: boolean;
  readonly hang?: boolean;
  /** Every connection is dropped without a response. */
  readonly offline?: boolean;
  /** Seconds in the `Retry-After` header of a 429; no header if absent. */
  readonly retryAfter?: number;
  readonly quota?: Quota;
  readonly targets?: readonly TargetedFault[];
}

/** What happens to a request; an empty one gets the normal response. */
export interface Mishap {
  readonly delayMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly behavior?: Misbehavior;
}

/** Decides which fault, if any, applies to each request. */
export class FaultPlan {
  readonly faults: Faults;
  private readonly targets: { readonly pattern: RegExp; readonly fault: TargetedFault; left: number }[];
  private readonly seen = new Map<string, number>();

  constructor(faults: Faults) {
    this.faults = faults;
    this.targets = (faults.targets ?? []).map(fault => ({
      pattern: new RegExp(fault.match),
      fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
    }));
  }

  /** The fault for the next request with this method, path and query. */
  next(method: string, pathAndQuery: string): Mishap {
    const target = this.targets.find(({ pattern, left }) => left > 0 && pattern.test(pathAndQuery));
    if (target !== undefined) {
      target.left--;
      return { ...withDelay(this.faults), ...target.fault };
    }
    const { faults } = this;
    if (faults.offline === true) return { behavior: "offline" };
    if (faults.hang === true) return { behavior: "hang" };
    return { ...withDelay(faults), ...this.byChance(`${method} ${pathAndQuery}`) };
  }

  private byChance(request: string): Mishap {
    const { faults } = this;
    const turn = (this.seen.get(request) ?? 0) + 1;
    this.seen.set(request, turn);
    const chance = share(`${faults.seed ?? 0} ${turn} ${request}`);
    let upTo = faults.rate429 ?? 0;
    if (chance < upTo) return { status: 429 };
    upTo += faults.rate500 ?? 0;
    if (chance < upTo) return { status: 500 };
    upTo += faults.rateCut ?? 0;
    if (chance < upTo) return { behavior: "cut" };
    return faults.nonJson === true ? { behavior: "nonJson" } : {};
  }
}

/** Parses faults from JSON; throws a readable message if the object or a regular expression is invalid. */
export function faultsFromJson(value: unknown): Faults {
  if (!isRecord(value)) throw new Error("Faults must be a JSON object; {} means none.");
  for (const target of Array.isArray(value.targets) ? value.targets : []) {
    if (!isRecord(target) || typeof target.match !== "string") {
      throw new Error("Each of the fault's targets needs a match: a regular expression on path and query.");
    }
    new RegExp(target.match);
  }
  return value as Faults;
}

function withDelay(faults: Faults): Mishap {
  return faults.delayMs === undefined ? {} : { delayMs: faults.delayMs };
}

/** A number from 0 to below 1 that depends only on the text (FNV-1a, then MurmurHash3's final mix). */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
