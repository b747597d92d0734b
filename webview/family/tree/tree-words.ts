import { type Model, type Relation, type RelationCounts, relations } from "../../../src/lineage/model";
import { cutMiddle, showable } from "../../../src/lineage/showable";
import {
  changeToward,
  edgeToward,
  type FamilyTree,
  licenseChange,
  type ReadValue,
  type TreeNode,
  valueChange,
} from "../../../src/lineage/tree/family-tree";
import type { Visible, VisibleStub } from "../../../src/lineage/tree/folding";
import type { PlacedNode } from "../../../src/lineage/tree/layout";
import { count, roughly } from "../../kit/numbers";

/** The singular and plural name for models of each relation. */
const nouns: Readonly<Record<Relation, readonly [one: string, many: string]>> = {
  finetune: ["finetune", "finetunes"],
  adapter: ["adapter", "adapters"],
  merge: ["merge", "merges"],
  quantized: ["quantized", "quantized"],
  unknown: ["model with unknown relation", "models with unknown relation"],
};

/** Text for a group: "3 finetunes", "1 model with unknown relation". */
export function ofRelation(n: number, relation: Relation): string {
  return count(n, ...nouns[relation]);
}

/** Text for a folded group: "+212 quantized", "+53 parents (merge)", "+162 more quantized". */
export function stubText(stub: VisibleStub): string {
  const more = stub.drawn > 0 ? " more" : "";
  const number = `+${stub.hidden.toLocaleString("en-US")}${more}`;
  if (!stub.joined) return `${number} through a cycle`;
  if (stub.side === "left") return `${number} parents (${stub.relation})`;
  const plain = stub.hidden === 1 ? "model" : "models";
  return `${number} ${stub.relation === "unknown" ? plain : nouns[stub.relation][stub.hidden === 1 ? 0 : 1]}`;
}

/** The other parents of a merge that are not drawn because they are outside this family or missing. */
export function otherParents(tree: FamilyTree, node: TreeNode): readonly string[] {
  return (tree.parentsOf.get(node.id) ?? []).map(edge => edge.parent).filter(id => !tree.nodes.has(id));
}

/** The trait that colors the drawing. */
export interface ShownTrait {
  readonly trait: string;
  valueOf(model: Model | null): string | null;
  readonly readChange: ReadValue;
}

function licenseWords(tree: FamilyTree, node: TreeNode): string {
  const license = node.model?.license;
  if (!license) return "license not declared";
  const [edge] = tree.parentsOf.get(node.id) ?? [];
  const toward = node.side === "descendant" ? edgeToward(tree, node) : (edge ?? null);
  const change = toward && licenseChange(tree, toward);
  return change ? `license ${license} (parent: ${change.from})` : `license ${license}`;
}

function traitWords(shown: ShownTrait, model: Model): string {
  const value = shown.valueOf(model);
  const { trait } = shown;
  return trait === "license" || value === null ? "" : `${trait} ${cutMiddle(value, 60)}`;
}

/** The full screen reader label of a model. */
export function modelWords(tree: FamilyTree, node: TreeNode, shown: ShownTrait): string {
  const parts = [node.id];
  if (node.side === "focus") parts.push("focused model");
  if (node.side === "ancestor") parts.push(`ancestor of ${tree.focus.id}`);
  if (node.model === null)
    return showable([...parts, "missing: declared as a parent but not visible on the Hub"].join(", "));
  if (node.side === "descendant")
    parts.push(node.relation === "unknown" ? "unknown relation" : (node.relation ?? ""));
  if (!node.joined) parts.push("through a cycle");
  parts.push(licenseWords(tree, node));
  const value = traitWords(shown, node.model);
  if (value !== "") parts.push(value);
  if (node.model.downloads !== null) parts.push(`${roughly(node.model.downloads)} downloads`);
  const children = tree.childrenOf.get(node.id)?.length ?? 0;
  const unread = tree.unchecked.has(node.id);
  if (children > 0 || !unread) parts.push(count(children, "child", "children"));
  if (unread) parts.push("children not listed yet");
  const others = otherParents(tree, node).length;
  if (others > 0) parts.push(count(others, "parent outside this family", "parents outside this family"));
  const cycle = tree.cycles.get(node.id)?.length ?? 0;
  if (cycle > 0) parts.push(cycle === 1 ? "names itself as its parent" : "part of a cycle");
  return showable(parts.join(", "));
}

