import type { ModelWorld } from "./model-world";
import { type NameCandidate, nameCandidates, type Observation } from "./name-candidates";
import { nameBias, nameWeights } from "./name-weights";

/** A likely parent by name, tags, and author. */
export interface LikelyParent {
  readonly model: number;
  readonly probability: number;
  readonly observed: Partial<Record<Observation, number>>;
}

/** How observations are weighed. */
export interface Weighing {
  readonly weights: Readonly<Partial<Record<Observation, number>>>;
  readonly bias: number;
  /** Observations that are left out. */
  readonly without?: ReadonlySet<Observation>;
}

const shipped: Weighing = { weights: nameWeights, bias: nameBias };

/**
 * The likely parents of a model, most probable first: candidates exclude each other, except those that the tags of a merge
 * name. Source: docs/evidence.md (multinomial logit with an outside option).
 */
export function likelyParents(world: ModelWorld, child: number, weighing = shipped): readonly LikelyParent[] {
  const isMerge = world.tags(child).some(tag => /^(?:merge|mergekit|lazymergekit)$/.test(tag));
  const scored = nameCandidates(world, child).map(candidate => ({
    ...candidate,
    odds: Math.exp(scoreOf(candidate, weighing)),
  }));
  const sum = scored.reduce((all, { odds }) => all + odds, 1);
  return scored
    .map(({ model, observed, odds }) => {
      const isOneOfSeveral =
        isMerge && observed["named-by-tag"] === 1 && observed["tag-of-copy"] === undefined;
      return { model, observed, probability: isOneOfSeveral ? odds / (1 + odds) : odds / sum };
    })
    .sort((one, other) => other.probability - one.probability || one.model - other.model);
}

/** The log-odds of a candidate. */
export function scoreOf({ observed }: NameCandidate, { weights, bias, without }: Weighing): number {
  let score = bias;
  for (const [name, value] of Object.entries(observed) as [Observation, number][])
    if (without?.has(name) !== true) score += (weights[name] ?? 0) * value;
  return score;
}
