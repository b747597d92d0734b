import { count, nounFor } from "../../src/lineage/in-words";
import { type Model, relations } from "../../src/lineage/model";
import { showable } from "../../src/lineage/showable";
import { cardDifferences, differencesInWords, type HubCopy } from "../../src/lineage/traits/laid-card";
import { mostParents } from "../../src/lineage/traits/read-traits";
import { type Fate, licenseText } from "../../src/lineage/traits/trait-change";
import { type FamilyTree, pathToRoot, type TreeNode, valueChange } from "../../src/lineage/tree/family-tree";
import { phrase, t } from "../../src/words/words";
import { button } from "../kit/controls";
import { breakable, html, setChildren } from "../kit/dom";
import { roughly } from "../kit/numbers";
import { compareTraits } from "./compare";
import { ofRelation } from "./tree/tree-words";
import { familyVerdict, judgedParents } from "./verdict";

/** What the buttons of the pane do. */
export interface DetailActs {
  show(id: string): void;
  openCard(id: string): void;
  openOnHub(id: string): void;
  copyId(id: string): void;
  /** Shows the cards of a parent and its child as a diff. */
  compare(parent: string, child: string): void;
  select(id: string): void;
}

const signs: Readonly<Record<Fate, string>> = {
  kept: "=",
  changed: "≠",
  lost: "−",
  gained: "+",
  none: "",
  unread: "",
};
const mostParentsShown = 12;

function name(id: string): HTMLElement {
  return breakable(showable(id));
}

/** A cell of the table of traits; `isEmpty` if its text says why there is no value. */
function cell(text: string, isEmpty: boolean, ...more: (HTMLElement | null)[]): HTMLElement {
  return html("td", { class: isEmpty ? "vague" : null }, breakable(text), ...more);
}

function traitTable(model: Model, parent: Model | null, onHub: HubCopy | undefined): HTMLElement {
  const head = html("tr", {}, html("th", { scope: "col", class: "trait" }, t`Trait`));
  if (parent) head.append(html("th", { scope: "col" }, t`Parent`));
  head.append(html("th", { scope: "col" }, onHub ? t`This card` : parent ? t`This model` : t`Value`));
  const body = html("tbody");
  for (const row of compareTraits(model, parent, onHub?.model ?? null)) {
    const mark =
      row.fate === "none" || row.fate === "unread"
        ? null
        : html("span", { class: `fate ${row.fate}` }, `${signs[row.fate]} ${phrase(row.fate)}`);
    const line = html("tr", {}, html("th", { scope: "row" }, row.trait, mark));
    if (parent) line.append(cell(row.parent, row.isEmpty.parent));
    const hubWords =
      row.onHub === null ? null : html("span", { class: "on-hub" }, t`on the Hub: ${row.onHub}`);
    line.append(cell(row.own, row.isEmpty.own, hubWords));
    body.append(line);
  }
  return html("table", {}, html("thead", {}, head), body);
}

function parentList(tree: FamilyTree, id: string, acts: DetailActs): HTMLElement | null {
  const edges = tree.parentsOf.get(id) ?? [];
  if (edges.length === 0) return null;
  const list = html("ul", { class: "parents" });
  for (const { parent, relation } of edges.slice(0, mostParentsShown)) {
    const words = [relation === "unknown" ? t`unknown relation` : phrase(relation)];
    const known = tree.nodes.has(parent);
    if (tree.missing.has(parent)) words.push(t`missing`);
    else if (!known) words.push(t`outside this family`);
    const link = html("button", { type: "button", class: "link" }, name(parent));
    link.addEventListener("click", () => (known ? acts.select(parent) : acts.show(parent)));
    list.append(html("li", {}, link, ` ${words.join(", ")}`));
  }
  if (edges.length > mostParentsShown)
    list.append(html("li", {}, t`and ${edges.length - mostParentsShown} more`));
  return html("section", {}, html("h3", {}, count(edges.length, "parent")), list);
}

