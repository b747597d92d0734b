import { type TraitName, traitNames } from "../../src/lineage/trait-value";
import type { Depth } from "../../src/lineage/tree/folding";
import type { Horizontal } from "../../src/lineage/tree/layout";
import { button, choice, plainOptions } from "../kit/controls";
import { html, setText } from "../kit/dom";
import { depths, directions, type Looks, sizes } from "./state";
import type { SizeBy } from "./tree/tree-scene";

/** What the tools above the tree do. */
export interface ToolActs {
  depth(depth: Depth): void;
  looks(looks: Partial<Looks>): void;
  /** Shows or hides the row of filters. */
  filter(): void;
  zoomBy(factor: number): void;
  fit(): void;
}

const sizeNames: Readonly<Record<SizeBy, string>> = {
  nothing: "uniform",
  downloads: "downloads",
  likes: "likes",
  parameters: "parameters",
};

const directionNames: Readonly<Record<Horizontal, string>> = { generation: "generation", time: "time" };

/** The toolbar above the tree, starting with `find`. */
export class Tools {
  readonly element: HTMLElement;
  readonly #zoom = html("span", { class: "zoom" }, "100%");
  readonly #filter: HTMLElement;
  readonly #depth;
  readonly #color;
  readonly #size;
  readonly #direction;

  constructor(acts: ToolActs, find: HTMLElement) {
    this.#depth = choice("Depth", plainOptions(depths.map(String)), value => {
      const depth = depths.find(one => String(one) === value);
      if (depth !== undefined) acts.depth(depth);
    });
    this.#color = choice<TraitName>("Color", plainOptions(traitNames), colorBy => acts.looks({ colorBy }));
    this.#size = choice<SizeBy>(
      "Size",
      sizes.map(value => ({ value, name: sizeNames[value] })),
      sizeBy => acts.looks({ sizeBy }),
    );
    this.#direction = choice<Horizontal>(
      "Arrange by",
      directions.map(value => ({ value, name: directionNames[value] })),
      horizontal => acts.looks({ horizontal }),
    );
    this.#filter = button("Filter", "secondary", () => acts.filter());
    const zoom = html(
      "div",
      { class: "zooms", role: "group", "aria-label": "Zoom" },
      button("−", "icon", () => acts.zoomBy(1 / 1.25), "Zoom out"),
      this.#zoom,
      button("+", "icon", () => acts.zoomBy(1.25), "Zoom in"),
      button("Fit", "icon", () => acts.fit(), "Fit the whole tree in the window"),
    );
    this.element = html(
      "div",
      { class: "tools" },
      find,
      this.#depth.element,
      this.#filter,
      zoom,
      this.#color.element,
      this.#size.element,
      this.#direction.element,
    );
  }

  /** Shows what is chosen. */
  show(depth: Depth, { colorBy, sizeBy, horizontal }: Looks, filterName: string): void {
    this.#depth.set(String(depth));
    this.#color.set(colorBy);
    this.#size.set(sizeBy);
    this.#direction.set(horizontal);
    setText(this.#filter, filterName);
  }

  /** Shows the zoom, 1 for the natural size. */
  showZoom(zoom: number): void {
    const percent = zoom * 100;
    setText(this.#zoom, percent < 1 ? `${percent.toPrecision(1)}%` : `${Math.round(percent)}%`);
  }
}
