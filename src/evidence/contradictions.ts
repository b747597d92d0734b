import { listed } from "../lineage/in-words";
import { clueEntry } from "./clues";
import type { Contradiction, Evidence, InferredParent } from "./evidence";

/** Whether a file of the model says so, rather than a name or prose. */
export function isFromFile({ clue }: Evidence): boolean {
  return clueEntry(clue).isFile === true;
}

/** Files that name different parents, and declared parents of which the files name none. */
export function parentContradictions(
  inferred: readonly InferredParent[],
  declared: readonly string[],
): readonly Contradiction[] {
  const byFile = inferred.filter(({ evidence }) => evidence.some(isFromFile));
  const single = byFile.filter(({ evidence }) => !evidence.some(piece => piece.isOneOfSeveral));
  const places = new Set(single.map(({ evidence }) => evidence.find(isFromFile)?.where));
  const found: Contradiction[] = [];
  // One file may name its source and what that was made from.
  if (places.size > 1)
    found.push({
      about: "parents",
      sentence: `The files name different parents: ${listed(single.map(saysWhat), 4, "and")}.`,
    });
  const [first] = byFile;
  const names = new Set(declared.map(id => id.toLowerCase()));
  if (first !== undefined && names.size > 0 && !byFile.some(({ parent }) => names.has(parent.toLowerCase())))
    found.push({
      about: "declared",
      sentence: `The card declares ${listed(declared, 3, "and")}, but ${saysWhat(first)}.`,
    });
  return found;
}

function saysWhat({ parent, evidence }: InferredParent): string {
  const where = evidence.find(isFromFile)?.where ?? "a file";
  return `${where} names ${parent}`;
}
