import type { FamilyTree } from "../src/lineage/family-tree";
import type { VisibleStub } from "../src/lineage/folding";
import type { PlacedNode } from "../src/lineage/layout";
import { type Box, barWidth } from "./boxes";
import { setAttributes, setChildren, setText, svg } from "./dom";
import { outline, type Palette, shapeOf } from "./palette";
import { modelWords, otherParents, showable, stubWords } from "./words";

/** What is drawn of one node beside its place. */
export interface NodeLook {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly box: Box;
  readonly selected: boolean;
  /** 1 for the leftmost column. */
  readonly level: number;
  readonly row: number;
}

/** The elements of one node, kept from drawing to drawing so that focus stays on it. */
export interface NodeElements {
  readonly group: SVGGElement;
  /** What the keyboard and a screen reader reach. */
  readonly entry: SVGGElement;
  update(placed: PlacedNode, look: NodeLook): void;
}

const base = 4.5;

function describe(group: SVGGElement, entry: SVGGElement, placed: PlacedNode, look: NodeLook): void {
  const { item } = placed;
  const isModel = item.kind === "model";
  const classes = isModel
    ? ["node", "model", item.node.side, look.selected ? "selected" : "", item.node.model ? "" : "missing"]
    : ["node", "stub", item.relation];
  setAttributes(group, {
    class: classes.filter(Boolean).join(" "),
    transform: `translate(${placed.x},${placed.y})`,
    "data-key": item.key,
  });
  setAttributes(entry, {
    "aria-label": isModel ? modelWords(look.tree, item.node) : stubWords(item),
    "aria-level": look.level,
    "aria-selected": String(look.selected),
    "aria-expanded": isModel ? (item.count > 0 ? String(item.open) : null) : "false",
    "aria-current": isModel && item.node.side === "focus" ? "true" : null,
    "data-model": isModel ? item.node.id : null,
    "data-key": item.key,
  });
}

function drawShape(path: SVGPathElement, placed: PlacedNode, look: NodeLook): void {
  const { item } = placed;
  const shape = item.kind === "stub" ? item.relation : shapeOf(look.tree, item.node);
  const colour =
    item.kind === "stub" ? "colour-none" : look.palette.classOf(item.node.model?.license ?? null);
  setAttributes(path, {
    class: `shape ${colour}`,
    d: outline(shape),
    "fill-rule": "evenodd",
    transform: `translate(${look.box.shapeX},0)`,
  });
}

/** A bar that shows which licenses a folded group has, in the order and colours of the legend. */
function licenseBar(bar: SVGGElement, stub: VisibleStub, { palette, box }: NodeLook): void {
  const byClass = new Map(palette.entries.map(entry => [entry.className, 0]));
  for (const [license, models] of stub.licenses) {
    const className = palette.classOf(license);
    byClass.set(className, (byClass.get(className) ?? 0) + models);
  }
  let x = box.barX;
  const parts = [...byClass].flatMap(([className, models]) => {
    if (models === 0) return [];
    const width = (models / stub.hidden) * barWidth;
    const part = svg("rect", {
      class: `shape ${className}`,
      x: x.toFixed(1),
      y: -4,
      width: width.toFixed(1),
      height: 8,
    });
    x += width;
    return [part];
  });
  setChildren(bar, parts);
}

function fullName({ item }: PlacedNode, tree: FamilyTree): string {
  if (item.kind === "stub") return stubWords(item);
  const others = otherParents(tree, item.node);
  const lines = [
    item.node.id,
    ...(others.length > 0 ? [`Other parents: ${others.slice(0, 20).join(", ")}`] : []),
  ];
  return lines.map(showable).join("\n");
}

/** Makes the elements of a node; everything that can change is set by `update`. */
export function makeNode(): NodeElements {
  const title = svg("title");
  const plate = svg("rect", { class: "plate", rx: 4, x: 0 });
  const ring = svg("circle", { class: "ring", r: 9.5 });
  const shape = svg("path");
  const owner = svg("tspan", { class: "owner" });
  const name = svg("tspan", { class: "name" });
  const text = svg("text", { class: "label", y: base }, owner, name);
  const note = svg("text", { class: "note", y: base });
  const bar = svg("g", { class: "bar" });
  const stub = svg("path", { class: "other-parents" });
  const handleBox = svg("rect", { rx: 8, y: -8, height: 16 });
  const handleText = svg("text", { y: 4, "text-anchor": "middle" });
  const handle = svg("g", { class: "handle" }, handleBox, handleText);
  // The entry says all that the picture shows and more; the picture stands beside it so that nothing is read twice.
  const entry = svg("g", { class: "entry", role: "treeitem", tabindex: -1 }, title, plate);
  const picture = svg("g", { class: "picture", "aria-hidden": "true" });
  const group = svg("g", {}, entry, picture);
  const update = (placed: PlacedNode, look: NodeLook) => {
    const { box } = look;
    describe(group, entry, placed, look);
    drawShape(shape, placed, look);
    setText(title, fullName(placed, look.tree));
    setAttributes(plate, { y: 1 - look.row / 2, width: box.width, height: look.row - 2 });
    setAttributes(text, { x: box.textX });
    setText(owner, box.label.owner);
    setText(name, box.label.name);
    const { item } = placed;
    const parts: SVGElement[] = [];
    if (item.kind === "model" && item.node.side === "focus") {
      setAttributes(ring, { cx: box.shapeX });
      parts.push(ring);
    }
    if (item.kind === "model" && otherParents(look.tree, item.node).length > 0) {
      setAttributes(stub, { d: `M${box.shapeX - 5} -4L${box.shapeX - 15} -9` });
      parts.push(stub);
    }
    parts.push(shape, text);
    if (item.kind === "stub") {
      licenseBar(bar, item, look);
      parts.push(bar);
    }
    if (box.label.note !== "") {
      setAttributes(note, { x: box.noteX });
      setText(note, box.label.note);
      parts.push(note);
    }
    if (box.label.handle !== "") {
      setAttributes(handleBox, { x: box.handleX, width: box.handleWidth });
      setAttributes(handleText, { x: box.handleX + box.handleWidth / 2 });
      setText(handleText, box.label.handle);
      parts.push(handle);
    }
    setChildren(picture, parts);
  };
  return { group, entry, update };
}
