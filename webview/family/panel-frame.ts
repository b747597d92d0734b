import { showable } from "../../src/lineage/showable";
import type { FamilyView } from "../../src/lineage/shown-family";
import { t } from "../../src/words/words";
import { breakable, html, setAttributes, setText } from "../kit/dom";
import { Fold } from "../kit/foldable";
import type { Folds } from "./state";
import { summaryOf } from "./summary";

/** The parts that a frame puts on the page. */
export interface FramedParts {
  readonly pin: HTMLElement;
  readonly find: HTMLElement;
  readonly tools: HTMLElement;
  readonly filters: HTMLElement;
  readonly notice: HTMLElement;
  readonly stage: HTMLElement;
  readonly legend: HTMLElement;
}

/** In such windows the options and the legend leave their room to the picture until a person asks for them. */
const [smallForTools, smallForLegend] = [
  { width: 760, height: 600 },
  { width: 480, height: 600 },
];

/** What stands around the picture of a family: title, options, legend, and sums. Options and legend fold. */
export class PanelFrame {
  readonly element: HTMLElement;
  readonly #title = html("h1", {}, t`Family`);
  readonly #draft = html("span", { class: "draft", hidden: true }, t`draft, not on the Hub`);
  readonly #summary = html("p", { id: "family-summary", role: "status" });
  readonly #left = html("p", { class: "left-out", role: "status" });
  readonly #tools: Fold;
  readonly #legend: Fold;

  constructor(parts: FramedParts, folds: Folds, folded: () => void) {
    const { pin, find, tools, filters, notice, stage, legend } = parts;
    this.#tools = new Fold(t`Options`, tools, smallForTools, folds.tools, folded);
    this.#legend = new Fold(t`Legend`, legend, smallForLegend, folds.legend, folded);
    const title = html("div", { class: "title" }, this.#title, this.#draft, pin);
    const finder = html("div", { class: "finder" }, find, this.#tools.button);
    const header = html("header", {}, title, finder, tools);
    const sums = html("div", { class: "sums" }, this.#left, this.#summary);
    const footer = html("footer", {}, this.#legend.button, legend, sums);
    this.element = html("div", { class: "family" }, header, filters, notice, stage, footer);
  }

  /** The title in words. */
  get title(): string {
    return this.#title.textContent ?? "";
  }

  /** What a person chose for the parts that fold here. */
  get folds(): Pick<Folds, "tools" | "legend"> {
    return { tools: this.#tools.chosen, legend: this.#legend.chosen };
  }

  /** Says of which family a view is, how large, and how old. */
  show(view: FamilyView, hasTree: boolean): void {
    const { focus, family } = view;
    const name = breakable(showable(focus ?? ""));
    this.#title.replaceChildren(t`Family`, ...(focus === null ? [] : [": ", name]));
    this.#draft.hidden = !view.draft;
    setText(this.#summary, summaryOf(view));
    setAttributes(this.#summary, {
      "data-models": family?.models.length ?? 0,
      "data-edges": family?.edges.length ?? 0,
      "data-model": focus,
      "data-state": view.state,
    });
    setAttributes(this.element, { class: hasTree ? "family" : "family bare" });
  }

  /** Says what the picture leaves out. */
  sayLeftOut(words: string): void {
    setText(this.#left, words);
  }
}
