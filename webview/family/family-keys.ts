import type { Visible } from "../../src/lineage/tree/folding";
import { isTypedInto } from "../kit/controls";
import { treeStep } from "./tree/tree-keys";
import type { TreePane } from "./tree/tree-pane";

/** What keys do besides moving through the tree. */
export interface KeyActs {
  /** Opens or closes a model, or shows more of a stub. */
  toggle(item: Visible): void;
  select(item: Visible): void;
  /** Moves the focus to the find field. */
  find(): void;
  /** Moves the focus back to the tree. */
  toTree(): void;
  /** Zooms by a factor, or to the natural size for null. */
  zoom(factor: number | null): void;
}

/** Handles a key pressed anywhere in the family view, except in fields and lists. */
export function pressKey(event: KeyboardEvent, pane: TreePane, acts: KeyActs): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { target } = event;
  if (isTypedInto(target)) return;
  const inTree = target instanceof Element && target.closest('[role="treeitem"]') !== null;
  if (shortcut(event.key, acts) || (inTree && treeKey(event.key, pane, acts))) event.preventDefault();
  else if (event.key === "Escape") acts.toTree();
}

function shortcut(key: string, acts: KeyActs): boolean {
  if (key === "/") acts.find();
  else if (key === "+" || key === "=") acts.zoom(1.25);
  else if (key === "-") acts.zoom(1 / 1.25);
  else if (key === "0") acts.zoom(null);
  else return false;
  return true;
}

function treeKey(key: string, pane: TreePane, acts: KeyActs): boolean {
  const { layout, current } = pane;
  if (!layout || !current) return false;
  const asked = treeStep(layout, current, key);
  if (asked.step === "go") pane.goTo(asked.to.item.key, true);
  else if (asked.step === "toggle") acts.toggle(current.item);
  else if (asked.step === "select") acts.select(current.item);
  else if (asked.step === "leave") acts.find();
  return asked.step !== "none" || key.startsWith("Arrow");
}
