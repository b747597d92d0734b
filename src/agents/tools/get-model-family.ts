import { childrenKnown } from "../../app/card/fact-sheet";
import { failedModel } from "../../app/family/failed-model";
import { UserError } from "../../app/ports/errors";
import type { ModelEntry } from "../../app/ports/index-port";
import { count } from "../../lineage/in-words";
import { type Edge, type Model, type Relation, relations } from "../../lineage/model";
import { isRepoId, repoIdProblem } from "../../lineage/repo-id";
import { edgesBy } from "../../lineage/walk";
import type { AgentEngine, ToolCall } from "../agent-engine";
import { type Draft, fitted, type ToolAnswer } from "../answer";
import { AskedModels } from "../asked-models";

/** What `get_model_family` takes. */
export interface FamilyInput {
  readonly model: string;
  readonly direction?: "both" | "up" | "down";
  readonly depth?: number;
  readonly relation?: Relation;
  readonly offset?: number;
  readonly limit?: number;
  readonly complete?: boolean;
}

/** A member of a family as an answer has it. */
interface Member {
  readonly id: string;
  /** The member on the way to the model: its child for an ancestor, its parent for a descendant. */
  readonly via: string;
  readonly relation: Relation;
  readonly level: number;
  readonly license: string;
  readonly task: string;
  readonly downloads: number;
}

/** The most descendants of one page of an answer. */
export const mostDescendants = 500;

/** Lists of children that one call reads: a list may need several requests. */
const mostLists = 50;

/** Throws UserError for a text that is no model ID. */
export function needModelId(id: string): void {
  if (!isRepoId(id))
    throw new UserError(
      `${JSON.stringify(id.slice(0, 100))} is not a model ID: it ${repoIdProblem(id)}. Write it as organization/name.`,
    );
}

/** Reads and returns the parents, ancestors, and descendants of a model. */
export async function getModelFamily(
  input: FamilyInput,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  needModelId(input.model);
  const { direction = "both", depth = 1 } = input;
  const asked = new AskedModels(engine, call);
  const more = await readFamily(input.model, { direction, depth }, { engine, call, asked });
  await asked.ask([input.model]);
  const found = asked.get(input.model);
  if (found.state === "failed")
    throw new UserError(
      `${failedModel(input.model, found.reason, engine.endpoint)} Check the ID; a private or gated model needs HF_TOKEN.`,
    );
  const [up, down] = [direction === "down" ? 0 : undefined, direction === "up" ? 0 : depth];
  const family = await engine.index.family({
    id: input.model,
    down,
    ...(up === undefined ? {} : { up }),
  });
  const entry = asked.entry(input.model);
  if (entry === null && family.edges.length === 0)
    throw new UserError(
      asked.failure?.message ??
        `${input.model} is not in the index. ${engine.whyOffline ?? "Check the ID, then call the tool again."}`,
    );
  const models = new Map(family.models.map(model => [model.id, model]));
  const ancestors = membersFrom(family.root, family.edges, models, "up");
  const descendants = membersFrom(family.root, family.edges, models, "down").filter(
    member => input.relation === undefined || member.relation === input.relation,
  );
  // Nobody asked for the children of the last level.
  const inner = new Set([
    family.root,
    ...descendants.filter(({ level }) => level < depth).map(({ id }) => id),
  ]);
  const unread = family.unchecked.filter(id => inner.has(id)).length;
  const notes = [
    ...(unread > 0 && direction !== "up"
      ? [
          `The children of ${count(unread, "model")} were not completely read, so there may be more descendants.`,
        ]
      : []),
    ...(more ? ["Call the tool again to read on."] : []),
  ];
  const coverage = asked.coverage(notes);
  const facts = { root: family.root, entry, ancestors, descendants, missing: family.missing };
  return fitted(most => draft(facts, input, most, coverage), input.complete === true);
}

interface Reading {
  readonly engine: AgentEngine;
  readonly call: ToolCall;
  readonly asked: AskedModels;
}

/** Reads what the index lacks; returns whether models are left whose children were not asked for. */
async function readFamily(
  id: string,
  { direction, depth }: { readonly direction: "both" | "up" | "down"; readonly depth: number },
  { engine, call, asked }: Reading,
): Promise<boolean> {
  if (engine.whyOffline !== null) return false;
  const { signal } = call;
  call.progress(0, undefined, `Reading ${id}`);
  const above = await asked.reader.readAncestors(id, direction === "down" ? { signal, up: 0 } : { signal });
  asked.note(above.failure);
  if (direction === "up" || above.failure !== null) return false;
  const below = await asked.reader.readDescendants(id, {
    signal,
    down: depth,
    maxLists: mostLists,
    onProgress: ({ checked, total }) => call.progress(checked, total, `Reading the descendants of ${id}`),
  });
  signal.throwIfAborted();
  asked.note(below.failure);
  return below.more;
}

