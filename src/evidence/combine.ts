import type { Relation } from "../lineage/model";
import { type ClueGroup, clueEntry } from "./clues";
import type { Evidence, InferredParent } from "./evidence";

/** Log-odds of 99%: the groups are not independent, and no sum of them was measured to be surer than that. */
const mostLogOdds = 4.6;

/** What combining needs beyond the evidence. */
export interface Combining {
  /** The model itself, which is never its own parent; null for a draft. */
  readonly self: string | null;
  /** The ID by which the Hub knows a model today; the same ID if nothing is known, null if the Hub says that there is none. */
  readonly resolve: (id: string) => string | null;
}

/**
 * The parents that the evidence speaks for, most probable first. Log-odds add up over groups of clues, of which each counts
 * with its strongest; rival parents share what is left: p = e^s / (1 + Σ e^s), over the parents that exclude each other.
 * Source: docs/evidence.md (multinomial logit with an outside option).
 */
export function combine(evidence: readonly Evidence[], how: Combining): readonly InferredParent[] {
  const byParent = new Map<string, Evidence[]>();
  for (const piece of evidence) {
    if (piece.parent === null) continue;
    const parent = how.resolve(piece.parent);
    if (parent === null || parent.toLowerCase() === how.self?.toLowerCase()) continue;
    const known = byParent.get(parent);
    if (known === undefined) byParent.set(parent, [piece]);
    else known.push(piece);
  }
  const scored = [...byParent].map(([parent, pieces]) => ({
    parent,
    pieces: [...pieces].sort((one, other) => evidenceWeight(other) - evidenceWeight(one)),
    score: scoreOf(pieces),
    isOneOfSeveral: pieces.some(piece => piece.isOneOfSeveral),
  }));
  const rivals = scored.filter(each => !each.isOneOfSeveral).map(({ score }) => Math.exp(score));
  const sum = rivals.reduce((all, each) => all + each, 1);
  return scored
    .map(({ parent, pieces, score, isOneOfSeveral }) => {
      const odds = Math.exp(score);
      const probability = isOneOfSeveral ? odds / (1 + odds) : odds / sum;
      return { parent, relation: relationOf(pieces), probability, evidence: pieces };
    })
    .sort((one, other) => other.probability - one.probability || (one.parent < other.parent ? -1 : 1));
}

/** The log-odds that a piece of evidence adds. */
export function evidenceWeight({ clue, weight }: Evidence): number {
  return weight ?? clueEntry(clue).weight;
}

/** The sum over the groups of the strongest clue in each; a clue that speaks against its own parent counts only alone. */
function scoreOf(pieces: readonly Evidence[]): number {
  const best = new Map<ClueGroup, number>();
  for (const piece of pieces) {
    const { group } = clueEntry(piece.clue);
    best.set(group, Math.max(best.get(group) ?? Number.NEGATIVE_INFINITY, evidenceWeight(piece)));
  }
  const weights = [...best.values()];
  const speaking = weights.filter(weight => weight > 0);
  if (speaking.length === 0) return Math.max(...weights);
  return Math.min(
    mostLogOdds,
    speaking.reduce((sum, weight) => sum + weight, 0),
  );
}

/** The relation that the strongest piece with a relation tells. */
function relationOf(pieces: readonly Evidence[]): Relation {
  return pieces.find(({ relation }) => relation !== null)?.relation ?? "unknown";
}
