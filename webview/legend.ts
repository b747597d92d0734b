import type { Family } from "../src/lineage/family";
import type { FamilyTree } from "../src/lineage/family-tree";
import { html, setChildren, svg } from "./dom";
import { outline, type Palette, type Shape, shapeCounts } from "./palette";
import { count, showable } from "./words";

const shapeWords: Readonly<Record<Shape, string>> = {
  root: "root",
  finetune: "finetune",
  adapter: "adapter",
  merge: "merge",
  quantized: "quantized",
  unknown: "unknown relation",
};

function sign(shape: Shape, colour: string): SVGElement {
  const path = svg("path", { class: `shape ${colour}`, d: outline(shape), "fill-rule": "evenodd" });
  return svg("svg", { class: "sign", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, path);
}

function line(shape: Shape): SVGElement {
  const path = svg("path", { class: "line", d: "M0 0H22" });
  return svg(
    "svg",
    { class: "stroke", viewBox: "0 -4 22 8", "aria-hidden": "true" },
    svg("g", { class: `link ${shape}` }, path),
  );
}

function breakSign(): SVGElement {
  const rule = svg("path", { class: "line", d: "M0 0H5M17 0H22" });
  const slashes = svg("path", { class: "slashes", d: "M6 5l3.5 -10M12 5l3.5 -10" });
  return svg(
    "svg",
    { class: "stroke", viewBox: "0 -6 22 12", "aria-hidden": "true" },
    svg("g", { class: "link" }, rule),
    slashes,
  );
}

/** The line under the tree that says what colours and shapes mean, each with its number of models. */
export class Legend {
  readonly element = html("section", { class: "legend", "aria-label": "Legend" });

  /** Shows the legend of a family, or nothing. */
  show(family: Family | null, tree: FamilyTree | null, palette: Palette | null): void {
    if (!family || !tree || !palette) {
      setChildren(this.element, []);
      return;
    }
    const licenses = palette.entries.map(({ license, models, className }) =>
      html(
        "li",
        {},
        sign("finetune", className),
        html("bdi", {}, showable(license ?? "not declared")),
        " ",
        number(models),
      ),
    );
    const shapes = shapeCounts(family, tree).map(([shape, models]) =>
      html(
        "li",
        {},
        sign(shape, "colour-plain"),
        ...(shape === "root" ? [] : [line(shape)]),
        shapeWords[shape],
        " ",
        number(models),
      ),
    );
    const breaks = html("li", {}, breakSign(), "license changes here");
    setChildren(this.element, [
      html(
        "ul",
        { "aria-label": "Colour: license" },
        html("li", { class: "caption", "aria-hidden": "true" }, "license"),
        ...licenses,
      ),
      html(
        "ul",
        { "aria-label": "Shape: relation" },
        html("li", { class: "caption", "aria-hidden": "true" }, "relation"),
        ...shapes,
        breaks,
      ),
    ]);
  }
}

function number(models: number): HTMLElement {
  return html("span", { class: "number", title: count(models, "model") }, models.toLocaleString("en-US"));
}