/** The members on one side of a model, nearest first; of descendants, those with the most downloads first on each level. */
function membersFrom(
  root: string,
  edges: readonly Edge[],
  models: ReadonlyMap<string, Model>,
  side: "up" | "down",
): readonly Member[] {
  const [from, to] = side === "up" ? (["child", "parent"] as const) : (["parent", "child"] as const);
  const next = edgesBy(edges, from);
  const seen = new Set([root]);
  const members: Member[] = [];
  for (let [level, ids] = [1, [root]]; ids.length > 0; level++) {
    const found: Member[] = [];
    for (const edge of ids.flatMap(id => next.get(id) ?? [])) {
      const id = edge[to];
      if (seen.has(id)) continue;
      seen.add(id);
      found.push(memberOf(id, edge, from, level, models.get(id)));
    }
    if (side === "down") found.sort((one, other) => other.downloads - one.downloads);
    members.push(...found);
    ids = found.map(({ id }) => id);
  }
  return members;
}

function memberOf(
  id: string,
  edge: Edge,
  via: "child" | "parent",
  level: number,
  model: Model | undefined,
): Member {
  return {
    id,
    via: edge[via],
    relation: edge.relation,
    level,
    license: model?.license ?? "",
    task: model?.task ?? "",
    downloads: model?.downloads ?? -1,
  };
}

interface FamilyFacts {
  readonly root: string;
  readonly entry: ModelEntry | null;
  readonly ancestors: readonly Member[];
  readonly descendants: readonly Member[];
  readonly missing: readonly string[];
}

function draft(
  { root, entry, ancestors, descendants, missing }: FamilyFacts,
  { offset = 0, limit = 20, complete = false }: FamilyInput,
  most: number,
  coverage: Draft["coverage"],
): Draft {
  const size = Math.min(most, complete ? Math.max(limit, mostDescendants) : limit);
  const page = descendants.slice(offset, offset + size);
  const above = ancestors.slice(0, Math.max(most, 3));
  const next = offset + page.length < descendants.length ? offset + page.length : -1;
  const children = entry === null ? -1 : (childrenKnown(entry) ?? -1);
  const byRelation = Object.fromEntries(
    relations.map(relation => [relation, descendants.filter(each => each.relation === relation).length]),
  );
  const tail = [
    ...(above.length < ancestors.length
      ? [`Showing ${above.length} of ${ancestors.length} ancestors; set complete to see all.`]
      : []),
    ...(next < 0
      ? []
      : [
          `Showing descendants ${offset + 1} to ${next} of ${descendants.length}; for more, set offset to ${next}, or set complete.`,
        ]),
  ].join(" ");
  const model = entry?.model;
  return {
    head: `Family of the model: ${count(ancestors.length, "ancestor")}, ${count(descendants.length, "descendant")} on the levels asked for.`,
    lines: [
      `model: ${root} · ${factsOf(model?.license ?? "", model?.task ?? "", model?.downloads ?? -1)}`,
      ...above.map(
        each =>
          `${each.level === 1 ? "parent" : `ancestor ${each.level} up`}: ${each.id} · made into ${each.via} by ${each.relation} · ${factsOf(each.license, each.task, each.downloads)}`,
      ),
      ...missing.slice(0, Math.max(most, 3)).map(id => `not on the Hub: ${id}`),
      ...page.map(
        each =>
          `${each.level === 1 ? "child" : `descendant ${each.level} down, of ${each.via}`}: ${each.id} · ${each.relation} · ${factsOf(each.license, each.task, each.downloads)}`,
      ),
    ],
    tail,
    data: {
      model: {
        id: root,
        license: model?.license ?? "",
        task: model?.task ?? "",
        downloads: model?.downloads ?? -1,
        children,
      },
      ancestors: above,
      ancestor_count: ancestors.length,
      descendants: page,
      descendant_count: descendants.length,
      descendants_by_relation: byRelation,
      not_on_hub: missing.slice(0, Math.max(most, 3)),
      next_offset: next,
    },
    coverage,
  };
}

function factsOf(license: string, task: string, downloads: number): string {
  const parts = [
    license === "" ? "no license declared" : license,
    ...(task === "" ? [] : [task]),
    ...(downloads < 0 ? [] : [`${downloads} downloads a month`]),
  ];
  return parts.join(" · ");
}
