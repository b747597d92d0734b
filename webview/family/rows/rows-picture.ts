import { count } from "../../../src/lineage/in-words";
import type { FamilyRow, ModelRow } from "../../../src/lineage/tree/open-rows";
import { isHollow, unreadInk } from "../../../src/pictures/family/color-numbers";
import type { Inks } from "../../../src/pictures/family/inks";
import { outline, shapeOf } from "../../../src/pictures/family/palette";
import { type Pen, writtenPath } from "../../../src/pictures/svg-context";
import { t } from "../../../src/words/words";
import type { SavedPicture } from "../../kit/picture";
import type { RowLook } from "./row-element";
import { chipPadding, fitParts, type Placed, partSize } from "./row-parts";
import { gap, indentOf, nameLines, signRoom } from "./row-plan";
import { moreText, rowWords } from "./row-words";

/** How rows are drawn on a picture. */
export interface RowPictureLook extends RowLook {
  readonly inks: Inks;
  readonly selected: string | null;
}

/** A browser draws no higher picture in every case. */
const mostHeight = 8000;

/** How many of the first rows a picture takes. */
export function rowsInPicture(tops: Float64Array): number {
  let rows = tops.length - 1;
  while (rows > 0 && (tops[rows] ?? 0) > mostHeight) rows -= 1;
  return rows;
}

/** A pen with the row that it draws. */
interface RowPen extends RowPictureLook {
  readonly pen: Pen;
  readonly top: number;
}

function write(
  { pen, inks, plan, top }: RowPen,
  { text, x, line }: Placed,
  color: string,
  more: { readonly from?: number; readonly bold?: boolean; readonly right?: boolean } = {},
): void {
  const { from = plan.padding, bold = false, right = false } = more;
  pen.font = `${bold ? "bold " : ""}${inks.fontSize * (plan.form === "line" ? 1 : partSize)}px ${inks.fontFamily}`;
  pen.fillStyle = color;
  pen.textAlign = right ? "right" : "left";
  pen.fillText(text, x, top + from + (line + 0.5) * plan.partLine);
}

function drawGuides({ pen, inks, plan, top }: RowPen, depth: number, height: number): void {
  pen.strokeStyle = inks.stroke;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.6;
  pen.beginPath();
  for (let level = 0; level < depth && level * plan.step < plan.mostIndent; level++) {
    const x = level * plan.step + plan.step / 2 + 0.5;
    pen.moveTo(x, top);
    pen.lineTo(x, top + height);
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function drawSign({ pen, inks, speech, plan, top }: RowPen, { node }: ModelRow, x: number): void {
  const { tree, palette } = speech;
  const ink = palette.inkOf(palette.valueOf(node.model));
  const ratio = devicePixelRatio;
  const path = writtenPath(outline(shapeOf(tree, node)));
  const y = top + plan.padding + plan.nameLine / 2;
  pen.setTransform(ratio, 0, 0, ratio, ratio * x, ratio * y);
  pen.fillStyle = inks.palette[ink] ?? inks.soft;
  pen.fill(path, "evenodd");
  if (isHollow(ink)) {
    pen.strokeStyle = inks.soft;
    pen.lineWidth = 1.4;
    pen.setLineDash(ink === unreadInk ? [2.5, 2] : []);
    pen.stroke(path);
    pen.setLineDash([]);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function drawName(row: RowPen, model: ModelRow, owner: string, after: string): number {
  const { pen, inks, plan, speech, measure, top } = row;
  const left = indentOf(plan, model.depth) + signRoom;
  const bold = model.node.side === "focus";
  const lines = nameLines(plan, model, speech, measure);
  pen.font = `${bold ? "bold " : ""}${inks.fontSize}px ${inks.fontFamily}`;
  pen.textAlign = "left";
  let paler = owner.length;
  for (const [at, line] of lines.entries()) {
    const y = top + plan.padding + (at + 0.5) * plan.nameLine;
    const part = line.slice(0, paler);
    paler -= part.length;
    pen.fillStyle = inks.soft;
    if (part !== "") pen.fillText(part, left, y);
    pen.fillStyle = inks.text;
    pen.fillText(line.slice(part.length), left + measure(part, bold), y);
  }
  const end = left + measure(lines.at(-1) ?? "", bold) + 10;
  const last = lines.length - 1;
  if (after !== "") write(row, { text: after, x: end, line: last }, inks.soft);
  return lines.length;
}

function drawModel(row: RowPen, model: ModelRow): void {
  const { pen, inks, plan, speech, measure, top } = row;
  const words = rowWords(speech, model);
  drawSign(row, model, indentOf(plan, model.depth) + signRoom - 14);
  const after = [words.mark, words.folded].filter(Boolean).join("  ");
  const lines = drawName(row, model, words.owner, after);
  const parts = fitParts(plan, words, model.depth, measure);
  const from = plan.padding + (plan.form === "line" ? 0 : lines * plan.nameLine);
  const { relation, license, verdict, chips, figure, bar } = parts;
  if (relation) write(row, relation, inks.soft, { from });
  write(row, license, words.isVague ? inks.soft : inks.text, { from });
  if (verdict) write(row, verdict, words.verdict?.kind === "conflict" ? inks.warn : inks.soft, { from });
  for (const chip of chips) {
    const size = measure(chip.text, false) * partSize + 2 * chipPadding;
    const y = top + from + chip.line * plan.partLine;
    pen.strokeStyle = chip.isLicense ? inks.warn : inks.stroke;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(chip.x, y + 1.5, size, plan.partLine - 3, 3);
    pen.stroke();
    pen.font = `${inks.fontSize * partSize}px ${inks.fontFamily}`;
    pen.fillStyle = inks.text;
    pen.textAlign = "left";
    pen.fillText(chip.text, chip.x + chipPadding, y + plan.partLine / 2);
  }
  if (bar) {
    pen.fillStyle = inks.palette[0] ?? inks.link;
    pen.fillRect(bar.x, top + from + (bar.line + 0.5) * plan.partLine - 3, bar.width, 6);
  }
  write(row, { text: figure.text, x: figure.right, line: figure.line }, inks.soft, { from, right: true });
}

/** The open rows as a picture, from the first on; those that do not fit are counted at its end. */
export function rowsPicture(title: string, rows: readonly FamilyRow[], look: RowPictureLook): SavedPicture {
  const { plan, inks, page } = look;
  const shown = rowsInPicture(plan.tops);
  const bottom = plan.tops[shown] ?? 0;
  const left = rows.length - shown;
  return {
    title,
    width: plan.width,
    height: bottom + (left > 0 ? plan.nameLine + gap : 0),
    draw: pen => {
      const ratio = devicePixelRatio;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.textBaseline = "middle";
      for (const [at, row] of rows.slice(0, shown).entries()) {
        const top = plan.tops[at] ?? 0;
        const own = { ...look, pen, top };
        if (row.kind === "model" && row.node.id === look.selected) {
          pen.fillStyle = inks.selection;
          pen.fillRect(0, top, plan.width, (plan.tops[at + 1] ?? 0) - top);
        }
        drawGuides(own, row.depth, (plan.tops[at + 1] ?? 0) - top);
        if (row.kind === "model") drawModel(own, row);
        else
          write(
            own,
            { text: moreText(row, page), x: indentOf(plan, row.depth) + signRoom, line: 0 },
            inks.link,
          );
      }
      const text = t`and ${count(left, "more row")}`;
      if (left > 0) write({ ...look, pen, top: bottom }, { text, x: gap, line: 0 }, inks.soft);
    },
  };
}
