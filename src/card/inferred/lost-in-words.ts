import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { shown } from "../sentence-parts";

const mostTold = 2;

/** A sentence about the parents of a merge, and that they may not be all of them if parts of the merge lead to no model. */
export function withLostParts(sentence: string, lost: readonly string[]): string {
  if (lost.length === 0) return sentence;
  const parts = listed(lost.map(shown), mostTold, "and");
  return t`${sentence} Part of the merge leads to no model that the Hub shows (${parts}), so the list may be incomplete.`;
}
