import { edgeToward, type FamilyTree, licenseChange, type TreeNode } from "../src/lineage/family-tree";
import type { Visible, VisibleStub } from "../src/lineage/folding";
import type { Relation } from "../src/lineage/model";

/** What a model of each relation is called, one and many. */
const nouns: Readonly<Record<Relation, readonly [one: string, many: string]>> = {
  finetune: ["finetune", "finetunes"],
  adapter: ["adapter", "adapters"],
  merge: ["merge", "merges"],
  quantized: ["quantized", "quantized"],
  unknown: ["model of unknown relation", "models of unknown relation"],
};

// Control characters, and those that turn the direction of text or hide: shown by their code, never obeyed.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text of a stranger as it can be shown: characters that act instead of showing become ⟨U+202E⟩. */
export function showable(text: string): string {
  return text.replace(
    unseen,
    character => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

/** A text cut in the middle to at most `limit` characters, for names whose two ends tell most. */
export function cutMiddle(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const tail = Math.floor((limit - 1) / 2);
  return [...characters.slice(0, limit - 1 - tail), "…", ...characters.slice(characters.length - tail)].join(
    "",
  );
}

/** A number with its noun: "1 model", "4,812 models". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}

/** A large number in few characters: 950, 1.2 thousand, 3.4 million, 7.1 billion. */
export function roughly(n: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e9, "billion"],
    [1e6, "million"],
    [1e3, "thousand"],
  ];
  // 999,950 would round to "1000 thousand"; it is 1 million.
  const unit = units.find(([size]) => n >= size * 0.99995 && n >= 1000);
  return unit ? `${Number((n / unit[0]).toFixed(1))} ${unit[1]}` : n.toLocaleString("en-US");
}

/** A group in words: "3 finetunes", "1 model of unknown relation". */
export function ofRelation(n: number, relation: Relation): string {
  return count(n, ...nouns[relation]);
}

/** What a folded group says: "+212 quantized", "+53 parents (merge)", "+162 more quantized". */
export function stubText(stub: VisibleStub): string {
  const more = stub.drawn > 0 ? " more" : "";
  const number = `+${stub.hidden.toLocaleString("en-US")}${more}`;
  if (!stub.joined) return `${number} by way of a cycle`;
  if (stub.side === "left") return `${number} parents (${stub.relation})`;
  const plain = stub.hidden === 1 ? "model" : "models";
  return `${number} ${stub.relation === "unknown" ? plain : nouns[stub.relation][stub.hidden === 1 ? 0 : 1]}`;
}

/** The other parents of a merge that are drawn nowhere, because they are not of this family or are missing. */
export function otherParents(tree: FamilyTree, node: TreeNode): readonly string[] {
  return (tree.parentsOf.get(node.id) ?? []).map(edge => edge.parent).filter(id => !tree.nodes.has(id));
}

function licenseWords(tree: FamilyTree, node: TreeNode): string {
  const license = node.model?.license;
  if (!license) return "license not declared";
  const [edge] = tree.parentsOf.get(node.id) ?? [];
  const toward = node.side === "descendant" ? edgeToward(tree, node) : (edge ?? null);
  const change = toward && licenseChange(tree, toward);
  return change ? `license ${license} (parent: ${change.from})` : `license ${license}`;
}

/** Everything that a drawn model says to someone who does not see it, in one line. */
export function modelWords(tree: FamilyTree, node: TreeNode): string {
  const parts = [node.id];
  if (node.side === "focus") parts.push("the model in the middle");
  if (node.side === "ancestor") parts.push(`ancestor of ${tree.focus.id}`);
  if (node.model === null)
    return showable([...parts, "missing: declared as a parent, but not shown by the Hub"].join(", "));
  if (node.side === "descendant")
    parts.push(node.relation === "unknown" ? "unknown relation" : (node.relation ?? ""));
  if (!node.joined) parts.push("by way of a cycle");
  parts.push(licenseWords(tree, node));
  if (node.model.downloads !== null) parts.push(`${roughly(node.model.downloads)} downloads`);
  const children = tree.childrenOf.get(node.id)?.length ?? 0;
  const unread = tree.unchecked.has(node.id);
  if (children > 0 || !unread) parts.push(count(children, "child", "children"));
  if (unread) parts.push("children not listed yet");
  const others = otherParents(tree, node).length;
  if (others > 0) parts.push(count(others, "parent outside this family", "parents outside this family"));
  if (tree.cycles.has(node.id)) parts.push("part of a cycle");
  return showable(parts.join(", "));
}

/** What a drawn stub says to someone who does not see it. */
export function stubWords(stub: VisibleStub): string {
  const kin = stub.side === "left" ? "parents" : "children";
  const changed = stub.changes > 0 ? `, ${stub.changes.toLocaleString("en-US")} with another license` : "";
  return showable(`${stubText(stub)}${changed}, folded ${kin} of ${stub.holder.id}`);
}

/** The line beside a shape: the cut id, what changed, the handle. Kept together so that measuring and drawing agree. */
export interface Label {
  /** `org/`, drawn paler; empty where the id has none. */
  readonly owner: string;
  readonly name: string;
  /** "gemma → mit", "3 licenses change", or empty. */
  readonly note: string;
  /** "+12" where children are folded away, "−" where they can be; empty where there are none. */
  readonly handle: string;
}

/** How much room the labels have: in a narrow window ids are cut shorter, and changes are told by their mark alone. */
export type LabelRoom = "wide" | "narrow";

const longestId: Readonly<Record<LabelRoom, number>> = { wide: 52, narrow: 24 };

/** The label of anything drawn. */
export function labelOf(tree: FamilyTree, item: Visible, room: LabelRoom): Label {
  if (item.kind === "stub") {
    const note =
      item.changes > 0 && room === "wide"
        ? count(item.changes, "changes the license", "change the license")
        : "";
    return { owner: "", name: stubText(item), note, handle: "" };
  }
  const { node } = item;
  const id = cutMiddle(showable(node.id), longestId[room]);
  const slash = id.indexOf("/") + 1;
  const edge = node.side === "descendant" ? edgeToward(tree, node) : tree.parentsOf.get(node.id)?.[0];
  const change = edge ? licenseChange(tree, edge) : null;
  const others = otherParents(tree, node).length;
  const notes = [
    node.model === null ? "missing" : "",
    change && room === "wide" ? showable(`${cutMiddle(change.from, 24)} → ${cutMiddle(change.to, 24)}`) : "",
    tree.cycles.has(node.id) ? "↻ cycle" : "",
    others > 0 ? `+${others.toLocaleString("en-US")} ${others === 1 ? "parent" : "parents"} outside` : "",
  ];
  const handle = item.count === 0 ? "" : item.open ? "−" : `+${item.count.toLocaleString("en-US")}`;
  return {
    owner: id.slice(0, slash),
    name: id.slice(slash),
    note: notes.filter(Boolean).join(" · "),
    handle,
  };
}