/** How many models descend from a model, if that is more than its children. */
function descendants(tree: FamilyTree, id: string): string {
  const seen = new Set([id]);
  for (const each of seen) for (const { child } of tree.childrenOf.get(each) ?? []) seen.add(child);
  const children = tree.childrenOf.get(id)?.length ?? 0;
  return seen.size - 1 > children ? ` ${count(seen.size - 1, "descendant")}.` : "";
}

function childCounts(tree: FamilyTree, id: string): string {
  const edges = tree.childrenOf.get(id) ?? [];
  const groups = relations.flatMap(relation => {
    const n = edges.filter(edge => edge.relation === relation).length;
    return n > 0 ? [ofRelation(n, relation)] : [];
  });
  const unread = tree.unchecked.has(id) ? t`Its children have not been listed yet.` : "";
  if (groups.length === 0) return unread || t`No children.`;
  return `${count(edges.length, "child", "children")}: ${groups.join(", ")}.${descendants(tree, id)} ${unread}`.trim();
}

function facts(model: Model): string {
  const parts = [
    model.downloads === null
      ? ""
      : t`${roughly(model.downloads)} ${nounFor(model.downloads, "download")} in 30 days`,
    model.likes === null ? "" : count(model.likes, "like"),
    model.createdAt === null ? "" : t`created ${model.createdAt.slice(0, 10)}`,
    model.gated ? t`gated` : "",
    model.disabled ? t`disabled` : "",
  ];
  return showable(parts.filter(Boolean).join(" · "));
}

/** Problems with a model's place in the family, one sentence each. */
function oddities(tree: FamilyTree, node: TreeNode): string[] {
  const sentences: string[] = [];
  if ((tree.parentsOf.get(node.id)?.length ?? 0) >= mostParents)
    sentences.push(t`Only the first ${mostParents} parents of a model are read; this one may name more.`);
  const cycle = tree.cycles.get(node.id);
  if (node.model === null) {
    sentences.push(
      t`This model is declared as a parent but is not visible on the Hub. It may have been removed or renamed, it may be private, or the model ID may be wrong.`,
    );
  }
  if (cycle?.length === 1) sentences.push(t`This model names itself as its parent.`);
  if (cycle && cycle.length > 1) {
    const others = cycle
      .filter(id => id !== node.id)
      .slice(0, 6)
      .map(showable);
    sentences.push(
      t`This model is part of a cycle: it descends from itself through ${others.join(", ")}. At least one of these cards names the wrong parent.`,
    );
  }
  return sentences;
}

function buttons(node: TreeNode, parent: Model | null, draft: string | null, acts: DetailActs): HTMLElement {
  const { id } = node;
  const row = html("div", { class: "buttons" });
  const isDraft = id === draft;
  // Around a draft, the model in the middle is its parent, which has a family of its own.
  if (!isDraft && (node.side !== "focus" || draft !== null))
    row.append(button(t`Show Family`, "primary", () => acts.show(id), t`Show Family of ${showable(id)}`));
  if (isDraft) return row;
  if (node.model !== null) row.append(button(t`Open Card`, "secondary", () => acts.openCard(id)));
  if (node.model !== null && parent !== null) {
    const compare = () => acts.compare(parent.id, id);
    row.append(
      button(t`Compare with Parent`, "secondary", compare, t`Compare with Parent ${showable(parent.id)}`),
    );
  }
  row.append(button(t`Open on the Hub`, "secondary", () => acts.openOnHub(id)));
  row.append(button(t`Copy ID`, "secondary", () => acts.copyId(id), t`Copy ID ${showable(id)}`));
  return row;
}

/** The license against those of all parents, the worst first; each parent is named. */
function verdict(tree: FamilyTree, id: string, model: Model): HTMLElement | null {
  const judged = familyVerdict(judgedParents(tree, id), model);
  if (judged === null) return null;
  const { kind, sentence, parents } = judged;
  const lines = parents
    .slice(0, mostParentsShown)
    .map(each => html("li", { class: each.kind }, name(each.id), `: ${each.sentence}`));
  const more = parents.length - lines.length;
  if (more > 0) lines.push(html("li", {}, t`and ${more} more`));
  const list = lines.length > 0 ? html("ul", {}, ...lines) : null;
  return html("div", { class: `verdict ${kind}` }, sentence, list);
}

