import * as vscode from "vscode";
import { cardSubject } from "../../app/card/card-subject";
import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { placeOf } from "../card/around/card-place";
import { parsedSoon } from "../card/card-text";
import { textOf, workspaceCards } from "../card/workspace-cards";
import type { Session } from "../session";

/** Key of the workspace state that stores the models that the user chose last. */
const recentKey = "hubLineage.recentModels";

const mostRecent = 8;

/** Cards that are read for their models when nothing was typed yet. */
const mostCards = 100;

/** The models that the user chose last, the latest first. */
export function recentModels({ context }: Session): readonly string[] {
  const kept = context.workspaceState.get<unknown>(recentKey);
  return Array.isArray(kept) ? kept.filter(id => typeof id === "string" && isRepoId(id)) : [];
}

/** Remembers a model that the user chose. */
export async function rememberModel(session: Session, id: string): Promise<void> {
  const others = recentModels(session).filter(each => each !== id);
  await session.context.workspaceState.update(recentKey, [id, ...others].slice(0, mostRecent));
}

/** The models of the workspace's cards, each with the parents that it names, as far as they are read before `signal` aborts. */
export async function modelsOfWorkspace(session: Session, signal: AbortSignal): Promise<readonly string[]> {
  const ids = new Set<string>();
  let left = mostCards;
  for await (const uri of workspaceCards(() => signal.aborted)) {
    if (left-- <= 0) break;
    const text = await textOf(uri);
    if (text === null) continue;
    const place = await placeOf(uri, session.picked(uri));
    const frontMatter = await parsedSoon(text, session.parse);
    const { kind, identity, parents } = cardSubject(text, place, session.endpoint, frontMatter);
    if (kind !== "model") continue;
    for (const id of [...(identity === null ? [] : [identity.repo]), ...parents]) ids.add(id);
  }
  return [...ids];
}

/** Rows of a list of models below a heading; none without models. */
export function choicesBelow(heading: string, ids: readonly string[]): readonly vscode.QuickPickItem[] {
  if (ids.length === 0) return [];
  const separator = { label: heading, kind: vscode.QuickPickItemKind.Separator };
  return [separator, ...ids.map(label => ({ label, alwaysShow: true }))];
}

/** What is offered before anything is typed: recent models, then those of the workspace's cards, each once. */
export function firstChoices(
  recent: readonly string[],
  ofCards: readonly string[],
): readonly vscode.QuickPickItem[] {
  const others = ofCards.filter(id => !recent.includes(id));
  return [...choicesBelow(t`Recent`, recent), ...choicesBelow(t`Cards of this workspace`, others)];
}
