import { count, grouped, nounFor } from "../../../src/lineage/in-words";
import { type Model, type Relation, type RelationCounts, relations } from "../../../src/lineage/model";
import { cutMiddle, showable } from "../../../src/lineage/showable";
import { notRead } from "../../../src/lineage/trait-value";
import { licenseText } from "../../../src/lineage/traits/trait-change";
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
import { countable, english, phrase, t } from "../../../src/words/words";
import { roughly } from "../../kit/numbers";

/** The singular and plural name for models of each relation. */
const nouns: Readonly<Record<Relation, readonly [one: string, many: string]>> = countable(
  english({
    finetune: ["finetune", "finetunes"],
    adapter: ["adapter", "adapters"],
    merge: ["merge", "merges"],
    quantized: ["quantized", "quantized"],
    unknown: ["model with unknown relation", "models with unknown relation"],
  }),
);

/** Text for a group: "3 finetunes", "1 model with unknown relation". */
export function ofRelation(n: number, relation: Relation): string {
  return count(n, ...nouns[relation]);
}

/** Text for a folded group: "+212 quantized", "+53 parents (merge)", "+162 more quantized". */
export function stubText(stub: VisibleStub): string {
  const hidden = grouped(stub.hidden);
  const number = stub.drawn > 0 ? t`+${hidden} more` : `+${hidden}`;
  if (!stub.joined) return t`${number} through a cycle`;
  if (stub.side === "left") return `${number} ${nounFor(stub.hidden, "parent")} (${phrase(stub.relation)})`;
  const [one, many] = stub.relation === "unknown" ? (["model"] as const) : nouns[stub.relation];
  return `${number} ${nounFor(stub.hidden, one, many)}`;
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
  if (node.model?.unread) return t`not read`;
  const license = node.model && licenseText(node.model);
  if (!license) return t`license not declared`;
  const [edge] = tree.parentsOf.get(node.id) ?? [];
  const toward = node.side === "descendant" ? edgeToward(tree, node) : (edge ?? null);
  const change = toward && licenseChange(tree, toward);
  return change ? t`license ${license} (parent: ${change.from})` : t`license ${license}`;
}

function traitWords(shown: ShownTrait, model: Model): string {
  const value = shown.valueOf(model);
  const { trait } = shown;
  // A license and a relation are said anyway.
  return trait === "license" || trait === "relation" || value === null || value === notRead
    ? ""
    : `${phrase(trait)} ${cutMiddle(value, 60)}`;
}

/** The full screen reader label of a model. */
export function modelWords(tree: FamilyTree, node: TreeNode, shown: ShownTrait): string {
  const parts = [node.id];
  if (node.side === "focus") parts.push(t`focused model`);
  if (node.side === "ancestor") parts.push(t`ancestor of ${tree.focus.id}`);
  if (node.model === null)
    return showable([...parts, t`missing: declared as a parent but not visible on the Hub`].join(", "));
  if (node.side === "descendant")
    parts.push(node.relation === "unknown" ? t`unknown relation` : phrase(node.relation ?? ""));
  if (!node.joined) parts.push(t`through a cycle`);
  parts.push(licenseWords(tree, node));
  const value = traitWords(shown, node.model);
  if (value !== "") parts.push(value);
  if (node.model.downloads !== null)
    parts.push(`${roughly(node.model.downloads)} ${nounFor(node.model.downloads, "download")}`);
  const children = tree.childrenOf.get(node.id)?.length ?? 0;
  const unread = tree.unchecked.has(node.id);
  if (children > 0 || !unread) parts.push(count(children, "child", "children"));
  if (unread) parts.push(t`children not listed yet`);
  const others = otherParents(tree, node).length;
  if (others > 0) parts.push(count(others, "parent outside this family", "parents outside this family"));
  const cycle = tree.cycles.get(node.id)?.length ?? 0;
  if (cycle > 0) parts.push(cycle === 1 ? t`names itself as its parent` : t`part of a cycle`);
  return showable(parts.join(", "));
}

/** The screen reader label of a stub. */
export function stubWords(stub: VisibleStub, trait: string): string {
  const changed = stub.changes > 0 ? t`, ${grouped(stub.changes)} with a different ${phrase(trait)}` : "";
  const whole = stubText(stub) + changed;
  return showable(
    stub.side === "left"
      ? t`${whole}, folded parents of ${stub.holder.id}`
      : t`${whole}, folded children of ${stub.holder.id}`,
  );
}

/** A node's tooltip: its full name, what changed, and any parents not drawn. */
export function nodeTitle(tree: FamilyTree, { item, change }: PlacedNode, trait: string): string {
  if (item.kind === "stub") return stubWords(item, trait);
  const others = otherParents(tree, item.node);
  const lines = [
    item.node.id,
    ...(change ? [t`${phrase(trait)} changes here: ${change.from} → ${change.to}`] : []),
    ...(others.length > 0 ? [t`Other parents: ${others.slice(0, 20).join(", ")}`] : []),
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
  const noun = first.relation === "unknown" ? "" : ` ${nounFor(first.n, ...nouns[first.relation])}`;
  const more = rest > 0 ? t`, +${grouped(rest)} more` : "";
  return `+${grouped(first.n)}${noun}${more}`;
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

/** How many of a folded group change the trait; empty for none. */
function changesNote(changes: number, trait: string): string {
  if (changes === 0) return "";
  const name = phrase(trait);
  return changes === 1 ? t`1 changes the ${name}` : t`${grouped(changes)} change the ${name}`;
}

/** The label of anything drawn; `read` and `trait` define the trait whose changes are shown. */
export function labelOf(tree: FamilyTree, item: Visible, read: ReadValue, trait: string): Label {
  if (item.kind === "stub") {
    const note = changesNote(item.changes, trait);
    return { owner: "", name: stubText(item), note, handle: "", shortHandle: "", isGroup: true };
  }
  const { node } = item;
  const id = cutMiddle(showable(node.id), longestId);
  const slash = id.indexOf("/") + 1;
  const others = otherParents(tree, node).length;
  const cycle = tree.cycles.get(node.id);
  const notes = [
    node.model === null ? t`missing` : node.model.unread ? t`not read` : "",
    changeNote(tree, node, read),
    cycle === undefined ? "" : cycle.length === 1 ? t`↻ own parent` : t`↻ cycle`,
    others > 0 ? t`+${count(others, "parent")} outside` : "",
  ];
  const folded = item.count > 0 && !item.open;
  const open = item.count > 0 ? "−" : "";
  return {
    owner: id.slice(0, slash),
    name: id.slice(slash),
    note: notes.filter(Boolean).join(" · "),
    handle: folded ? handleText(item.closed) : open,
    shortHandle: folded ? `+${grouped(item.count)}` : open,
    isGroup: false,
  };
}

/** What a tree leaves out: numbers of folded models, of models hidden by a filter, and of lines. Empty if nothing. */
export function leftOutWords(left: {
  readonly folded: number;
  readonly filtered: number;
  readonly hiddenLines: number;
}): string {
  const { folded, filtered, hiddenLines } = left;
  const parts = [
    folded > 0 ? t`${grouped(folded)} folded` : "",
    filtered > 0 ? t`${grouped(filtered)} hidden by filter` : "",
    hiddenLines > 0
      ? t`${count(hiddenLines, "line")} from other parents not drawn; select a model to see its lines`
      : "",
  ];
  return parts.filter(Boolean).join(" · ");
}
