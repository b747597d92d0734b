import { type Model, type Relation, relations } from "../../src/lineage/model";
import { showable } from "../../src/lineage/showable";
import { type FamilyTree, pathToRoot, type TreeNode, valueChange } from "../../src/lineage/tree/family-tree";
import { button } from "../kit/controls";
import { html, setChildren } from "../kit/dom";
import { count, roughly } from "../kit/numbers";
import { compareTraits, type Fate } from "./compare";
import { ofRelation } from "./tree/tree-words";
import { verdictWords } from "./verdict";

/** What the buttons of the pane do. */
export interface DetailActs {
  show(id: string): void;
  openCard(id: string): void;
  openOnHub(id: string): void;
  /** Shows the cards of a parent and its child as a diff. */
  compare(parent: string, child: string): void;
  select(id: string): void;
}

const signs: Readonly<Record<Fate, string>> = { kept: "=", changed: "≠", lost: "−", gained: "+", none: "" };
const mostParents = 12;

function name(id: string): HTMLElement {
  return html("bdi", {}, showable(id));
}

function traitTable(model: Model, parent: Model | null): HTMLElement {
  const head = html("tr", {}, html("th", { scope: "col" }, "Trait"));
  if (parent) head.append(html("th", { scope: "col" }, "Parent"));
  head.append(html("th", { scope: "col" }, parent ? "This model" : "Value"));
  const body = html("tbody");
  for (const row of compareTraits(model, parent)) {
    const mark =
      row.fate === "none"
        ? null
        : html("span", { class: `fate ${row.fate}` }, `${signs[row.fate]} ${row.fate}`);
    const line = html("tr", {}, html("th", { scope: "row" }, row.trait, mark));
    if (parent) line.append(html("td", {}, html("bdi", {}, row.parent)));
    line.append(html("td", {}, html("bdi", {}, row.own)));
    body.append(line);
  }
  return html("table", {}, html("thead", {}, head), body);
}

function parentList(tree: FamilyTree, id: string, acts: DetailActs): HTMLElement | null {
  const edges = tree.parentsOf.get(id) ?? [];
  if (edges.length === 0) return null;
  const list = html("ul", { class: "parents" });
  for (const { parent, relation } of edges.slice(0, mostParents)) {
    const words = [relation === "unknown" ? "unknown relation" : relation];
    const known = tree.nodes.has(parent);
    if (tree.missing.has(parent)) words.push("missing");
    else if (!known) words.push("outside this family");
    const link = html("button", { type: "button", class: "link" }, name(parent));
    link.addEventListener("click", () => (known ? acts.select(parent) : acts.show(parent)));
    list.append(html("li", {}, link, ` ${words.join(", ")}`));
  }
  if (edges.length > mostParents) list.append(html("li", {}, `and ${edges.length - mostParents} more`));
  return html("section", {}, html("h3", {}, count(edges.length, "parent")), list);
}

function childCounts(tree: FamilyTree, id: string): string {
  const edges = tree.childrenOf.get(id) ?? [];
  const groups = relations.flatMap(relation => {
    const n = edges.filter(edge => edge.relation === relation).length;
    return n > 0 ? [ofRelation(n, relation)] : [];
  });
  const unread = tree.unchecked.has(id) ? "Its children have not been listed yet." : "";
  if (groups.length === 0) return unread || "No children.";
  return `${count(edges.length, "child", "children")}: ${groups.join(", ")}. ${unread}`.trim();
}

function facts(model: Model): string {
  const parts = [
    model.downloads === null ? "" : `${roughly(model.downloads)} downloads in 30 days`,
    model.likes === null ? "" : count(model.likes, "like"),
    model.createdAt === null ? "" : `created ${model.createdAt.slice(0, 10)}`,
    model.gated ? "gated" : "",
    model.disabled ? "disabled" : "",
  ];
  return showable(parts.filter(Boolean).join(" · "));
}

/** Problems with a model's place in the family, one sentence each. */
function oddities(tree: FamilyTree, node: TreeNode): string[] {
  const sentences: string[] = [];
  const cycle = tree.cycles.get(node.id);
  if (node.model === null) {
    sentences.push(
      "This model is declared as a parent but is not visible on the Hub. It may have been removed or renamed, it may be private, or the model ID may be wrong.",
    );
  }
  if (cycle?.length === 1) sentences.push("This model names itself as its parent.");
  if (cycle && cycle.length > 1) {
    const others = cycle
      .filter(id => id !== node.id)
      .slice(0, 6)
      .map(showable);
    sentences.push(
      `This model is part of a cycle: it descends from itself through ${others.join(", ")}. At least one of these cards names the wrong parent.`,
    );
  }
  return sentences;
}

