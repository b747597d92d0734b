import { once } from "../lineage/make-once";
import type { Edges, LineageColumns, LostLinks, Repair } from "./columns";
import { laterIds } from "./renamed-models";
import { meantRow } from "./snapshot-columns";

/**
 * The same columns with every declared link that can be resolved: spaces at the ends of an id and differences in letter
 * case are ignored if only one model remains, and models that were renamed are found by `laterIds`. A renamed model
 * must not be younger than the model that names it. Links that are declared twice become one, with the stronger
 * relation.
 */
export function repairedColumns(columns: LineageColumns): LineageColumns {
  const links = once(() => repairedLinks(columns));
  return {
    ...{ models: columns.models, traits: columns.traits, numbers: columns.numbers },
    id: model => columns.id(model),
    // What links do not change, and what an analysis without links does not need, is loaded on first use.
    get card() {
      return columns.card;
    },
    get ids() {
      return columns.ids;
    },
    get author() {
      return columns.author;
    },
    get edges() {
      return links().edges;
    },
    get unresolved() {
      return links().unresolved;
    },
    get lost() {
      return links().lost;
    },
    get repaired() {
      return links().repaired;
    },
  };
}

/** The links after the repair; those of the columns themselves if none is lost. */
function repairedLinks(
  columns: LineageColumns,
): Pick<LineageColumns, "edges" | "unresolved" | "lost" | "repaired"> {
  const { lost } = columns;
  if (lost === null || lost.child.length === 0) return columns;
  const { createdAt } = columns.numbers;
  const targets = lost.names.map((name, at) => meantBy(name, lost.meant?.[at], lost.find));
  const links = new Uint32Array(targets.length);
  const found: FoundLink[] = [];
  const left: number[] = [];
  for (let at = 0; at < lost.child.length; at++) {
    const [name, child] = [lost.name[at]!, lost.child[at]!];
    const target = targets[name] ?? null;
    const isYounger =
      target?.kind === "renamed" && createdAt !== null && createdAt[target.parent]! > createdAt[child]!;
    if (target === null || isYounger) left.push(at);
    else {
      links[name] = links[name]! + 1;
      found.push({ child, parent: target.parent, relation: lost.relation[at]! });
    }
  }
  const repairs = targets.flatMap((target, name): Repair[] =>
    target === null || links[name] === 0
      ? []
      : [{ declared: lost.names[name] ?? "", ...target, links: links[name]! }],
  );
  repairs.sort((one, other) => other.links - one.links || (one.declared < other.declared ? -1 : 1));
  const of = (values: Uint32Array | Uint8Array) => left.map(at => values[at]!);
  return {
    edges: withLinks(columns, found),
    unresolved: left.length,
    lost: {
      ...lost,
      child: Uint32Array.from(of(lost.child)),
      name: Uint32Array.from(of(lost.name)),
      relation: Uint8Array.from(of(lost.relation)),
    },
    repaired: { repairs, before: columns },
  };
}

interface FoundLink {
  readonly child: number;
  readonly parent: number;
  readonly relation: number;
}

/** What a lost name means; `known` is its `meantRow`, if that was looked up before. */
function meantBy(
  name: string,
  known: number | undefined,
  find: LostLinks["find"],
): Pick<Repair, "parent" | "kind"> | null {
  const trimmed = name.trim();
  const parent = known ?? meantRow(name, find);
  if (parent >= 0) return { parent, kind: trimmed === name ? "letter case" : "spaces" };
  for (const id of laterIds(trimmed)) {
    const row = find(id);
    if (row >= 0) return { parent: row, kind: "renamed" };
  }
  return null;
}

/** The edges with more links, each pair once. */
function withLinks({ models, edges }: LineageColumns, found: readonly FoundLink[]): Edges {
  const stronger = new Map<number, number>();
  const isChild = new Uint8Array(models);
  for (const { child, parent, relation } of found) {
    const pair = child * models + parent;
    isChild[child] = 1;
    stronger.set(pair, Math.max(relation, stronger.get(pair) ?? 0));
  }
  const relation = Uint8Array.from(edges.relation);
  for (let edge = 0; edge < edges.child.length; edge++) {
    const child = edges.child[edge]!;
    if (isChild[child] === 0) continue;
    const pair = child * models + edges.parent[edge]!;
    const other = stronger.get(pair);
    if (other === undefined) continue;
    relation[edge] = Math.max(relation[edge]!, other);
    stronger.delete(pair);
  }
  const pairs = [...stronger.keys()];
  const joined = (old: Uint32Array, added: number[]) => {
    const all = new Uint32Array(old.length + added.length);
    all.set(old);
    all.set(added, old.length);
    return all;
  };
  const relations = new Uint8Array(relation.length + pairs.length);
  relations.set(relation);
  relations.set([...stronger.values()], relation.length);
  return {
    child: joined(
      edges.child,
      pairs.map(pair => Math.floor(pair / models)),
    ),
    parent: joined(
      edges.parent,
      pairs.map(pair => pair % models),
    ),
    relation: relations,
  };
}
