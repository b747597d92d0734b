import type { Analysis } from "./analysis";
import { authorFlows } from "./authors/author-flows";
import { authorTurnover } from "./authors/author-turnover";
import { concentration } from "./authors/concentration";
import { organizationPage } from "./authors/organization-page";
import { repackagers } from "./authors/repackagers";
import { snapshotGrowth } from "./authors/snapshot-growth";
import { drift } from "./drift";
import { inventory } from "./inventory/inventory";
import { mutation } from "./mutation";
import { numericDrifts } from "./numbers/numeric-drifts";
import { emissionsByKind } from "./organizations/emissions-by-kind";
import { kindsOfAuthors } from "./organizations/kinds-of-authors";
import { languageModels } from "./organizations/language-models";
import { leaders } from "./organizations/leaders";
import { uploads } from "./organizations/uploads";
import { similarity } from "./similarity/similarity";
import { structure } from "./structure/structure";
import { undeclared } from "./undeclared/undeclared";
import { violations } from "./violations";

/** Every analysis, in display order. */
export const analyses: readonly Analysis[] = [
  inventory,
  structure,
  similarity,
  mutation,
  drift,
  violations,
  undeclared,
  numericDrifts,
  uploads,
  kindsOfAuthors,
  leaders,
  languageModels,
  emissionsByKind,
  concentration,
  authorFlows,
  repackagers,
  authorTurnover,
  snapshotGrowth,
  organizationPage,
];

/** The analysis with an id, or undefined. */
export function analysisById(id: string): Analysis | undefined {
  return analyses.find(analysis => analysis.id === id);
}
