import { type Depth, type OpenState, startState } from "../src/lineage/folding";
import type { FamilyViewState } from "../src/protocol";

/** What the family view keeps across being hidden, moved or restarted: the focus and what was opened around it. */
export interface KeptState extends FamilyViewState {
  readonly depth: Depth;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly shown: readonly (readonly [string, number])[];
  readonly selected: string | null;
}

/** The depths a person can choose, in order. */
export const depths: readonly Depth[] = [1, 2, 3, "all"];

// A person opens some dozens; whatever is more comes from elsewhere.
const mostKept = 2000;

function strings(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostKept).filter(item => typeof item === "string");
}

function pairs(value: unknown): [string, number][] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostKept).flatMap((pair: unknown): [string, number][] => {
    if (!Array.isArray(pair)) return [];
    const [key, shown]: unknown[] = pair;
    return typeof key === "string" && Number.isInteger(shown) ? [[key, Number(shown)]] : [];
  });
}

/** Reads a kept state of any origin; whatever does not fit is as if it were not there. */
export function readKept(value: unknown): KeptState {
  const kept = (typeof value === "object" && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    focus: typeof kept.focus === "string" ? kept.focus : null,
    depth: depths.find(depth => depth === kept.depth) ?? startState.depth,
    opened: strings(kept.opened),
    closed: strings(kept.closed),
    shown: pairs(kept.shown),
    selected: typeof kept.selected === "string" ? kept.selected : null,
  };
}

/** What to keep of the present view. */
export function keep(focus: string | null, open: OpenState, selected: string | null): KeptState {
  const { depth, opened, closed, shown } = open;
  return { focus, depth, opened: [...opened], closed: [...closed], shown: [...shown], selected };
}

/** The open state for a focus: the kept one when it was kept for this focus, else the start. */
export function openStateFor(focus: string | null, kept: KeptState): OpenState {
  if (focus === null || kept.focus !== focus) return { ...startState, depth: kept.depth };
  const { depth, opened, closed, shown } = kept;
  return { depth, opened: new Set(opened), closed: new Set(closed), shown: new Map(shown), reveal: null };
}
