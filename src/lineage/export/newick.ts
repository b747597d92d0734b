import { inEnglish } from "../../words/words";
import type { Family, FamilyEdge } from "../family";
import { count } from "../in-words";
import { primaryParents } from "../primary-parents";
import { showable } from "../showable";

/** A quoted label, with quotes in it doubled; nothing else needs escaping. */
function quoted(id: string): string {
  return `'${showable(id).replaceAll("'", "''")}'`;
}

/** Text for a comment, which a bracket would end. */
function inComment(text: string): string {
  return showable(text).replaceAll("[", "(").replaceAll("]", ")");
}

/** One Newick tree, written without recursion: a family may be deeper than the call stack. */
function treeText(root: string, childrenOf: ReadonlyMap<string, readonly string[]>): string {
  const parts: string[] = [];
  const open: { readonly id: string; readonly children: readonly string[]; at: number }[] = [];
  const enter = (id: string): void => {
    const children = childrenOf.get(id) ?? [];
    if (children.length === 0) parts.push(quoted(id));
    else {
      parts.push("(");
      open.push({ id, children, at: 0 });
    }
  };
  enter(root);
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const next = top.children[top.at];
    if (next === undefined) {
      parts.push(")", quoted(top.id));
      open.pop();
    } else {
      if (top.at > 0) parts.push(",");
      top.at += 1;
      enter(next);
    }
  }
  return `${parts.join("")};`;
}

function remark(family: Family, left: readonly FamilyEdge[]): string {
  const outside = family.edges.filter(edge => edge.outside);
  const named = (edges: readonly FamilyEdge[]) =>
    edges.map(({ child, parent, relation }) => `${child} from ${parent} (${relation})`).join("; ");
  const cycles = family.cycles.map(cycle => cycle.join(" and ")).join("; ");
  const parts = [
    `Family of ${family.root}: ${count(family.models.length, "model")}, each below its first declared parent.`,
    left.length === 0
      ? ""
      : `In a tree, each model has one parent, so these are left out (merges and cycles): ${named(left)}.`,
    outside.length === 0 ? "" : `Parents outside this family: ${named(outside)}.`,
    cycles === "" ? "" : `Models that descend from each other or from themselves: ${cycles}.`,
  ];
  return `[${inComment(parts.filter(Boolean).join(" "))}]`;
}

/**
 * A family as Newick, the format for phylogenetic trees: one tree for each model without a parent in the family, with
 * each model below its primary parent. A comment at the top lists what does not fit. All labels are quoted.
 */
export function familyToNewick(family: Family): string {
  const { roots, childrenOf, left } = primaryParents(family);
  const trees = roots.map(root => treeText(root, childrenOf));
  return [inEnglish(() => remark(family, left)), ...trees, ""].join("\n");
}
