import { count, grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import type { FamilyView } from "../../src/lineage/shown-family";
import { t } from "../../src/words/words";

/** The progress: "children of 12 of 75 models checked"; null when unknown. */
export function progressWords({ progress }: FamilyView): string | null {
  if (!progress) return null;
  return t`children of ${grouped(progress.checked)} of ${count(progress.total, "model")} checked`;
}

/** The line that sums up a family: "75 models · 74 edges · 3 hours ago · children of 75 of 75 models checked". */
export function summaryOf(view: FamilyView): string {
  const { family, age } = view;
  if (!family) return "";
  const parts = [count(family.models.length, "model"), count(family.edges.length, "edge")];
  if (family.missing.length > 0) parts.push(count(family.missing.length, "missing parent"));
  if (family.cycles.length > 0) parts.push(count(family.cycles.length, "cycle"));
  if (age) parts.push(showable(age));
  const far = progressWords(view);
  if (far) parts.push(far);
  return parts.join(" · ");
}
