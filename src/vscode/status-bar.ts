import * as vscode from "vscode";
import { childrenKnown } from "../app/card/fact-sheet";
import { familyInWords } from "./card/code-lens";
import type { OpenCards } from "./card/open-cards";
import type { Session } from "./session";

/** Shows a status bar item while a model card is active: the number of children, with the current state in its tooltip. */
export function registerStatusBar(cards: OpenCards, session: Session): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("hubLineage.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "Hub Lineage";
  item.command = "hubLineage.showFamily";
  const show = (): void => {
    const card = cards.active;
    if (card === null) {
      item.hide();
      return;
    }
    const own = card.subject.identity?.repo;
    const found = own === undefined ? null : session.facts.get(own);
    const children = found?.state === "known" ? childrenKnown(found.entry) : null;
    const icon = session.busy ? "$(sync~spin)" : "$(type-hierarchy-sub)";
    item.text = children === null ? icon : `${icon} ${children.toLocaleString("en-US")}`;
    item.tooltip = [
      own ?? "Draft: this card's model is unknown or not on the Hub yet.",
      familyInWords(card, session),
      `${card.findings.length === 1 ? "1 finding" : `${card.findings.length} findings`}`,
      session.state,
    ].join("\n");
    item.accessibilityInformation = {
      label: `Hub Lineage: ${familyInWords(card, session)}. ${session.state}`,
    };
    item.show();
  };
  show();
  return vscode.Disposable.from(
    item,
    cards.onDidChange(show),
    session.onDidChangeState(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}