/** The screen reader label of a stub. */
export function stubWords(stub: VisibleStub, trait: string): string {
  const kin = stub.side === "left" ? "parents" : "children";
  const changed =
    stub.changes > 0 ? `, ${stub.changes.toLocaleString("en-US")} with a different ${trait}` : "";
  return showable(`${stubText(stub)}${changed}, folded ${kin} of ${stub.holder.id}`);
}

/** A node's tooltip: its full name, what changed, and any parents not drawn. */
export function nodeTitle(tree: FamilyTree, { item, change }: PlacedNode, trait: string): string {
  if (item.kind === "stub") return stubWords(item, trait);
  const others = otherParents(tree, item.node);
  const lines = [
    item.node.id,
    ...(change ? [`${trait} changes here: ${change.from} → ${change.to}`] : []),
    ...(others.length > 0 ? [`Other parents: ${others.slice(0, 20).join(", ")}`] : []),
  ];
  return lines.map(showable).join("\n");
}

/** The text next to a shape: the ID, what changed, and the handle. */
export interface Label {
  /** `org/`, drawn paler; empty if the ID has none. */
  readonly owner: string;
  readonly name: string;
  /** "gemma → mit", "3 change the license", or empty. */
  readonly note: string;
  /** "+4,812 quantized, +7 more" if children are folded, "−" if they can be folded; empty if there are none. */
  readonly handle: string;
  /** A shorter form: "+4,819". */
  readonly shortHandle: string;
  /** Whether it represents a folded group, with a bar of its values. */
  readonly isGroup: boolean;
}

const longestId = 60;

function handleText(counts: RelationCounts): string {
  const groups = relations
    .flatMap(relation => {
      const n = counts[relation] ?? 0;
      return n > 0 ? [{ relation, n }] : [];
    })
    .sort((a, b) => b.n - a.n);
  const [first, ...others] = groups;
  if (first === undefined) return "−";
  const rest = others.reduce((sum, { n }) => sum + n, 0);
  const noun = first.relation === "unknown" ? "" : ` ${nouns[first.relation][first.n === 1 ? 0 : 1]}`;
  const more = rest > 0 ? `, +${rest.toLocaleString("en-US")} more` : "";
  return `+${first.n.toLocaleString("en-US")}${noun}${more}`;
}

function changeNote(tree: FamilyTree, node: TreeNode, read: ReadValue): string {
  // An ancestor's own change is from its first parent; the line toward the focus shows the focus's change.
  const [edge] = node.side === "descendant" ? [] : (tree.parentsOf.get(node.id) ?? []);
  const change =
    node.side === "descendant"
      ? changeToward(node, read)
      : edge
        ? valueChange(tree.nodes.get(edge.parent)?.model, node.model, read)
        : null;
  return change ? showable(`${cutMiddle(change.from, 24)} → ${cutMiddle(change.to, 24)}`) : "";
}

/** The label of anything drawn; `read` and `trait` define the trait whose changes are shown. */
export function labelOf(tree: FamilyTree, item: Visible, read: ReadValue, trait: string): Label {
  if (item.kind === "stub") {
    const note = item.changes > 0 ? count(item.changes, `changes the ${trait}`, `change the ${trait}`) : "";
    return { owner: "", name: stubText(item), note, handle: "", shortHandle: "", isGroup: true };
  }
  const { node } = item;
  const id = cutMiddle(showable(node.id), longestId);
  const slash = id.indexOf("/") + 1;
  const others = otherParents(tree, node).length;
  const cycle = tree.cycles.get(node.id);
  const notes = [
    node.model === null ? "missing" : "",
    changeNote(tree, node, read),
    cycle === undefined ? "" : cycle.length === 1 ? "↻ own parent" : "↻ cycle",
    others > 0 ? `+${others.toLocaleString("en-US")} ${others === 1 ? "parent" : "parents"} outside` : "",
  ];
  const folded = item.count > 0 && !item.open;
  const open = item.count > 0 ? "−" : "";
  return {
    owner: id.slice(0, slash),
    name: id.slice(slash),
    note: notes.filter(Boolean).join(" · "),
    handle: folded ? handleText(item.closed) : open,
    shortHandle: folded ? `+${item.count.toLocaleString("en-US")}` : open,
    isGroup: false,
  };
}
