import type { DriftTrait } from "../../src/analyses/family/trait-edges";
import type { Family } from "../../src/lineage/family";
import { inkClass, licenseInk, licenseKey } from "../../src/pictures/family/color-numbers";
import { paletteOf } from "../../src/pictures/family/palette";
import { phrase, t } from "../../src/words/words";
import { html } from "../kit/dom";

/**
 * The color numbers of a trait's values, as in the picture of the family; undefined for lists, whose changes are between
 * summaries that no model of the picture has.
 */
export function driftInks(family: Family, trait: DriftTrait): ((value: string) => number) | undefined {
  if (trait === "license") return licenseInk;
  return trait === "task" || trait === "library" ? paletteOf(family, trait).inkOf : undefined;
}

/** What the colors of licenses mean: their classes; null for other traits, whose values stand beside their colors. */
export function driftKey(trait: DriftTrait, values: readonly string[]): HTMLElement | null {
  if (trait !== "license" || values.length === 0) return null;
  const entries = licenseKey(values).map(({ name, color }) =>
    html("li", {}, html("span", { class: `swatch ${inkClass(color)}`, "aria-hidden": "true" }), phrase(name)),
  );
  return html("ul", { class: "key", "aria-label": t`Colors` }, ...entries);
}
