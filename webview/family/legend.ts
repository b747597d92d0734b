import type { Family } from "../../src/lineage/family";
import { count, grouped } from "../../src/lineage/in-words";
import type { Relation } from "../../src/lineage/model";
import { cutMiddle, showable } from "../../src/lineage/showable";
import { isInherited, type TraitName } from "../../src/lineage/trait-value";
import type { FamilyFilter } from "../../src/lineage/tree/family-filter";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import { inkClass, type Shape, shapeInk, unreadInk } from "../../src/pictures/family/color-numbers";
import {
  dashes,
  outline,
  type Palette,
  type PaletteEntry,
  shapeCounts,
  shapeNames,
} from "../../src/pictures/family/palette";
import { phrase, t } from "../../src/words/words";
import { html, setAttributes, setChildren, svg } from "../kit/dom";
import { roughly } from "../kit/numbers";
import type { PictureKind } from "./state";
import { radiusFor, roundSizes, type SizeScale } from "./tree/size-scale";

/** What a click in the legend does. */
export interface LegendActs {
  /** Turns the filter for values of a trait on or off. */
  values(trait: TraitName, values: readonly (string | null)[]): void;
  relation(relation: Relation): void;
}

function sign(shape: Shape, color: string): SVGElement {
  const path = svg("path", { class: `shape ${color}`, d: outline(shape), "fill-rule": "evenodd" });
  return svg("svg", { class: "sign", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, path);
}

function line(relation: Relation): SVGElement {
  const path = svg("path", { class: "line", d: "M0 0H22", "stroke-dasharray": dashes[relation].join(" ") });
  return svg("svg", { class: "stroke", viewBox: "0 -4 22 8", "aria-hidden": "true" }, path);
}

/** The mark where a trait changes: a bar at the edge of a strip in the map, a break in a line elsewhere. */
function breakSign(picture: PictureKind): SVGElement {
  if (picture === "map") {
    const bar = svg("path", { class: "break-bar", d: "M-1.5 -6h3v12h-3z" });
    return svg("svg", { class: "sign", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, bar);
  }
  const rule = svg("path", { class: "line", d: "M0 0H5M17 0H22" });
  const slashes = svg("path", { class: "slashes", d: "M6 5l3.5 -10M12 5l3.5 -10" });
  return svg("svg", { class: "stroke", viewBox: "0 -6 22 12", "aria-hidden": "true" }, rule, slashes);
}

/** A circle as large as a model with some number is drawn at a zoom of 100 %. */
function sizeSign(radius: number): SVGElement {
  const width = Math.ceil(2 * radius + 1);
  const circle = svg("circle", { class: "shape color-plain", r: radius.toFixed(1) });
  return svg(
    "svg",
    { width, height: width, viewBox: `${-width / 2} ${-width / 2} ${width} ${width}`, "aria-hidden": "true" },
    circle,
  );
}

function sizeList(scale: SizeScale): HTMLElement {
  const by = phrase(scale.by);
  const entries = roundSizes(scale).map(size => ({ size, words: roughly(size) }));
  if (scale.hasLeast) entries.push({ size: 0, words: t`none or unknown` });
  return html(
    "ul",
    { class: "sizes", "aria-label": t`Size: ${by}` },
    html("li", { class: "caption", "aria-hidden": "true" }, by),
    ...entries.map(({ size, words }) => html("li", {}, sizeSign(radiusFor(scale, size)), words)),
    html("li", { class: "number" }, t`area shows ${by}`),
  );
}

function number(models: number): HTMLElement {
  return html("span", { class: "number", title: count(models, "model") }, `(${grouped(models)})`);
}

function list(name: string, caption: string, entries: readonly HTMLElement[]): HTMLElement {
  const head = html("li", { class: "caption", "aria-hidden": "true" }, caption);
  return html("ul", { "aria-label": name }, head, ...entries);
}

function plainEntry({ name, models, ink }: PaletteEntry): HTMLElement {
  return html("li", {}, sign("finetune", inkClass(ink)), name, " ", number(models));
}

/** The legend under the tree: colors and shapes with their model counts; clicking an entry filters. */
export class Legend {
  readonly element = html("section", { class: "legend", "aria-label": t`Legend` });
  readonly #acts: LegendActs;
  /** The entries that filter, and whether their filter is active. */
  readonly #entries = new Map<HTMLElement, (filter: FamilyFilter) => boolean>();
  #shown = "";
  /** The tree has lines and shapes; rows have shapes and name what changes; the map has bars where something changes. */
  #picture: PictureKind = "tree";

  constructor(acts: LegendActs) {
    this.#acts = acts;
  }

  /** Shows the legend of a family, or nothing. Unchanged entries are reused to keep the focus. */
  show(
    family: Family | null,
    tree: FamilyTree | null,
    palette: Palette | null,
    filter: FamilyFilter,
    { picture, scale }: { readonly picture: PictureKind; readonly scale: SizeScale | null },
  ): void {
    const shapes = family && tree ? shapeCounts(family, tree) : [];
    const shown = JSON.stringify([palette?.trait, palette?.entries, shapes, scale, picture]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#picture = picture;
      this.#entries.clear();
      const lists = palette && shapes.length > 0 ? this.#lists(palette, shapes) : [];
      setChildren(this.element, scale && lists.length > 0 ? [...lists, sizeList(scale)] : lists);
    }
    for (const [button, isWanted] of this.#entries)
      setAttributes(button, { "aria-pressed": String(isWanted(filter)) });
  }

  #lists({ trait, entries }: Palette, shapes: readonly (readonly [Shape, number])[]): HTMLElement[] {
    const name = phrase(trait);
    const isRelation = trait === "relation";
    const signs = shapes.map(one => this.#shape(one, isRelation));
    const unread = entries.filter(({ ink }) => isRelation && ink === unreadInk).map(one => plainEntry(one));
    if (isRelation) return [list(t`Color and shape: ${name}`, name, [...signs, ...unread])];
    const breaks =
      this.#picture !== "rows" && isInherited(trait)
        ? [
            html(
              "li",
              {},
              breakSign(this.#picture),
              trait.endsWith("s") ? t`${name} change here` : t`${name} changes here`,
            ),
          ]
        : [];
    const values = entries.map(one => this.#value(trait, one));
    return [
      list(t`Color: ${name}`, name, values),
      list(this.#picture === "map" ? t`Relation` : t`Shape: relation`, t`relation`, [...signs, ...breaks]),
    ];
  }

  #value(trait: TraitName, { name, values, models, ink }: PaletteEntry): HTMLElement {
    const text = html("bdi", { title: values.length > 1 ? showable(values.join(", ")) : null });
    text.textContent = showable(cutMiddle(name, 60));
    return this.#entry(
      [sign("finetune", inkClass(ink)), text, " ", number(models)],
      filter => values.every(value => filter.values[trait]?.includes(value)),
      () => this.#acts.values(trait, values),
    );
  }

  #shape([shape, models]: readonly [Shape, number], isColored: boolean): HTMLElement {
    const hasSign = isColored || this.#picture !== "map";
    const parts = hasSign ? [sign(shape, isColored ? inkClass(shapeInk(shape)) : "color-plain")] : [];
    const name = phrase(shapeNames[shape]);
    if (shape === "root") return html("li", {}, ...parts, name, " ", number(models));
    return this.#entry(
      [...parts, ...(this.#picture === "tree" ? [line(shape)] : []), name, " ", number(models)],
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
