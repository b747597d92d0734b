import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { isRepoId, repoIdProblem } from "../../lineage/repo-id";
import { Debounce } from "../lifecycle";
import type { Session } from "../session";

/** Delay after the last keystroke before searching the Hub, in ms. */
const searchAfterMs = 300;

/** Asks for a model ID and suggests matches from the Hub as the user types; undefined if canceled. */
export function pickModel(session: Session, title: string, placeholder: string): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick();
  const debounce = new Debounce(searchAfterMs);
  let searching = new AbortController();
  picker.title = title;
  picker.placeholder = placeholder;
  picker.onDidChangeValue(value => {
    const text = value.trim();
    picker.items = typed(text);
    searching.abort();
    searching = new AbortController();
    const { signal } = searching;
    if (text.length < 2 || session.online === "off") return debounce.drop("search");
    debounce.touch("search", () => void search(text, signal));
  });

  async function search(text: string, signal: AbortSignal): Promise<void> {
    picker.busy = true;
    try {
      const found = await session.hub.search(text, 20, signal);
      if (!signal.aborted)
        picker.items = [...typed(text), ...found.filter(id => id !== text).map(label => ({ label }))];
    } catch (error) {
      session.log.debug(`search failed: ${String(error)}`);
    } finally {
      if (!signal.aborted) picker.busy = false;
    }
  }

  return new Promise(resolve => {
    picker.onDidAccept(() => {
      const id = picker.selectedItems[0]?.label;
      if (id === undefined || !isRepoId(id)) return;
      resolve(id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      searching.abort();
      debounce.dispose();
      picker.dispose();
    });
    picker.show();
  });
}

function typed(text: string): vscode.QuickPickItem[] {
  if (text === "") return [];
  const problem = repoIdProblem(text);
  if (problem === null) return [{ label: text, description: "as typed", alwaysShow: true }];
  return [{ label: text, description: `is not a model ID: it ${problem}`, alwaysShow: true }];
}

/** Asks which model the active card belongs to and stores the choice. */
export async function chooseModel(session: Session): Promise<void> {
  const card = session.cards.active;
  if (card === null) throw new UserError("No model card is active. Open one first.");
  const id = await pickModel(session, "Choose This Card's Model", "organization/name on the Hub");
  if (id !== undefined) await session.pick(card.document, id);
}

/** Asks for the model whose family to show or export. */
export function pickFamily(session: Session): Promise<string | undefined> {
  return pickModel(session, "Show a Model's Family", "Enter organization/name or search the Hub");
}
