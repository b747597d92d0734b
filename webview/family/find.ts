import { grouped } from "../../src/lineage/in-words";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import { t } from "../../src/words/words";
import { textField } from "../kit/controls";
import { html, setText } from "../kit/dom";

/** What the find field does to the tree. */
export interface FindActs {
  /** Shows a model, even in a folded group. */
  jump(id: string): void;
  /** Moves the focus back to the tree. */
  leave(): void;
}

/** Model IDs that contain a text: those whose name starts with it first, then by downloads. */
export function matches(tree: FamilyTree, text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const found = [...tree.nodes.values()].flatMap(node => {
    const id = node.id.toLowerCase();
    const at = id.indexOf(wanted);
    return at < 0 ? [] : [{ node, first: at === 0 || id[at - 1] === "/" }];
  });
  found.sort(
    (a, b) =>
      Number(b.first) - Number(a.first) || (b.node.model?.downloads ?? -1) - (a.node.model?.downloads ?? -1),
  );
  return found.map(({ node }) => node.id);
}

/** The find field: jumps to the first match while a person types, Enter to the next, Shift+Enter back. */
export class Find {
  readonly element: HTMLElement;
  readonly #field = textField(t`Find a model`, t`Find a model (/)`, () => this.#typed());
  readonly #result = html("span", { class: "result", role: "status", "aria-label": t`Matches` });
  readonly #acts: FindActs;
  #tree: FamilyTree | null = null;
  #found: readonly string[] = [];
  #at = 0;

  constructor(acts: FindActs) {
    this.#acts = acts;
    this.element = html("div", { class: "find", role: "search" }, this.#field.element, this.#result);
    this.element.addEventListener("keydown", event => this.#key(event));
  }

  /** Sets the family to search; the typed text stays. */
  setTree(tree: FamilyTree | null): void {
    this.#tree = tree;
    const current = this.#found[this.#at];
    this.#found = tree ? matches(tree, this.#field.value()) : [];
    this.#at = Math.max(0, current === undefined ? 0 : this.#found.indexOf(current));
    this.#tell();
  }

  focus(): void {
    this.#field.focus();
  }

  #typed(): void {
    this.#found = this.#tree ? matches(this.#tree, this.#field.value()) : [];
    this.#at = 0;
    this.#jump();
  }

  #jump(): void {
    this.#tell();
    const id = this.#found[this.#at];
    if (id !== undefined) this.#acts.jump(id);
  }

  #tell(): void {
    const typed = this.#field.value().trim() !== "";
    const text =
      this.#found.length > 0 ? t`${this.#at + 1} of ${grouped(this.#found.length)}` : t`No results`;
    setText(this.#result, typed ? text : "");
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#acts.leave();
    if (event.key !== "Enter" || this.#found.length === 0) return;
    const step = event.shiftKey ? this.#found.length - 1 : 1;
    this.#at = (this.#at + step) % this.#found.length;
    this.#jump();
  }
}
