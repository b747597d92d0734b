import * as vscode from "vscode";
import { type CardLink, cardLinks } from "../../app/card/card-links";
import { t } from "../../words/words";
import { hubCardAddress } from "../family/hub-card-address";
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
      const links = cardLinks(card.text, card.subject.frontMatter, session.endpoint);
      if (session.isSample) return links.map(link => sampleLink(document, link));
      return links.map(({ range, url, what }) => {
        const link = new vscode.DocumentLink(rangeIn(document, range), vscode.Uri.parse(url));
        link.tooltip = t`Open the ${what} on the Hub`;
        return link;
      });
    },
  });
}

/** A link to the model's card: models of the sample have no page. */
function sampleLink(document: vscode.TextDocument, { range, url, what }: CardLink): vscode.DocumentLink {
  const link = new vscode.DocumentLink(
    rangeIn(document, range),
    hubCardAddress(new URL(url).pathname.slice(1)),
  );
  link.tooltip = t`Open the ${what}'s card`;
  return link;
}
