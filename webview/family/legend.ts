import type { Family } from "../../src/lineage/family";
import { count, grouped } from "../../src/lineage/in-words";
import type { Relation } from "../../src/lineage/model";
import { cutMiddle, showable } from "../../src/lineage/showable";
import { isInherited, type TraitName } from "../../src/lineage/trait-value";
import type { FamilyFilter } from "../../src/lineage/tree/family-filter";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import {
  dashes,
  inkClass,
  outline,
  type Palette,
  type PaletteEntry,
  type Shape,
  shapeCounts,
} from "../../src/pictures/family/palette";
import { english, phrase, t } from "../../src/words/words";
import { html, setAttributes, setChildren, svg } from "../kit/dom";
import type { PictureKind } from "./state";

/** What a click in the legend does. */
export interface LegendActs {
  /** Turns the filter for values of the colored trait on or off. */
  values(values: readonly (string | null)[]): void;
  relation(relation: Relation): void;
}

const shapeWords: Readonly<Record<Shape, string>> = english({
  root: "root",
  finetune: "finetune",
  adapter: "adapter",
  merge: "merge",
  quantized: "quantized",
  unknown: "unknown relation",
});

function sign(shape: Shape, color: string): SVGElement {
  const path = svg("path", { class: `shape ${color}`, d: outline(shape), "fill-rule": "evenodd" });
  return svg("svg", { class: "sign", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, path);
}

function line(relation: Relation): SVGElement {
  const path = svg("path", { class: "line", d: "M0 0H22", "stroke-dasharray": dashes[relation].join(" ") });
  return svg("svg", { class: "stroke", viewBox: "0 -4 22 8", "aria-hidden": "true" }, path);
}

function breakSign(): SVGElement {
  const rule = svg("path", { class: "line", d: "M0 0H5M17 0H22" });
  const slashes = svg("path", { class: "slashes", d: "M6 5l3.5 -10M12 5l3.5 -10" });
  return svg("svg", { class: "stroke", viewBox: "0 -6 22 12", "aria-hidden": "true" }, rule, slashes);
}

function number(models: number): HTMLElement {
  return html("span", { class: "number", title: count(models, "model") }, `(${grouped(models)})`);
}

/** The legend under the tree: colors and shapes with their model counts; clicking an entry filters. */
export class Legend {
  readonly element = html("section", { class: "legend", "aria-label": t`Legend` });
  readonly #acts: LegendActs;
  /** The entries that filter, and whether their filter is active. */
  readonly #entries = new Map<HTMLElement, (filter: FamilyFilter) => boolean>();
  #shown = "";
  /** Whether the picture draws lines between models; rows name what changes. */
  #hasLines = true;

  constructor(acts: LegendActs) {
    this.#acts = acts;
  }

  /** Shows the legend of a family, or nothing. Unchanged entries are reused to keep the focus. */
  show(
    family: Family | null,
    tree: FamilyTree | null,
    palette: Palette | null,
    filter: FamilyFilter,
    picture: PictureKind,
  ): void {
    const shapes = family && tree ? shapeCounts(family, tree) : [];
    const hasLines = picture !== "rows";
    const shown = JSON.stringify([palette?.trait, palette?.entries, shapes, hasLines]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#hasLines = hasLines;
      this.#entries.clear();
      setChildren(this.element, palette && shapes.length > 0 ? this.#lists(palette, shapes) : []);
    }
    for (const [button, isWanted] of this.#entries)
      setAttributes(button, { "aria-pressed": String(isWanted(filter)) });
  }

  #lists(palette: Palette, shapes: readonly (readonly [Shape, number])[]): HTMLElement[] {
    const name = phrase(palette.trait);
    const breaks =
      this.#hasLines && isInherited(palette.trait)
        ? [
            html(
              "li",
              {},
              breakSign(),
              palette.trait.endsWith("s") ? t`${name} change here` : t`${name} changes here`,
            ),
          ]
        : [];
    return [
      html(
        "ul",
        { "aria-label": t`Color: ${name}` },
        html("li", { class: "caption", "aria-hidden": "true" }, name),
        ...palette.entries.map(one => this.#value(palette.trait, one)),
      ),
      html(
        "ul",
        { "aria-label": t`Shape: relation` },
        html("li", { class: "caption", "aria-hidden": "true" }, t`relation`),
        ...shapes.map(one => this.#shape(one)),
        ...breaks,
      ),
    ];
  }

  #value(trait: TraitName, { name, values, models, ink }: PaletteEntry): HTMLElement {
    const text = html("bdi", { title: values.length > 1 ? showable(values.join(", ")) : null });
    text.textContent = showable(cutMiddle(name, 60));
    return this.#entry(
      [sign("finetune", inkClass(ink)), text, " ", number(models)],
      filter => values.every(value => filter.values[trait]?.includes(value)),
      () => this.#acts.values(values),
    );
  }

  #shape([shape, models]: readonly [Shape, number]): HTMLElement {
    const parts = [sign(shape, "color-plain")];
    if (shape === "root") return html("li", {}, ...parts, phrase(shapeWords[shape]), " ", number(models));
    return this.#entry(
      [...parts, ...(this.#hasLines ? [line(shape)] : []), phrase(shapeWords[shape]), " ", number(models)],
      ({ relations }) => relations.includes(shape),
      () => this.#acts.relation(shape),
    );
  }

  /** An entry that filters; pressed while its filter is active. */
  #entry(
    parts: readonly (Node | string)[],
    isWanted: (filter: FamilyFilter) => boolean,
    act: () => void,
  ): HTMLElement {
    const button = html("button", { type: "button", class: "entry", "aria-pressed": "false" }, ...parts);
    button.addEventListener("click", act);
    this.#entries.set(button, isWanted);
    return html("li", {}, button);
  }
}
