import { grouped } from "../../src/lineage/in-words";
import type { Depth } from "../../src/lineage/tree/folding";
import type { Horizontal } from "../../src/lineage/tree/layout";
import { type ColorBy, colorings } from "../../src/pictures/family/palette";
import { english, phrase, t } from "../../src/words/words";
import { button, choice } from "../kit/controls";
import { html, setAttributes, setText } from "../kit/dom";
import {
  type Drawing,
  depths,
  directions,
  drawings,
  type Looks,
  mapFrom,
  type PictureKind,
  sizes,
} from "./state";
import type { SizeBy } from "./tree/size-scale";

/** What the tools above the tree do. */
export interface ToolActs {
  depth(depth: Depth): void;
  looks(looks: Partial<Looks>): void;
  /** Shows or hides the row of filters. */
  filter(): void;
  zoomBy(factor: number): void;
  fit(): void;
}

const sizeNames: Readonly<Record<SizeBy, string>> = english({
  nothing: "uniform",
  downloads: "downloads",
  likes: "likes",
  parameters: "parameters",
});

const drawingNames: Readonly<Record<Drawing, string>> = english({
  fitting: "automatic",
  rows: "rows",
  tree: "tree",
  map: "map",
});

const directionNames: Readonly<Record<Horizontal, string>> = english({
  generation: "generation",
  time: "time",
});

/** The picture that is shown, and the one that is by what fits. */
interface ShownPicture {
  readonly shown: PictureKind;
  readonly fitting: PictureKind;
}

/** The toolbar above the picture, without the find field. */
export class Tools {
  readonly element: HTMLElement;
  readonly #zooms: HTMLElement;
  readonly #zoom = html("span", { class: "zoom" }, "100%");
  readonly #filter: HTMLElement;
  readonly #drawing;
  readonly #depth;
  readonly #color;
  readonly #size;
  readonly #direction;

  constructor(acts: ToolActs) {
    this.#drawing = choice<Drawing>(
      t`Draw as`,
      drawings.map(value => ({ value, name: phrase(drawingNames[value]) })),
      drawing => acts.looks({ drawing }),
    );
    const rule = t`Automatic draws a map of a family with more than ${grouped(mapFrom)} models. What you choose here is kept for every family.`;
    setAttributes(this.#drawing.element, { class: "choice wide", title: rule });
    this.#depth = choice(
      t`Depth`,
      depths.map(depth => ({ value: String(depth), name: depth === "all" ? t`all` : String(depth) })),
      value => {
        const depth = depths.find(one => String(one) === value);
        if (depth !== undefined) acts.depth(depth);
      },
    );
    this.#depth.element.classList.add("short");
    this.#color = choice<ColorBy>(
      t`Color`,
      colorings.map(value => ({ value, name: phrase(value) })),
      colorBy => acts.looks({ colorBy }),
    );
    this.#size = choice<SizeBy>(
      t`Size`,
      sizes.map(value => ({ value, name: phrase(sizeNames[value]) })),
      sizeBy => acts.looks({ sizeBy }),
    );
    this.#direction = choice<Horizontal>(
      t`Arrange by`,
      directions.map(value => ({ value, name: phrase(directionNames[value]) })),
      horizontal => acts.looks({ horizontal }),
    );
    this.#filter = button(t`Filter`, "secondary", () => acts.filter());
    this.#zooms = html(
      "div",
      { class: "zooms", role: "group", "aria-label": t`Zoom` },
      button("−", "icon", () => acts.zoomBy(1 / 1.25), t`Zoom out`),
      this.#zoom,
      button("+", "icon", () => acts.zoomBy(1.25), t`Zoom in`),
      button(t`Fit`, "icon", () => acts.fit(), t`Fit the whole tree in the window`),
    );
    this.element = html(
      "div",
      { class: "tools" },
      this.#drawing.element,
      this.#depth.element,
      this.#filter,
      this.#zooms,
      this.#color.element,
      this.#size.element,
      this.#direction.element,
    );
  }

  /** Shows what is chosen; a map has no depth and no direction to choose, rows have no direction and no zoom. */
  show(
    depth: Depth,
    { drawing, colorBy, sizeBy, horizontal }: Looks,
    filterName: string,
    { shown: picture, fitting }: ShownPicture,
  ): void {
    const automatic = t`automatic (${phrase(drawingNames[fitting])})`;
    this.#drawing.offer(
      drawings.map(value => ({ value, name: value === "fitting" ? automatic : phrase(drawingNames[value]) })),
    );
    this.#drawing.set(drawing);
    this.#depth.element.hidden = picture === "map";
    this.#direction.element.hidden = picture !== "tree";
    this.#zooms.hidden = picture === "rows";
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
