import { UserError } from "../../app/ports/errors";
import { idOf } from "../model-id";
import type { Session } from "../session";
import type { FamilyPresenter } from "./family-presenter";
import type { FamilySidebar } from "./family-sidebar";

/** Reads a family anew: the one named, else that of the card in front (a draft's parents), else the panel's. */
export async function refreshFamily(
  session: Session,
  panel: FamilyPresenter,
  sidebar: FamilySidebar,
  target: unknown,
): Promise<void> {
  const { online, facts, cards } = session;
  if (online === "off")
    throw new UserError(
      "The Hub is not asked, because hubLineage.online is off. Change that setting to refresh.",
    );
  const card = cards.active?.subject;
  const id = idOf(target) ?? (card ? card.identity?.repo : panel.focus);
  if (!id && !card?.parents.length) throw new UserError("There is no family to refresh. Show one first.");
  if (id) {
    await facts.read(id, { force: true });
    await session.readChildren(id, true);
  }
  for (const parent of card?.parents ?? []) await facts.read(parent, { force: true });
  if (id && panel.focus === id) await panel.readFromHub();
  sidebar.refresh();
}
