import { grouped } from "../../lineage/in-words";
import { cutMiddle, showable } from "../../lineage/showable";
import { isHollow, unreadInk } from "../family/color-numbers";
import type { Inks } from "../family/inks";
import { fillStrip, outlineStrip } from "../family/map-picture";
import type { Palette } from "../family/palette";
import { wrapped } from "../text-width";
import { dot, flow, type Part, paragraph, widthIn, write } from "./poster-pen";

interface Entry {
  readonly text: string;
  /** A number of the palette, or the mark of a change. */
  readonly ink: number | "change";
}

/** What the legend explains. */
export interface Shown {
  readonly isMap: boolean;
  /** Whether a license changes anywhere. */
  readonly hasChanges: boolean;
  /** What places and heights mean. */
  readonly note: string;
}

const size = 15;
const [signRoom, gap, line] = [22, 26, 24];
/** A name is longer than this only to break the picture. */
const longest = 90;

/** The colors with their numbers of models, the mark of a change, and what the picture shows: nothing is left out or cut. */
export function posterLegend(
  inks: Inks,
  palette: Palette,
  { isMap, hasChanges, note }: Shown,
  width: number,
): Part {
  const look = { size, color: inks.text };
  const entries: Entry[] = palette.entries.map(({ name, models, ink }) => ({
    text: `${cutMiddle(showable(name), longest)} (${grouped(models)})`,
    ink,
  }));
  if (hasChanges) entries.push({ text: "license changes here", ink: "change" });
  const signs = flow(
    entries,
    ({ text }) => signRoom + widthIn(look, text),
    { width, line, gap },
    (pen, { text, ink }, x, middle) => {
      if (ink === "change") {
        pen.fillStyle = inks.warn;
        pen.fillRect(x + 5, middle - 7, 4, 14);
      } else if (isMap) {
        const area = [x + 1, middle - 7, 14, 14];
        if (ink === unreadInk) outlineStrip(pen, inks, area);
        else fillStrip(pen, inks, ink, 1, area);
      } else {
        const color = isHollow(ink) ? null : (inks.palette[ink] ?? inks.soft);
        dot(pen, inks, { color, unread: ink === unreadInk }, { x: x + 8, y: middle, radius: 6 });
      }
      write(pen, inks, text, x + signRoom, middle, look);
    },
  );
  const words = paragraph(inks, wrapped(note, width, size), { size, color: inks.soft });
  return {
    height: signs.height + words.height + 6,
    draw: (pen, x, y) => {
      signs.draw(pen, x, y);
      words.draw(pen, x, y + signs.height + 6);
    },
  };
}
