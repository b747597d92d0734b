import type { FamilyRow, ModelRow } from "../../../src/lineage/tree/open-rows";
import { inkClass } from "../../../src/pictures/family/color-numbers";
import type { Measure } from "../../../src/pictures/family/inks";
import { outline, shapeOf } from "../../../src/pictures/family/palette";
import { html, setAttributes, svg } from "../../kit/dom";
import { fitParts } from "./row-parts";
import { indentOf, nameLines, type RowPlan, signRoom } from "./row-plan";
import { moreLabel, moreText, type RowSpeech, type RowWords, rowLabel, rowWords } from "./row-words";

/** Everything that the element of a row is made from. */
export interface RowLook {
  readonly plan: RowPlan;
  readonly speech: RowSpeech;
  readonly measure: Measure;
  /** The models that a filter keeps; others only lead to them. */
  readonly matching: ReadonlySet<string> | null;
  /** How many models a row for more of them shows next. */
  readonly page: number;
}

/** A row on the page: what the keyboard and a screen reader reach, and over it what is seen. */
export interface MadeRow {
  readonly item: HTMLElement;
  readonly face: HTMLElement;
}

/** An element with a class at a place in its row. */
function at(
  kind: string | readonly string[],
  text: string,
  left: number,
  top: number,
  title?: string,
): HTMLElement {
  const element = html("span", { class: [kind].flat().join(" "), title }, text);
  element.style.left = `${left.toFixed(1)}px`;
  element.style.top = `${top.toFixed(1)}px`;
  return element;
}

function guides(plan: RowPlan, depth: number): HTMLElement | null {
  const width = indentOf(plan, depth);
  if (width === 0) return null;
  const element = html("span", { class: "row-guides" });
  element.style.width = `${width.toFixed(1)}px`;
  element.style.backgroundSize = `${plan.step.toFixed(2)}px 100%`;
  return element;
}

function chevron(open: boolean): SVGElement {
  const path = svg("path", { d: open ? "M3 6l5 5l5 -5" : "M6 3l5 5l-5 5" });
  return svg("svg", { class: "row-toggle", viewBox: "0 0 16 16" }, path);
}

function sign({ speech: { tree, palette } }: RowLook, { node }: ModelRow): SVGElement {
  const ink = inkClass(palette.inkOf(palette.valueOf(node.model)));
  const path = svg("path", {
    class: node.model === null ? "shape color-missing" : `shape ${ink}`,
    d: outline(shapeOf(tree, node)),
    "fill-rule": "evenodd",
  });
  return svg("svg", { class: "row-sign", viewBox: "-8 -8 16 16" }, path);
}

/** The lines of a name, its owner paler. */
function nameParts(lines: readonly string[], { owner }: RowWords): HTMLElement {
  const name = html("span", { class: "row-name" });
  let left = owner.length;
  for (const line of lines) {
    const part = line.slice(0, left);
    left -= part.length;
    const text = html("bdi", {}, ...(part === "" ? [] : [html("span", { class: "owner" }, part)]));
    text.append(line.slice(part.length));
    name.append(html("span", { class: "row-line" }, text));
  }
  return name;
}

function addParts(element: HTMLElement, look: RowLook, row: ModelRow, words: RowWords, top: number): void {
  const { plan, measure } = look;
  const parts = fitParts(plan, words, row.depth, measure);
  const y = (line: number) => top + line * plan.partLine;
  const { relation, license, verdict, figure, bar } = parts;
  if (relation) element.append(at("row-part", relation.text, relation.x, y(relation.line)));
  element.append(
    at(["row-part", ...(words.isVague ? ["vague"] : [])], license.text, license.x, y(license.line)),
  );
  const judged = words.verdict;
  if (verdict && judged)
    element.append(
      at(["row-part", `row-${judged.kind}`], verdict.text, verdict.x, y(verdict.line), judged.sentence),
    );
  for (const chip of parts.chips) {
    const kind = ["row-chip", ...(chip.isLicense ? ["warn"] : [])];
    element.append(at(kind, chip.text, chip.x, y(chip.line), chip.full));
  }
  if (bar) {
    const line = at("row-bar", "", bar.x, y(bar.line));
    line.style.width = `${Math.max(words.share === 0 ? 0 : 1, bar.width).toFixed(1)}px`;
    element.append(line);
  }
  const number = at("row-figure", figure.text, 0, y(figure.line));
  number.style.left = "";
  number.style.right = `${(plan.width - figure.right).toFixed(1)}px`;
  element.append(number);
}

function fillModel({ item, face }: MadeRow, look: RowLook, row: ModelRow): void {
  const { plan, speech, measure, matching } = look;
  const words = rowWords(speech, row);
  const lines = nameLines(plan, row, speech, measure);
  const left = indentOf(plan, row.depth);
  const lead = guides(plan, row.depth);
  const canToggle = row.count > 0 && row.node.side !== "ancestor";
  const line = html("span", { class: "row-lead" });
  line.style.left = `${left.toFixed(1)}px`;
  line.style.top = `${plan.padding}px`;
  line.append(
    ...(canToggle ? [chevron(row.open)] : []),
    sign(look, row),
    nameParts(lines, words),
    ...(words.mark === "" ? [] : [html("span", { class: "row-mark" }, words.mark)]),
    ...(words.folded === "" ? [] : [html("span", { class: "row-fold" }, words.folded)]),
  );
  if (lead) face.append(lead);
  face.append(line);
  const top = plan.padding + (plan.form === "line" ? 0 : lines.length * plan.nameLine);
  addParts(face, look, row, words, top);
  const pale = matching && !matching.has(row.node.id) ? ["row-pale"] : [];
  setAttributes(face, { class: ["row-face", `row-${plan.form}`, `row-${row.node.side}`, ...pale].join(" ") });
  setAttributes(item, {
    class: "model-row",
    "aria-label": rowLabel(speech, row, words),
    "aria-expanded": canToggle ? String(row.open) : row.count > 0 ? "true" : null,
    "aria-current": row.node.side === "focus" ? "true" : null,
    "data-model": row.node.id,
  });
}

/** Makes the elements of a row at its place. */
export function makeRow(look: RowLook, row: FamilyRow, index: number): MadeRow {
  const { plan, page } = look;
  const item = html("div", {
    role: "treeitem",
    tabindex: -1,
    "aria-level": row.depth + 1,
    "aria-posinset": row.place,
    "aria-setsize": row.siblings,
    "data-key": row.key,
  });
  const face = html("div", { class: "row-face", "data-key": row.key });
  const made = { item, face };
  if (row.kind === "model") fillModel(made, look, row);
  else {
    const lead = guides(plan, row.depth);
    if (lead) face.append(lead);
    const left = indentOf(plan, row.depth) + signRoom;
    face.append(at("row-more", moreText(row, page), left, plan.padding));
    const label = moreLabel(row, page);
    setAttributes(item, { class: "model-row row-rest", "aria-label": label, "aria-expanded": "false" });
  }
  const [top, bottom] = [plan.tops[index] ?? 0, plan.tops[index + 1] ?? 0];
  for (const { style } of [item, face]) {
    style.top = `${top}px`;
    style.height = `${bottom - top}px`;
  }
  return made;
}
