import type { Family, FamilyEdge } from "../../../src/lineage/family";
import { bareModel, type Model, type Relation } from "../../../src/lineage/model";
import type { FamilyView } from "../../../src/lineage/shown-family";
import { readFamilies } from "../../hub/family-file";

/** One link of a family written by hand. */
export type Link = readonly [child: string, relation: Relation, parent: string];

/** A family written by hand: every id that is no missing parent is a model; traits are added by `known`. */
export function familyOf(
  root: string,
  links: readonly Link[],
  extra: {
    readonly missing?: readonly string[];
    readonly cycles?: readonly (readonly string[])[];
    readonly unchecked?: readonly string[];
    readonly known?: Readonly<Record<string, Partial<Model>>>;
  } = {},
): Family {
  const missing = extra.missing ?? [];
  const ids = new Set([root, ...links.flatMap(([child, , parent]) => [child, parent])]);
  const models = [...ids]
    .filter(id => !missing.includes(id))
    .map(id => ({ ...bareModel(id), ...extra.known?.[id] }));
  return {
    root,
    models,
    edges: links.map(([child, relation, parent]) => ({ child, relation, parent })),
    missing,
    cycles: extra.cycles ?? [],
    unchecked: extra.unchecked ?? [],
    oldestAt: null,
  };
}

/** A view of a family that is whole. */
export function readyView(family: Family, more: Partial<FamilyView> = {}): FamilyView {
  const total = family.models.length;
  return {
    focus: family.root,
    draft: false,
    family,
    state: "ready",
    message: null,
    progress: { checked: total - family.unchecked.length, total },
    age: "3 hours ago",
    ...more,
  };
}

function closure(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set([start]);
  for (const id of seen) for (const other of next.get(id) ?? []) seen.add(other);
  return seen;
}

/** A recorded family of test/hub around one of its models: the model, its ancestors and its descendants. */
export function recordedFamily(name: string, root: string): Family {
  const facts = readFamilies([name]);
  const byId = new Map(facts.map(fact => [fact.id, fact]));
  const up = new Map<string, string[]>();
  const down = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) =>
    map.set(key, [...(map.get(key) ?? []), value]);
  for (const { id, parents } of facts) {
    for (const parent of parents) {
      add(up, id, parent);
      add(down, parent, id);
    }
  }
  const ids = new Set([...closure(root, up), ...closure(root, down)]);
  const models = [...ids].flatMap((id): Model[] => {
    const fact = byId.get(id);
    if (!fact) return [];
    return [
      {
        ...bareModel(id),
        license: fact.license ?? null,
        languages: fact.languages,
        task: fact.task ?? null,
        library: fact.library ?? null,
        datasets: fact.datasets,
        downloads: fact.downloads ?? null,
        likes: fact.likes ?? null,
        parameters: fact.parameters ?? null,
        createdAt: fact.createdAt ?? null,
      },
    ];
  });
  const edges = models.flatMap(({ id }): FamilyEdge[] =>
    (up.get(id) ?? []).map(parent => {
      const edge = { child: id, parent, relation: byId.get(id)?.relation ?? ("unknown" as const) };
      return ids.has(parent) ? edge : { ...edge, outside: true as const };
    }),
  );
  const missing = [...ids].filter(id => !byId.has(id));
  return { root, models, edges, missing, cycles: [], unchecked: [], oldestAt: null };
}

/** A family of `size` models: one root, most of its children quantized, the rest in chains and bushes. */
export function largeFamily(size: number): Family {
  const relations: readonly Relation[] = ["quantized", "quantized", "finetune", "adapter", "quantized"];
  const licenses = ["apache-2.0", "gemma", "mit", null, "llama3"];
  const links: Link[] = [];
  const known: Record<string, Partial<Model>> = { "big/root": { license: "gemma", downloads: 1_200_000 } };
  const idOf = (n: number) => (n === 0 ? "big/root" : `maker-${n % 97}/model-${n}`);
  for (let n = 1; n < size; n++) {
    const parent = n % 3 === 0 ? 0 : Math.floor(n / 7);
    const relation = relations[n % relations.length] ?? "unknown";
    links.push([idOf(n), relation, idOf(parent)]);
    known[idOf(n)] = { license: licenses[(n >> 2) % licenses.length] ?? null, downloads: (size - n) % 5000 };
  }
  return familyOf("big/root", links, { known });
}

/** A view of a family of five: a root, the focus that changed its license, and what was made from that. */
export function smallView(): FamilyView {
  const family = familyOf(
    "a/focus",
    [
      ["a/focus", "finetune", "a/root"],
      ["b/tuned", "finetune", "a/focus"],
      ["c/lora", "adapter", "a/focus"],
      ["d/gguf", "quantized", "b/tuned"],
    ],
    {
      known: {
        "a/root": { license: "apache-2.0", languages: ["en", "de"], downloads: 5000 },
        "a/focus": { license: "gemma", languages: ["en"], downloads: 1234 },
      },
    },
  );
  return readyView(family);
}
