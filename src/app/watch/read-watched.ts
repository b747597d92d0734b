import { sourceCandidate } from "../../card/source-model";
import { isRepoId, repoName } from "../../lineage/repo-id";
import { absenceOf, HubError, remembered } from "../ports/errors";
import type { Lookup, ModelEntry } from "../ports/index-port";
import { formerAncestors, goneModel, type WatchedModel, type WatchState } from "./watch-state";

/** Watched models of which copies by others are searched for, children that are noted of one, and models that are read. */
const [mostSearched, mostChildren, mostModels] = [50, 5_000, 20_000];

/** What reading watched models asks of others. */
export interface WatchPorts {
  /** What the Hub answers of a model now. Throws HubError, also for a model that it no longer shows. */
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

/** What a watch notes, and what of it could not be read. */
export interface ReadWatch {
  readonly state: WatchState;
  /** Why, in a sentence, by ID. Of these models, the state has what an earlier one had, if it had any. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Reads what a watch notes: the watched models and cards, their ancestors, those that an earlier state had, their children, and
 * models that bear their names. Throws HubError if the Hub cannot be asked for the rest either.
 */
export async function readWatched(
  { ids, cards }: { readonly ids: readonly string[]; readonly cards: readonly WatchedCard[] },
  before: WatchState | null,
  at: number,
  ports: WatchPorts,
): Promise<ReadWatch> {
  const unread = new Map<string, string>();
  const note = async (id: string): Promise<WatchedModel | null> => {
    try {
      const found = await ports.read(id);
      return found.state === "known" ? entryOf(found.entry) : null;
    } catch (error) {
      if (!(error instanceof HubError) || !remembered.has(error.reason)) throw error;
      if (absenceOf(error.reason) !== null || error.reason === "disabled")
        return goneModel(id, before?.models.get(id));
      unread.set(id, error.message);
      return before?.models.get(id) ?? null;
    }
  };
  const models = new Map<string, WatchedModel>(cards.map(({ id, model }) => [id, model]));
  const fromCards = cards.flatMap(({ model }) => model.parents.map(({ parent }) => parent));
  const open = [...new Set([...ids, ...fromCards, ...formerAncestors(before)])].filter(isRepoId);
  for (const id of open) {
    if (models.has(id) || models.size >= mostModels) continue;
    const model = await note(id);
    if (model === null) continue;
    models.set(id, model);
    open.push(
      ...model.parents.map(({ parent }) => parent).filter(parent => isRepoId(parent) && !models.has(parent)),
    );
    ports.progress(models.size, open.length - models.size);
  }
  const named = new Set([...ids, ...cards.map(({ id }) => id)]);
  const own = [...named].filter(id => models.get(id)?.isVisible === true);
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
  return { state: { at, own, models, children, unnamed }, unread };
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
      if (await declaresNoParent(other, ports)) found.set(other, id);
    }
  }
  return found;
}

/** Whether the Hub shows a model that declares no parent. One that it does not show says nothing. */
async function declaresNoParent(id: string, ports: WatchPorts): Promise<boolean> {
  try {
    const read = await ports.read(id);
    return read.state === "known" && read.entry.parents.length === 0;
  } catch (error) {
    if (!(error instanceof HubError) || !remembered.has(error.reason)) throw error;
    return false;
  }
}
