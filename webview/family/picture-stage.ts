import type { HubCopy } from "../../src/lineage/traits/laid-card";
import type { Filtered } from "../../src/lineage/tree/family-filter";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import { modelKey, type OpenState } from "../../src/lineage/tree/folding";
import type { Palette } from "../../src/pictures/family/palette";
import { html, setChildren } from "../kit/dom";
import type { SavedPicture } from "../kit/picture";
import { framedPicture } from "./framed-picture";
import { type MapActs, MapPane } from "./map/map-pane";
import { type RowActs, RowsPane } from "./rows/rows-pane";
import type { KeptState, Looks, PictureKind } from "./state";
import { type PaneActs, TreePane } from "./tree/tree-pane";

/** What is drawn, whichever picture it is. */
export interface Staged {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly open: OpenState;
  readonly filtered: Filtered | null;
  readonly selected: string | null;
  readonly looks: Looks;
  readonly draft: string | null;
  readonly onHub: ReadonlyMap<string, HubCopy> | undefined;
  readonly busy: boolean;
  /** What a tree keeps in its place on the screen. */
  readonly anchor: string | null;
  /** Where a person was before a restart; null unless the family is restored. */
  readonly kept: Pick<KeptState, "sight" | "top"> | null;
}

/** The place of the picture: rows, a tree, or a map, of which one is on the page, beside the details. */
export class PictureStage {
  readonly element = html("div", { class: "stage" });
  readonly tree: TreePane;
  readonly rows: RowsPane;
  readonly #map: MapPane;
  readonly #aside: HTMLElement;
  #kind: PictureKind = "rows";

  constructor(rowActs: RowActs, treeActs: PaneActs, mapActs: MapActs, aside: HTMLElement) {
    this.rows = new RowsPane(rowActs);
    this.tree = new TreePane(treeActs);
    this.#map = new MapPane(mapActs);
    this.#aside = aside;
    this.choose("rows");
  }

  /** The picture that is on the page. */
  get kind(): PictureKind {
    return this.#kind;
  }

  /** Puts a picture on the page. */
  choose(kind: PictureKind): void {
    this.#kind = kind;
    setChildren(this.element, [this.#shown.element, this.#aside]);
  }

  get #shown(): RowsPane | TreePane | MapPane {
    if (this.#kind === "rows") return this.rows;
    return this.#kind === "map" ? this.#map : this.tree;
  }

  /** Draws a family, and answers how many models have their place; null for a map, which says so itself. */
  draw({ tree, palette, open, filtered, looks, draft, onHub, kept, anchor, ...rest }: Staged): number | null {
    const { sizeBy, horizontal } = looks;
    const drawn = { tree, palette, open, filtered, ...rest };
    if (this.#kind === "map") {
      const area = sizeBy === "downloads" ? "downloads" : "models";
      this.#map.draw({ ...drawn, area, matching: filtered?.matching ?? null });
      return null;
    }
    if (this.#kind === "tree")
      return this.tree.draw({ ...drawn, sizeBy, horizontal }, anchor, kept?.sight ?? null).models;
    const figure = sizeBy === "nothing" ? "downloads" : sizeBy;
    this.rows.draw({ ...drawn, figure, draft, openCards: new Set(onHub?.keys()) }, kept?.top ?? null);
    return this.rows.models;
  }

  /** Removes the models; a map keeps what it had, off the page. */
  clear(busy: boolean): void {
    if (this.#kind === "rows") this.rows.clear(busy);
    else this.tree.clear(busy);
  }

  /** Zooms by a factor, or to the natural size for null. */
  zoom(factor: number | null): void {
    if (this.#kind === "tree") this.tree.zoomBy(factor ?? 1 / this.tree.viewport.camera.k);
    else if (this.#kind === "rows") return;
    else if (factor === null) this.#map.fit();
    else this.#map.zoomBy(factor);
  }

  /** Shows everything. */
  fit(): void {
    if (this.#kind === "map") this.#map.fit();
    if (this.#kind === "tree") this.tree.viewport.fit();
  }

  /** Brings a model into the window and makes it current. */
  goTo(id: string): void {
    if (this.#kind === "map") this.#map.goTo(id, false);
    else if (this.#kind === "rows") this.rows.goTo(modelKey(id), false);
    else this.tree.goTo(modelKey(id), false);
  }

  /** Moves the keyboard to the current model. */
  focus(): void {
    const key = this.tree.current?.item.key;
    if (this.#kind === "map") this.#map.focus();
    else if (this.#kind === "rows") this.rows.focus();
    else if (key !== undefined) this.tree.goTo(key, true);
  }

  /** The same without moving the picture. */
  enter(): void {
    if (this.#kind === "map") this.#map.focus();
    else if (this.#kind === "rows") this.rows.enter();
    else this.tree.enter();
  }

  /** Measures again after the font or theme changed. */
  forgetTheme(): void {
    this.rows.forgetTheme();
    this.tree.forgetTheme();
    this.#map.forgetTheme();
  }

  /** The picture for saving, in a frame with the legend and words on its source; null when there is none. */
  picture(title: string, legend: HTMLElement, words: string): SavedPicture | null {
    const picture = this.#shown.picture(title);
    return picture && framedPicture(picture, legend, words);
  }
}
