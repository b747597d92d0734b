import * as vscode from "vscode";
import { count } from "../../app/card/fact-sheet";
import type { Session } from "../session";

/** Clears the index after confirmation, then reads the data for the open cards again. */
export async function forgetIndex(session: Session): Promise<void> {
  const { models } = await session.index.status();
  const clear = "Clear Index";
  const choice = await vscode.window.showWarningMessage(
    `Clear the index and forget ${count(models, "model", "models")}?`,
    {
      modal: true,
      detail: "Nothing changes on the Hub. Data for a model card is read again when you open the card.",
    },
    clear,
  );
  if (choice !== clear) return;
  await session.index.clear();
  session.facts.clear();
  session.sizes.clear();
  await session.reopenCards();
}
