import { inEnglish } from "../../words/words";
import type { Family, FamilyEdge } from "../family";
import { count, listed } from "../in-words";
import { type Model, type Relation, relations } from "../model";
import { isRepoId } from "../repo-id";
import { inertMarkdown } from "../text/inert-markdown";
import { licenseText } from "../traits/trait-change";

/** A model as a link to its page; an invalid id as text. */
function link(id: string): string {
  return isRepoId(id) ? `[${id.replaceAll("_", "\\_")}](https://huggingface.co/${id})` : inertMarkdown(id);
}

const articles: Readonly<Record<Relation, string>> = {
  finetune: "a finetune of",
  adapter: "an adapter for",
  merge: "a merge of",
  quantized: "a quantized version of",
  unknown: "derived from",
};

function origin(root: string, edges: readonly FamilyEdge[]): string {
  const groups = relations.flatMap(relation => {
    const parents = edges.filter(edge => edge.relation === relation).map(({ parent }) => link(parent));
    return parents.length === 0 ? [] : [`${articles[relation]} ${listed(parents, parents.length)}`];
  });
  return groups.length === 0
    ? `${link(root)} declares no base model.`
    : `${link(root)} is ${listed(groups, groups.length)}.`;
}

function traits(model: Model): readonly string[] {
  if (model.unread) return ["not read", "", "", ""];
  const { languages, task, library } = model;
  return [licenseText(model), languages.join(", "), task, library].map(value =>
    value ? inertMarkdown(value) : "–",
  );
}

/** The ancestors of the root, farthest first. */
function ancestorsOf(family: Family, parents: ReadonlyMap<string, readonly FamilyEdge[]>): readonly string[] {
  const found = new Set<string>();
  let level: readonly string[] = [family.root];
  while (level.length > 0) {
    const next = level.flatMap(id => (parents.get(id) ?? []).map(({ parent }) => parent));
    level = [...new Set(next)].filter(id => id !== family.root && !found.has(id));
    for (const id of level) found.add(id);
  }
  return [...found].reverse();
}

function children(family: Family): string {
  const counts = relations.flatMap(relation => {
    const n = family.edges.filter(edge => edge.parent === family.root && edge.relation === relation).length;
    const word = relation === "unknown" ? "of unknown relation" : relation;
    return n === 0 ? [] : [`${n.toLocaleString("en-US")} ${word}`];
  });
  if (counts.length === 0) return "";
  const all = family.models.length;
  return `Models made from it: ${counts.join(", ")} (in a family of ${count(all, "model")}).`;
}

/**
 * The lineage of the root as a section for its model card: a sentence on its parents, a table of its ancestors with
 * their traits, and what was made from it. Ids are escaped.
 */
export function familyToMarkdown(family: Family): string {
  return inEnglish(() => section(family));
}

function section(family: Family): string {
  const models = new Map(family.models.map(model => [model.id, model]));
  const parents = new Map<string, FamilyEdge[]>();
  for (const edge of family.edges) parents.set(edge.child, [...(parents.get(edge.child) ?? []), edge]);
  const row = (id: string): string => {
    const relation = [...new Set((parents.get(id) ?? []).map(edge => edge.relation))].join(", ");
    const model = models.get(id);
    const cells = model ? traits(model) : ["unknown", "", "", ""];
    return `| ${[link(id), relation === "" ? "–" : relation, ...cells].join(" | ")} |`;
  };
  const chain = [...ancestorsOf(family, parents), family.root];
  const below = children(family);
  return [
    "## Lineage",
    "",
    origin(family.root, parents.get(family.root) ?? []),
    "",
    "| model | relation | license | languages | task | library |",
    "| --- | --- | --- | --- | --- | --- |",
    ...chain.map(row),
    "",
    ...(below === "" ? [] : [below, ""]),
  ].join("\n");
}