const mostSteps = 16;

function licenseWords(model: Model | null): string {
  if (model === null) return t`missing`;
  return model.unread ? t`not read` : (licenseText(model) ?? t`license not declared`);
}

/** What the open card says of a model's place that the Hub does not: its parents and its relation. */
function placeOnHub(
  tree: FamilyTree,
  { id, model }: TreeNode,
  onHub: HubCopy | undefined,
): HTMLElement | null {
  if (model === null || onHub === undefined) return null;
  const differences = cardDifferences(onHub, model, tree.parentsOf.get(id) ?? []);
  const ofPlace = differences.filter(({ what }) => what === "parents" || what === "relation");
  const lines = differencesInWords(ofPlace).map(line => html("li", {}, line));
  return lines.length === 0 ? null : html("ul", { class: "on-hub" }, ...lines);
}

/** The path from the root to a model, with the license at each step and where it changes. */
function descent(tree: FamilyTree, node: TreeNode, acts: DetailActs): HTMLElement | null {
  const path = [...pathToRoot(tree, node)].reverse();
  if (path.length < 3) return null;
  const list = html("ol", { class: "descent" });
  for (const [at, step] of path.slice(-mostSteps).entries()) {
    const before = path.slice(-mostSteps)[at - 1];
    const change = before && valueChange(before.model, step.model, licenseText);
    const link = html("button", { type: "button", class: "link" }, name(step.id));
    link.addEventListener("click", () => acts.select(step.id));
    const license = licenseWords(step.model);
    const words = change ? `≠ ${showable(license)}` : showable(license);
    list.append(html("li", {}, link, html("span", { class: change ? "fate changed" : "fate" }, words)));
  }
  const left = path.length - mostSteps;
  const note = left > 0 ? html("p", { class: "facts" }, t`${count(left, "older ancestor")} not shown`) : null;
  return html("section", {}, html("h3", {}, t`Path from the root`), note, list);
}

/** The parent whose traits a model's are compared with: the first known one. */
function firstParent(tree: FamilyTree, node: TreeNode): Model | null {
  for (const { parent } of tree.parentsOf.get(node.id) ?? []) {
    const model = tree.nodes.get(parent)?.model;
    if (model) return model;
  }
  return null;
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
   * Shows a model and returns whether there is one; `draft` is the model that is not on the Hub. Leaves the DOM alone when nothing changed, to keep the focus.
   */
  show(
    tree: FamilyTree | null,
    selected: string | null,
    draft: string | null,
    onHub: ReadonlyMap<string, HubCopy> = new Map(),
  ): boolean {
    const node = selected === null ? undefined : tree?.nodes.get(selected);
    if (!tree || !node) {
      setChildren(this.element, []);
      this.#shown = [];
      return false;
    }
    const facets = [tree, node, draft];
    if (facets.some((facet, at) => facet !== this.#shown[at]))
      this.#fill(tree, node, draft, onHub.get(node.id));
    this.#shown = facets;
    return true;
  }

  #fill(tree: FamilyTree, node: TreeNode, draft: string | null, onHub: HubCopy | undefined): void {
    const parent = firstParent(tree, node);
    const parts: (HTMLElement | null)[] = [
      html("h2", {}, name(node.id)),
      node.model ? html("p", { class: "facts" }, facts(node.model)) : null,
      ...oddities(tree, node).map(sentence => html("p", { class: "odd" }, sentence)),
      node.model ? verdict(tree, node.id, node.model) : null,
      node.model ? traitTable(node.model, parent, onHub) : null,
      placeOnHub(tree, node, onHub),
      buttons(node, parent, draft, this.#acts),
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
