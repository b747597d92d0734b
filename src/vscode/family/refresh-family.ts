import { type HubError, UserError } from "../../app/ports/errors";
import { t } from "../../words/words";
import { idOf } from "../model-id";
import type { Session } from "../session";
import type { FamilyPresenter } from "./family-presenter";
import type { FamilySidebar } from "./family-sidebar";

/**
 * Refreshes the family named, the active card's (for a draft, its parents), or the panel's. Throws the first HubError
 * after trying everything.
 */
export async function refreshFamily(
  session: Session,
  panel: FamilyPresenter,
  sidebar: FamilySidebar,
  target: unknown,
): Promise<void> {
  session.requireOnline();
  const card = session.cards.active?.subject;
  const id = (idOf(target) ?? (card ? card.identity?.repo : panel.focus)) || null;
  const parents = card?.parents ?? [];
  if (id === null && parents.length === 0)
    throw new UserError(t`There is no family to refresh. Show one first.`);
  const failure = await firstFailure(
    session,
    new Set([...(id === null ? [] : [id]), ...parents]),
    async () => {
      if (id !== null) {
        await session.facts.read(id, { force: true });
        await session.readChildren(id, true);
      }
      for (const parent of parents) await session.facts.read(parent, { force: true });
      if (id !== null && panel.focus === id) await panel.readFromHub();
    },
  );
  await sidebar.refresh();
  if (failure !== null) throw failure;
}

/** Runs work and returns the first failure for one of the models during it, or null. */
async function firstFailure(
  session: Session,
  ids: ReadonlySet<string>,
  work: () => Promise<void>,
): Promise<HubError | null> {
  let first: HubError | null = null;
  const listening = session.onDidFail(({ id, error }) => {
    if (ids.has(id)) first ??= error;
  });
  try {
    await work();
    return first;
  } finally {
    listening.dispose();
  }
}
