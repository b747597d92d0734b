import type { Analysis } from "./analysis";
import { drift } from "./drift";
import { inventory } from "./inventory";
import { mutation } from "./mutation";
import { numericDrifts } from "./numeric-drifts";
import { similarity } from "./similarity/similarity";
import { structure } from "./structure/structure";
import { violations } from "./violations";

/** Every analysis, in display order. */
export const analyses: readonly Analysis[] = [
  inventory,
  structure,
  similarity,
  mutation,
  drift,
  violations,
  numericDrifts,
];

/** The analysis with an id, or undefined. */
export function analysisById(id: string): Analysis | undefined {
  return analyses.find(analysis => analysis.id === id);
}