function buttons(node: TreeNode, parent: Model | null, draft: boolean, acts: DetailActs): HTMLElement {
  const { id } = node;
  const row = html("div", { class: "buttons" });
  if (node.side !== "focus")
    row.append(button("Show Family", "primary", () => acts.show(id), `Show Family of ${showable(id)}`));
  if (draft) return row;
  if (node.model !== null) row.append(button("Open Card", "secondary", () => acts.openCard(id)));
  if (node.model !== null && parent !== null) {
    const compare = () => acts.compare(parent.id, id);
    row.append(
      button("Compare with Parent", "secondary", compare, `Compare with Parent ${showable(parent.id)}`),
    );
  }
  row.append(button("Open on the Hub", "secondary", () => acts.openOnHub(id)));
  return row;
}

function verdict(model: Model, parent: Model | null, relation: Relation): HTMLElement | null {
  if (parent === null) return null;
  const { kind, sentence } = verdictWords(parent.license, model.license, relation);
  return html("p", { class: `verdict ${kind}` }, sentence);
}

const mostSteps = 16;

/** The path from the root to a model, with the license at each step and where it changes. */
function descent(tree: FamilyTree, node: TreeNode, acts: DetailActs): HTMLElement | null {
  const path = [...pathToRoot(tree, node)].reverse();
  if (path.length < 3) return null;
  const list = html("ol", { class: "descent" });
  for (const [at, step] of path.slice(-mostSteps).entries()) {
    const before = path.slice(-mostSteps)[at - 1];
    const change = before && valueChange(before.model, step.model, model => model.license);
    const link = html("button", { type: "button", class: "link" }, name(step.id));
    link.addEventListener("click", () => acts.select(step.id));
    const license = step.model === null ? "missing" : (step.model.license ?? "license not declared");
    const words = change ? `≠ ${showable(license)}` : showable(license);
    list.append(html("li", {}, link, html("span", { class: change ? "fate changed" : "fate" }, words)));
  }
  const left = path.length - mostSteps;
  const note = left > 0 ? html("p", { class: "facts" }, `${count(left, "older ancestor")} not shown`) : null;
  return html("section", {}, html("h3", {}, "Path from the root"), note, list);
}

/** The parent that a model is compared with: the first known one. */
function firstParent(tree: FamilyTree, node: TreeNode): { parent: Model | null; relation: Relation } {
  for (const { parent, relation } of tree.parentsOf.get(node.id) ?? []) {
    const model = tree.nodes.get(parent)?.model;
    if (model) return { parent: model, relation };
  }
  return { parent: null, relation: "unknown" };
}

/** The pane next to the tree: the selected model, its traits compared with its first parent's, and its actions. */
export class Details {
  readonly element = html("div", { class: "model" });
  readonly #acts: DetailActs;
  #shown: readonly unknown[] = [];

  constructor(acts: DetailActs) {
    this.#acts = acts;
  }

  /**
   * Shows a model and returns whether there is one. Leaves the DOM alone when nothing changed, to keep the focus.
   */
  show(tree: FamilyTree | null, selected: string | null, draft: boolean): boolean {
    const node = selected === null ? undefined : tree?.nodes.get(selected);
    if (!tree || !node) {
      setChildren(this.element, []);
      this.#shown = [];
      return false;
    }
    const facets = [tree, node, draft];
    if (facets.some((facet, at) => facet !== this.#shown[at])) this.#fill(tree, node, draft);
    this.#shown = facets;
    return true;
  }

  #fill(tree: FamilyTree, node: TreeNode, draft: boolean): void {
    const { parent, relation } = firstParent(tree, node);
    const isDraft = draft && node.side === "focus";
    const parts: (HTMLElement | null)[] = [
      html("h2", {}, name(node.id)),
      node.model ? html("p", { class: "facts" }, facts(node.model)) : null,
      ...oddities(tree, node).map(sentence => html("p", { class: "odd" }, sentence)),
      buttons(node, parent, isDraft, this.#acts),
      node.model ? verdict(node.model, parent, relation) : null,
      node.model ? traitTable(node.model, parent) : null,
      parentList(tree, node.id, this.#acts),
      descent(tree, node, this.#acts),
      html("p", {}, childCounts(tree, node.id)),
    ];
    const hadFocus = this.element.contains(document.activeElement) ? focusedWords() : null;
    setChildren(
      this.element,
      parts.filter(part => part !== null),
    );
    if (hadFocus !== null) this.#refocus(hadFocus);
  }

  /** Restores the focus to the same button after the pane was rebuilt. */
  #refocus(words: string): void {
    const controls = [...this.element.querySelectorAll<HTMLElement>(".button, button")];
    controls.find(control => control.textContent === words)?.focus();
  }
}

function focusedWords(): string {
  return document.activeElement?.textContent ?? "";
}
