import type { PlacedLink } from "../src/lineage/layout";
import { setAttributes, setChildren, setText, svg } from "./dom";
import { count, showable } from "./words";

/** The elements of one line of descent. */
export interface LinkElements {
  readonly group: SVGGElement;
  update(link: PlacedLink, onPath: boolean): void;
}

/** The last stretch before a child is level, for the mark of a break. */
const level = 20;
const halfRow = 13;

function pathOf({ from, to, turn, kind }: PlacedLink): string {
  const startX = from.x + from.width + 1;
  const lastX = to.x + 3;
  const endX = lastX - level;
  if (to.column > from.column) {
    const half = (endX - turn) / 2;
    const reach = kind === "cross" ? half * 1.2 : half;
    return `M${startX} ${from.y}H${turn}C${turn + reach} ${from.y} ${endX - reach} ${to.y} ${endX} ${to.y}H${lastX}`;
  }
  // Against the direction of reading: out to the right, back between two rows, and in from the left.
  const lane = from.y + (to.y < from.y ? -halfRow : halfRow);
  return `M${startX} ${from.y}h10V${lane}H${lastX - level - 6}V${to.y}H${lastX}`;
}

function changeWords({ change, changes }: PlacedLink): string | null {
  if (change) return `license changes here: ${change.from} → ${change.to}`;
  return changes > 0 ? `${count(changes, "model changes", "models change")} the license here` : null;
}

/** Makes the elements of a link; everything that can change is set by `update`. */
export function makeLink(): LinkElements {
  const line = svg("path");
  const title = svg("title");
  const gap = svg("path", { class: "gap" });
  const slashes = svg("path", { class: "slashes" });
  const mark = svg("g", { class: "break" }, title, gap, slashes);
  const group = svg("g");
  const update = (link: PlacedLink, onPath: boolean) => {
    const classes = [
      "link",
      link.relation,
      link.kind,
      onPath ? "on-path" : "",
      link.change || link.changes > 0 ? "changed" : "",
    ];
    setAttributes(group, { class: classes.filter(Boolean).join(" ") });
    setAttributes(line, { class: "line", d: pathOf(link) });
    const words = changeWords(link);
    if (words === null) {
      setChildren(group, [line]);
      return;
    }
    const x = link.to.x - 8;
    const y = link.to.y;
    setText(title, showable(words));
    setAttributes(gap, { d: `M${x - 3.5} ${y}h7` });
    setAttributes(slashes, { d: `M${x - 5} ${y + 6}l4 -12M${x + 1} ${y + 6}l4 -12` });
    setChildren(group, [line, mark]);
  };
  return { group, update };
}
