import type { Family } from "../../src/lineage/family";
import type { Relation } from "../../src/lineage/model";
import { cutMiddle, showable } from "../../src/lineage/showable";
import { isInherited, type TraitName } from "../../src/lineage/trait-value";
import type { FamilyFilter } from "../../src/lineage/tree/family-filter";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import { html, setAttributes, setChildren, svg } from "../kit/dom";
import { count } from "../kit/numbers";
import {
  dashes,
  inkClass,
  outline,
  type Palette,
  type PaletteEntry,
  type Shape,
  shapeCounts,
} from "./tree/palette";

/** What a click in the legend does. */
export interface LegendActs {
  /** Turns the filter for a value of the colored trait on or off. */
  value(value: string | null): void;
  relation(relation: Relation): void;
}

const shapeWords: Readonly<Record<Shape, string>> = {
  root: "root",
  finetune: "finetune",
  adapter: "adapter",
  merge: "merge",
  quantized: "quantized",
  unknown: "unknown relation",
};

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
  return html(
    "span",
    { class: "number", title: count(models, "model") },
    `(${models.toLocaleString("en-US")})`,
  );
}

/** The legend under the tree: colors and shapes with their model counts; clicking an entry filters. */
export class Legend {
  readonly element = html("section", { class: "legend", "aria-label": "Legend" });
  readonly #acts: LegendActs;
  /** The entries that filter, and whether their filter is active. */
  readonly #entries = new Map<HTMLElement, (filter: FamilyFilter) => boolean>();
  #shown = "";

  constructor(acts: LegendActs) {
    this.#acts = acts;
  }

  /** Shows the legend of a family, or nothing. Unchanged entries are reused to keep the focus. */
  show(family: Family | null, tree: FamilyTree | null, palette: Palette | null, filter: FamilyFilter): void {
    const shapes = family && tree ? shapeCounts(family, tree) : [];
    const shown = JSON.stringify([palette?.trait, palette?.entries, shapes]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#entries.clear();
      setChildren(this.element, palette && shapes.length > 0 ? this.#lists(palette, shapes) : []);
    }
    for (const [button, isWanted] of this.#entries)
      setAttributes(button, { "aria-pressed": String(isWanted(filter)) });
  }

  #lists(palette: Palette, shapes: readonly (readonly [Shape, number])[]): HTMLElement[] {
    const breaks = isInherited(palette.trait)
      ? [
          html(
            "li",
            {},
            breakSign(),
            `${palette.trait} ${palette.trait.endsWith("s") ? "change" : "changes"} here`,
          ),
        ]
      : [];
    return [
      html(
        "ul",
        { "aria-label": `Color: ${palette.trait}` },
        html("li", { class: "caption", "aria-hidden": "true" }, palette.trait),
        ...palette.entries.map(one => this.#value(palette.trait, one)),
      ),
      html(
        "ul",
        { "aria-label": "Shape: relation" },
        html("li", { class: "caption", "aria-hidden": "true" }, "relation"),
        ...shapes.map(one => this.#shape(one)),
        ...breaks,
      ),
    ];
  }

  #value(trait: TraitName, { value, models, ink, several }: PaletteEntry): HTMLElement {
    const name = html("bdi", {}, showable(cutMiddle(value ?? "not declared", 48)));
    const parts = [sign("finetune", inkClass(ink)), name, " ", number(models)];
    if (several) return html("li", {}, ...parts);
    return this.#entry(
      parts,
      ({ values }) => values[trait]?.includes(value) ?? false,
      () => this.#acts.value(value),
    );
  }

  #shape([shape, models]: readonly [Shape, number]): HTMLElement {
    const parts = [sign(shape, "color-plain")];
    if (shape === "root") return html("li", {}, ...parts, shapeWords[shape], " ", number(models));
    return this.#entry(
      [...parts, line(shape), shapeWords[shape], " ", number(models)],
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
