import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { isRepoId, repoIdProblem } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { Debounce } from "../lifecycle";
import type { Session } from "../session";
import { choicesBelow, firstChoices, modelsOfWorkspace, recentModels, rememberModel } from "./model-choices";

/** Delay after the last keystroke before searching the Hub, in ms. */
const searchAfterMs = 300;

/** Models that are searched in the index and the snapshot, and on the Hub. */
const mostFound = 20;

/**
 * Asks for a model ID: offers recent models and those of the workspace's cards, then, as the user types, what the index, the
 * snapshot, and the Hub have; undefined if canceled.
 */
export function pickModel(session: Session, title: string, placeholder: string): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick();
  const debounce = new Debounce(searchAfterMs);
  const closed = new AbortController();
  let searching = new AbortController();
  picker.title = title;
  picker.placeholder = placeholder;
  const recent = recentModels(session);
  let ofCards: readonly string[] = [];
  picker.items = firstChoices(recent, ofCards);
  void modelsOfWorkspace(session, closed.signal).then(ids => {
    ofCards = ids;
    if (picker.value.trim() === "" && !closed.signal.aborted) picker.items = firstChoices(recent, ids);
  });
  picker.onDidChangeValue(value => {
    const text = value.trim();
    searching.abort();
    searching = new AbortController();
    const { signal } = searching;
    const near = [...recent, ...ofCards].filter(id => id.toLowerCase().includes(text.toLowerCase()));
    picker.items =
      text === "" ? firstChoices(recent, ofCards) : [...typed(text), ...rows([...new Set(near)], text)];
    if (text.length < 2) return debounce.drop("search");
    debounce.touch("search", () => void search(text, signal));
  });

  async function search(text: string, signal: AbortSignal): Promise<void> {
    picker.busy = true;
    const failed = (error: unknown): readonly string[] => {
      session.log.debug(`search failed: ${String(error)}`);
      return [];
    };
    const stored = await session.index.search({ what: "models", text, limit: mostFound }).catch(failed);
    const show = (onHub: readonly string[]): void => {
      if (signal.aborted) return;
      const others = onHub.filter(id => !stored.includes(id));
      picker.items = [
        ...typed(text),
        ...choicesBelow(t`In the index and the snapshot`, without(stored, text)),
        ...choicesBelow(t`On the Hub`, without(others, text)),
      ];
    };
    if (stored.length > 0 || session.online === "off") show([]);
    if (session.online !== "off") show(await session.hub.search(text, mostFound, signal).catch(failed));
    if (!signal.aborted) picker.busy = false;
  }

  return new Promise(resolve => {
    picker.onDidAccept(() => {
      const id = picker.selectedItems[0]?.label;
      if (id === undefined || !isRepoId(id)) return;
      void rememberModel(session, id);
      resolve(id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      closed.abort();
      searching.abort();
      debounce.dispose();
      picker.dispose();
    });
    picker.show();
  });
}

function without(ids: readonly string[], text: string): readonly string[] {
  return ids.filter(id => id !== text);
}

function rows(ids: readonly string[], text: string): readonly vscode.QuickPickItem[] {
  return without(ids, text).map(label => ({ label }));
}

function typed(text: string): vscode.QuickPickItem[] {
  if (text === "") return [];
  const problem = repoIdProblem(text);
  if (problem === null) return [{ label: text, description: t`as typed`, alwaysShow: true }];
  return [{ label: text, description: t`is not a model ID: it ${problem}`, alwaysShow: true }];
}

/** Asks which model the active card belongs to and stores the choice. */
export async function chooseModel(session: Session): Promise<void> {
  const card = session.cards.active;
  if (card === null) throw new UserError(t`No model card is active. Open one first.`);
  const id = await pickModel(session, t`Choose This Card's Model`, t`organization/name on the Hub`);
  if (id !== undefined) await session.pick(card.document, id);
}

/** Asks for the model whose family to show or export. */
export function pickFamily(session: Session): Promise<string | undefined> {
  return pickModel(session, t`Show a Model's Family`, t`Enter organization/name or search the Hub`);
}
