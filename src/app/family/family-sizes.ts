import { count } from "../card/fact-sheet";
import type { Clock } from "../ports/clock";
import type { FamilySize, Index } from "../ports/index-port";

/** What the sizes need; `changed` is called when a size became known or another than before. */
export interface SizesParts {
  readonly index: Pick<Index, "familySize">;
  readonly clock: Clock;
  changed(): void;
}

/** Time for which a size is taken as it is, in ms: counting a large family takes the index a while. */
const freshForMs = 3_000;

/** Most sizes kept in memory. */
const capacity = 200;

interface Kept {
  size: FamilySize | null;
  askedAt: number;
}

/** How large families are by the index: the size known last at once, counted anew when somebody looks again later. */
export class FamilySizes {
  readonly #parts: SizesParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: SizesParts) {
    this.#parts = parts;
  }

  /** The size known last of a model's family, or null while none is. */
  of(id: string): FamilySize | null {
    const now = this.#parts.clock();
    const kept = this.#kept.get(id);
    if (kept === undefined || now - kept.askedAt >= freshForMs) void this.#count(id, now);
    return kept?.size ?? null;
  }

  /** Forgets every size. */
  clear(): void {
    this.#kept.clear();
  }

  async #count(id: string, now: number): Promise<void> {
    const kept = this.#kept.get(id) ?? { size: null, askedAt: now };
    kept.askedAt = now;
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= capacity) break;
      this.#kept.delete(old);
    }
    // An index that cannot answer has said why where it was asked for the models themselves.
    const size = await this.#parts.index.familySize(id).catch(() => null);
    const before = kept.size;
    if (size === null || this.#kept.get(id) !== kept) return;
    kept.size = size;
    if (before?.descendants !== size.descendants || before.unchecked !== size.unchecked)
      this.#parts.changed();
  }
}

/**
 * How many models come from a model, in words, or null where the index does not know: descendants where more than the
 * children are known, "so far" while lists of children are missing, else the children.
 */
export function descendantsInWords(children: number | null, size: FamilySize | null): string | null {
  if (size !== null && size.descendants > (children ?? 0)) {
    const words = count(size.descendants, "descendant", "descendants");
    return size.unchecked > 0 ? `${words} so far` : words;
  }
  return children === null ? null : count(children, "child", "children");
}
