import { count } from "../../lineage/in-words";
import { t } from "../../words/words";
import { ageMs, type Clock } from "../ports/clock";
import type { FamilySize, Index } from "../ports/index-port";

/** Dependencies of `FamilySizes`; `changed` is called when a size becomes known or changes. */
export interface SizesParts {
  /** The index of the Hub in use. */
  readonly index: () => Pick<Index, "familySize">;
  readonly clock: Clock;
  changed(): void;
}

/** How long a size counts as fresh, in ms. Counting a large family is slow. */
const freshForMs = 3_000;

/** Maximum number of sizes kept in memory. */
const capacity = 200;

interface Kept {
  size: FamilySize | null;
  askedAt: number;
}

/** Family sizes according to the index. The last known size is returned at once; a later call triggers a recount. */
export class FamilySizes {
  readonly #parts: SizesParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: SizesParts) {
    this.#parts = parts;
  }

  /** The last known size of a model's family, or null if none is known yet. */
  of(id: string): FamilySize | null {
    const now = this.#parts.clock();
    const kept = this.#kept.get(id);
    if (kept === undefined || ageMs(kept.askedAt, now) >= freshForMs) void this.#count(id, now);
    return kept?.size ?? null;
  }

  /** Counts again, because more of the family was read. */
  async recount(id: string): Promise<void> {
    await this.#count(id, this.#parts.clock());
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
    // A failing index reports its error where the models themselves are requested.
    const size = await this.#parts
      .index()
      .familySize(id)
      .catch(() => null);
    const before = kept.size;
    if (size === null || this.#kept.get(id) !== kept) return;
    kept.size = size;
    if (before?.descendants !== size.descendants || before.unchecked !== size.unchecked)
      this.#parts.changed();
  }
}

/** How many models descend from a model: its known descendants, or its children if they are more; null if neither is known. */
export function descendantsKnown(children: number | null, size: FamilySize | null): number | null {
  if (size !== null && size.descendants > (children ?? 0)) return size.descendants;
  return children;
}

/**
 * How many models descend from a model, in words, or null if the index does not know. Says "descendants" if more than
 * the children are known, with "so far" while some lists of children are missing; otherwise "children".
 */
export function descendantsInWords(children: number | null, size: FamilySize | null): string | null {
  const known = descendantsKnown(children, size);
  if (known === null) return null;
  if (known === children) return count(known, "child", "children");
  const words = count(known, "descendant", "descendants");
  return size !== null && size.unchecked > 0 ? t`${words} so far` : words;
}
