import * as vscode from "vscode";
import { cardLinks } from "../../app/card/card-links";
import type { Session } from "../session";
import type { OpenCards } from "./open-cards";
import { rangeIn } from "./ranges";
import { cardSelector } from "./selector";

/** Links every model and dataset that a card names to its page on the Hub. */
export function registerLinks(cards: OpenCards, session: Session): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(cardSelector, {
    provideDocumentLinks(document) {
      const card = cards.fresh(document);
      if (card === null) return [];
      return cardLinks(card.text, card.subject.frontMatter, session.endpoint).map(({ range, url, what }) => {
        const link = new vscode.DocumentLink(rangeIn(document, range), vscode.Uri.parse(url));
        link.tooltip = `Open the ${what} on the Hub`;
        return link;
      });
    },
  });
}
