import { showable } from "../../../src/lineage/showable";
import type { FamilyRow, ModelRow } from "../../../src/lineage/tree/open-rows";
import { html, setChildren } from "../../kit/dom";
import { indentOf, type RowPlan, rowAt, signRoom } from "./row-plan";

/** The ancestors that stay in the window while what descends from them scrolls by. */
const mostOnPath = 4;

/** The models above a row, from the nearest. */
function above(row: FamilyRow | undefined): ModelRow[] {
  const found: ModelRow[] = [];
  for (let at = row?.above ?? null; at !== null && found.length < mostOnPath; at = at.above) found.push(at);
  return found;
}

/** The models above the rows in the window that scrolled out of it, over the first rows: the path stays in view. */
export class RowPath {
  readonly element = html("div", { class: "row-path", "aria-hidden": "true", hidden: true });
  #shown = "";

  constructor(goTo: (key: string) => void) {
    this.element.addEventListener("click", ({ target }) => {
      const key = target instanceof HTMLElement ? target.dataset.step : undefined;
      if (key !== undefined) goTo(key);
    });
  }

  /** The height that the path takes when a row is the first below it. */
  static heightAbove(row: FamilyRow | undefined, plan: RowPlan): number {
    return above(row).length * lineOf(plan);
  }

  /** Hides the path. */
  clear(): void {
    this.#shown = "";
    this.element.hidden = true;
  }

  /** Shows the path to the first row that it leaves in sight. */
  show(rows: readonly FamilyRow[], places: ReadonlyMap<string, number>, plan: RowPlan, from: number): void {
    const line = lineOf(plan);
    let shown: ModelRow[] = [];
    for (let tries = 0; tries <= mostOnPath; tries++) {
      const covered = from + shown.length * line;
      const next = above(rows[rowAt(plan, covered)])
        .reverse()
        .filter(({ key }) => (plan.tops[places.get(key) ?? 0] ?? 0) < covered);
      if (next.length <= shown.length) break;
      shown = next;
    }
    const keys = `${plan.width} ${shown.map(({ key }) => key).join("\n")}`;
    if (keys === this.#shown) return;
    this.#shown = keys;
    this.element.hidden = shown.length === 0;
    setChildren(
      this.element,
      shown.map(row => stepOf(row, plan)),
    );
  }
}

function lineOf({ nameLine }: RowPlan): number {
  return nameLine + 4;
}

function stepOf({ node, key, depth }: ModelRow, plan: RowPlan): HTMLElement {
  const name = showable(node.id);
  const step = html("div", { class: "row-step", "data-step": key, title: name }, name);
  step.style.paddingLeft = `${(indentOf(plan, depth) + signRoom).toFixed(1)}px`;
  step.style.height = `${lineOf(plan)}px`;
  return step;
}
