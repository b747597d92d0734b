import type { Family, FamilyEdge } from "../family";
import { primaryParents } from "../primary-parents";
import { showable } from "../showable";

/** A label in quotes; a quote in it is doubled. Nothing else acts inside. */
function quoted(id: string): string {
  return `'${showable(id).replaceAll("'", "''")}'`;
}

/** The inside of a comment, which a bracket would end. */
function inComment(text: string): string {
  return showable(text).replaceAll("[", "(").replaceAll("]", ")");
}

/** One tree of the format, written without recursion: a family may be deeper than the stack. */
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
    `The family of ${family.root}: ${family.models.length} models, each under the first parent that it declares.`,
    left.length === 0
      ? ""
      : `A tree has one parent for each, so these are left out, of merges and of cycles: ${named(left)}.`,
    outside.length === 0 ? "" : `Parents that are not of this family: ${named(outside)}.`,
    cycles === "" ? "" : `Models that descend from each other or from themselves: ${cycles}.`,
  ];
  return `[${inComment(parts.filter(Boolean).join(" "))}]`;
}

/**
 * A family as Newick, the format of phylogenetic trees: one tree for each model without a parent here, in which each
 * model stands under its primary parent. A comment in front tells what a tree cannot hold. All labels are quoted.
 */
export function familyToNewick(family: Family): string {
  const { roots, childrenOf, left } = primaryParents(family);
  const trees = roots.map(root => treeText(root, childrenOf));
  return [remark(family, left), ...trees, ""].join("\n");
}
