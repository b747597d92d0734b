import { modelKey } from "../../src/lineage/tree/folding";
import { html, setChildren } from "../kit/dom";
import type { SavedPicture } from "../kit/picture";
import { framedPicture } from "./framed-picture";
import { type DrawnMap, type MapActs, MapPane } from "./map/map-pane";
import { type Drawn, type PaneActs, TreePane } from "./tree/tree-pane";
import type { Sight } from "./tree/viewport";

/** The place of the picture: a tree or a map, of which one is on the page, beside the details. */
export class PictureStage {
  readonly element = html("div", { class: "stage" });
  readonly tree: TreePane;
  readonly #map: MapPane;
  readonly #aside: HTMLElement;
  #isMap = false;

  constructor(treeActs: PaneActs, mapActs: MapActs, aside: HTMLElement) {
    this.tree = new TreePane(treeActs);
    this.#map = new MapPane(mapActs);
    this.#aside = aside;
    this.choose(false);
  }

  /** Puts the map or the tree on the page. */
  choose(isMap: boolean): void {
    this.#isMap = isMap;
    setChildren(this.element, [isMap ? this.#map.element : this.tree.element, this.#aside]);
  }

  /** Draws the tree and answers how many models it shows. */
  drawTree(drawn: Drawn, anchor: string | null, sight: Sight | null): number {
    return this.tree.draw(drawn, anchor, sight).models;
  }

  /** Draws the map. */
  drawMap(drawn: DrawnMap): void {
    this.#map.draw(drawn);
  }

  /** Zooms by a factor, or to the natural size for null. */
  zoom(factor: number | null): void {
    if (!this.#isMap) this.tree.zoomBy(factor ?? 1 / this.tree.viewport.camera.k);
    else if (factor === null) this.#map.fit();
    else this.#map.zoomBy(factor);
  }

  /** Shows everything. */
  fit(): void {
    if (this.#isMap) this.#map.fit();
    else this.tree.viewport.fit();
  }

  /** Brings a model into the window and makes it current. */
  goTo(id: string): void {
    if (this.#isMap) this.#map.goTo(id, false);
    else this.tree.goTo(modelKey(id), false);
  }

  /** Moves the keyboard to the current model. */
  focus(): void {
    const key = this.tree.current?.item.key;
    if (this.#isMap) this.#map.focus();
    else if (key !== undefined) this.tree.goTo(key, true);
  }

  /** The same without moving the picture. */
  enter(): void {
    if (this.#isMap) this.#map.focus();
    else this.tree.enter();
  }

  /** Measures again after the font or theme changed. */
  forgetTheme(): void {
    this.tree.forgetTheme();
    this.#map.forgetTheme();
  }

  /** The picture for saving, in a frame with the legend and words on its source; null when there is none. */
  picture(title: string, legend: HTMLElement, words: string): SavedPicture | null {
    const picture = (this.#isMap ? this.#map : this.tree).picture(title);
    return picture && framedPicture(picture, legend, words);
  }
}
