import { behindAlias, type YamlMap, type YamlNode, type YamlPair } from "./grammar/yaml-node";

/** How many maps that merge each other are followed. */
const maxDepth = 64;
/** How many keys << may merge in one block; aliases make many of few letters. */
const maxMerged = 100_000;

/** A pair of a map; `through` is the << that merges it from elsewhere, where a finding about it belongs. */
export interface MergedPair extends YamlPair {
  readonly through?: YamlPair;
}

/** The pairs of maps with those that << merges into them, as js-yaml has them: a map's own keys win, then the first that merges. */
export class MergedPairs {
  readonly #known = new Map<YamlMap, readonly MergedPair[]>();
  #left = maxMerged;
  #isTooMuch = false;

  /** Whether there were too many to merge all of them. */
  get isTooMuch(): boolean {
    return this.#isTooMuch;
  }

  of(map: YamlMap, depth = 0): readonly MergedPair[] {
    if (!map.pairs.some(({ merges }) => merges)) return map.pairs;
    const known = this.#known.get(map);
    if (known !== undefined) return known;
    const own = new Set(map.pairs.flatMap(({ name, merges }) => (merges ? [] : [name])));
    const found = new Map<string, MergedPair>();
    for (const pair of map.pairs)
      if (pair.merges) this.#merge(pair, depth, own, found);
      else if (!found.has(pair.name)) found.set(pair.name, pair);
    const pairs = [...found.values()];
    this.#known.set(map, pairs);
    return pairs;
  }

  #merge(by: YamlPair, depth: number, own: ReadonlySet<string>, found: Map<string, MergedPair>): void {
    if (depth === maxDepth) this.#isTooMuch = true;
    const value = behindAlias(by.value);
    const parts = value?.kind === "list" ? value.items : [by.value];
    for (const part of parts) {
      if (this.#isTooMuch) return;
      const isElsewhere = by.value.kind === "alias" || part.kind === "alias";
      for (const pair of this.#pairsOf(behindAlias(part), depth + 1)) {
        this.#left -= 1;
        if (this.#left < 0) this.#isTooMuch = true;
        if (this.#isTooMuch) return;
        if (own.has(pair.name) || found.has(pair.name)) continue;
        found.set(pair.name, isElsewhere ? { ...pair, through: by } : pair);
      }
    }
  }

  /** js-yaml takes a list for an object with its indexes as keys. */
  #pairsOf(part: YamlNode | null, depth: number): readonly MergedPair[] {
    if (part?.kind === "map") return this.of(part, depth);
    if (part?.kind !== "list") return [];
    return part.items.map((item, at) => ({ key: item, name: String(at), value: item, merges: false }));
  }
}
