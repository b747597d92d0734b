import { sourceCandidate } from "../../card/source-model";
import { isRepoId, repoName } from "../../lineage/repo-id";
import type { Lookup, ModelEntry } from "../ports/index-port";
import { formerAncestors, goneModel, type WatchedModel, type WatchState } from "./watch-state";

/** Watched models of which copies by others are searched for, children that are noted of one, and models that are read. */
const [mostSearched, mostChildren, mostModels] = [50, 5_000, 20_000];

/** What reading watched models asks of others; failures that make the rest pointless are thrown as HubError. */
export interface WatchPorts {
  /** Reads a model anew. */
  read(id: string): Promise<Lookup>;
  /** Reads the list of a model's children anew. */
  children(id: string, most: number): Promise<readonly ModelEntry[]>;
  /** IDs of models whose names contain a text. */
  search(text: string): Promise<readonly string[]>;
  progress(done: number, left: number): void;
}

/** A card that is watched, which may be on no Hub: its parents are. */
export interface WatchedCard {
  /** Its model's ID, or its path. */
  readonly id: string;
  readonly model: WatchedModel;
}

/**
 * Reads what a watch notes: the watched models and cards, their ancestors, those that an earlier state had, their children, and
 * models that bear their names.
 */
export async function readWatched(
  { ids, cards }: { readonly ids: readonly string[]; readonly cards: readonly WatchedCard[] },
  before: WatchState | null,
  at: number,
  ports: WatchPorts,
): Promise<WatchState> {
  const models = new Map<string, WatchedModel>(cards.map(({ id, model }) => [id, model]));
  const fromCards = cards.flatMap(({ model }) => model.parents.map(({ parent }) => parent));
  const open = [...new Set([...ids, ...fromCards, ...formerAncestors(before)])].filter(isRepoId);
  for (const id of open) {
    if (models.has(id) || models.size >= mostModels) continue;
    const model = noted(id, await ports.read(id));
    if (model === null) continue;
    models.set(id, model);
    open.push(
      ...model.parents.map(({ parent }) => parent).filter(parent => isRepoId(parent) && !models.has(parent)),
    );
    ports.progress(models.size, open.length - models.size);
  }
  const own = [...ids, ...cards.map(({ id }) => id)].filter(id => models.get(id)?.isVisible === true);
  const onHub = own.filter(id => isRepoId(id) && ids.includes(id));
  const children = new Map<string, readonly string[]>();
  for (const id of onHub) {
    const found = await ports.children(id, mostChildren);
    for (const { model, parents } of found)
      if (!models.has(model.id)) models.set(model.id, entryOf({ model, parents }));
    children.set(
      id,
      found.map(({ model }) => model.id),
    );
  }
  const unnamed = await unnamedCopies(onHub.slice(0, mostSearched), { models, children }, ports);
  return { at, own, models, children, unnamed };
}

/** What a lookup says; null if nothing is known. */
function noted(id: string, found: Lookup): WatchedModel | null {
  if (found.state === "known") return entryOf(found.entry);
  const isGone =
    found.state === "failed" && (found.reason === "missing" || found.reason === "missing-or-private");
  return isGone ? goneModel(id) : null;
}

function entryOf({ model, parents }: Pick<ModelEntry, "model" | "parents">): WatchedModel {
  const { id, license, gated, newVersion } = model;
  return {
    ...{ id, license, newVersion, isVisible: true, gated: gated === null ? null : gated !== false },
    parents: parents.map(({ parent, relation }) => ({ parent, relation })),
  };
}

async function unnamedCopies(
  own: readonly string[],
  { models, children }: Pick<WatchState, "models" | "children">,
  ports: WatchPorts,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const id of own) {
    const name = repoName(id).toLowerCase();
    const known = new Set([id, ...(children.get(id) ?? []), ...models.keys()]);
    for (const other of await ports.search(repoName(id))) {
      if (known.has(other) || repoName(sourceCandidate(other) ?? other).toLowerCase() !== name) continue;
      const read = await ports.read(other);
      if (read.state === "known" && read.entry.parents.length === 0) found.set(other, id);
    }
  }
  return found;
}
