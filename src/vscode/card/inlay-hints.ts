import * as vscode from "vscode";
import { parentHints } from "../../app/card/parent-hints";
import { config } from "../config";
import type { Session } from "../session";
import type { OpenCards } from "./open-cards";
import { cardSelector } from "./selector";

/** Shows the parents' values after a card's own if hubLineage.inlayHints is on. */
export function registerInlayHints(cards: OpenCards, session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints(document, range) {
      if (!config.inlayHints(document.uri)) return [];
      const card = cards.fresh(document);
      if (card === null) return [];
      return parentHints(card.text, card.subject.frontMatter, session.facts.models(card.subject.parents))
        .map(({ at, label, tooltip }) => {
          const hint = new vscode.InlayHint(document.positionAt(at), label);
          hint.paddingLeft = true;
          hint.tooltip = tooltip;
          return hint;
        })
        .filter(hint => range.contains(hint.position));
    },
  };
  return vscode.Disposable.from(
    changed,
    cards.onDidChange(() => changed.fire()),
    vscode.languages.registerInlayHintsProvider(cardSelector, provider),
  );
}
