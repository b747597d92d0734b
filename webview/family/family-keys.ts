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
}

/** Handles a key pressed anywhere in the family view, except in fields and lists. */
export function pressKey(event: KeyboardEvent, pane: TreePane, acts: KeyActs): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { target } = event;
  if (isTypedInto(target)) return;
  const inTree = target instanceof Element && target.closest('[role="treeitem"]') !== null;
  if (shortcut(event.key, pane, acts) || (inTree && treeKey(event.key, pane, acts))) event.preventDefault();
  else if (event.key === "Escape") acts.toTree();
}

function shortcut(key: string, pane: TreePane, acts: KeyActs): boolean {
  if (key === "/") acts.find();
  else if (key === "+" || key === "=") pane.zoomBy(1.25);
  else if (key === "-") pane.zoomBy(1 / 1.25);
  else if (key === "0") pane.zoomBy(1 / pane.viewport.camera.k);
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
