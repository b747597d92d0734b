import * as vscode from "vscode";
import { publicOrigin } from "../app/ports/hub-port";
import type { Finding } from "../card/finding";
import { count, grouped } from "../lineage/in-words";
import { differencesInWords } from "../lineage/traits/laid-card";
import { t } from "../words/words";
import { descendantsOf, familyInWords } from "./card/code-lens";
import type { OpenCard, OpenCards } from "./card/open-cards";
import type { Session } from "./session";

/** Shows a status bar item while a model card is active: the number of descendants, with the current state in its tooltip. */
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
    const base = session.access.base();
    const own = card.subject.identity?.repo;
    const descendants = descendantsOf(card, session);
    const icon = session.busy ? "$(sync~spin)" : "$(type-hierarchy-sub)";
    item.text = descendants === null ? icon : `${icon} ${grouped(descendants)}`;
    item.tooltip = [
      own ?? t`Draft: this card's model is unknown or not on the Hub yet.`,
      familyInWords(card, session),
      findingsInWords(card.findings),
      ...(own === undefined ? [] : differencesInWords(session.facts.differences(own))),
      ...filesNote(card),
      session.state,
      ...(base === null || base === publicOrigin ? [] : [`Hub: ${base}`]),
    ].join("\n");
    const label = t`Hub Lineage: ${familyInWords(card, session)}. ${session.state}`;
    item.accessibilityInformation = { label: [label, ...filesNote(card)].join(" ") };
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

/** The findings as the Problems view counts them, which leaves out hints: they show only in the text. */
function findingsInWords(findings: readonly Finding[]): string {
  const hints = findings.filter(({ severity }) => severity === "hint").length;
  const listed = count(findings.length - hints, "finding");
  return hints === 0 ? listed : t`${listed} in Problems, ${count(hints, "hint")} in the text`;
}

/** Says that the files next to a saved card could not be listed, as in a virtual file system that has no folders. */
function filesNote({ document, subject }: OpenCard): readonly string[] {
  if (subject.filesKnown || document.uri.scheme === "untitled") return [];
  return [t`The files next to this card cannot be listed here, so no finding is about them.`];
}
