import * as vscode from "vscode";
import { count } from "../../app/card/fact-sheet";
import type { Session } from "../session";

/** Empties the index after asking, and reads what the open cards need again. */
export async function forgetIndex(session: Session): Promise<void> {
  const { models } = await session.index.status();
  const forget = "Forget";
  const choice = await vscode.window.showWarningMessage(
    `Forget ${count(models, "model", "models")} that were read from the Hub?`,
    { modal: true, detail: "Nothing on the Hub changes. What a card needs is read again when it is opened." },
    forget,
  );
  if (choice !== forget) return;
  await session.index.clear();
  session.facts.clear();
  session.sizes.clear();
  await session.reopenCards();
}
