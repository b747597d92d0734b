import { type Family, oldestDate } from "../../src/lineage/family";
import type { FamilySource } from "../../src/protocol";
import { languageTag, t } from "../../src/words/words";
import { html } from "../kit/dom";
import { drawPage } from "../kit/page-picture";
import { type SavedPicture, shifted } from "../kit/picture";

const [margin, gap] = [12, 8];

/** How old a family is, where it comes from, and what drew it, for a picture that leaves the editor. */
export function sourceWords(family: Family | null, source: FamilySource | null): string {
  const date = family === null ? null : oldestDate(family);
  const words =
    date === null
      ? t`Data date unknown`
      : t`Data as of ${new Date(date).toLocaleDateString(languageTag(), { dateStyle: "long", timeZone: "UTC" })}`;
  if (source === null) return t`${words} · Hub Lineage`;
  return t`${words} · Source: models on ${source.host} · Hub Lineage ${source.version}`;
}

/** Puts content on the page at the width of a picture, where it takes as many lines as it needs, while `work` uses it. */
function laidOut<T>(content: readonly Node[], width: number, work: (part: HTMLElement) => T): T {
  const part = html("div", { class: "for-picture", "aria-hidden": "true" });
  part.append(...content.map(node => node.cloneNode(true)));
  part.style.width = `${width}px`;
  document.body.append(part);
  try {
    return work(part);
  } finally {
    part.remove();
  }
}

/** A picture to save: with its title above, and the whole legend, and words on its source below. */
export function framedPicture(inner: SavedPicture, legend: HTMLElement, words: string): SavedPicture {
  const { title, width } = inner;
  const room = Math.max(1, width - 2 * margin);
  const head = [html("b", {}, title)];
  // The picture has the legend even if its place on the page is folded.
  const shown = legend.cloneNode(true) as HTMLElement;
  shown.hidden = false;
  const foot = [shown, html("p", {}, words)];
  const heightOf = (content: readonly Node[]) =>
    laidOut(content, room, part => part.getBoundingClientRect().height);
  const top = heightOf(head) + 2 * gap;
  const below = top + inner.height + gap;
  const height = below + heightOf(foot) + gap;
  return {
    title,
    width,
    height,
    draw: pen => {
      const ratio = devicePixelRatio;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.fillStyle = getComputedStyle(document.body).backgroundColor;
      pen.fillRect(0, 0, width, height);
      inner.draw(shifted(pen, 0, top * ratio));
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      for (const [content, y] of [
        [head, gap],
        [foot, below],
      ] as const)
        laidOut(content, room, part => {
          const at = part.getBoundingClientRect();
          drawPage(pen, part, { x: margin - at.left, y: y - at.top });
        });
    },
  };
}
