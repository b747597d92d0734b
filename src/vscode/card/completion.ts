import * as vscode from "vscode";
import {
  type CardAround,
  type Completion,
  completions,
  idCompletions,
  idsWanted,
} from "../../app/card/completions";
import { type Cursor, cursorAt } from "../../app/card/cursor";
import { modelInWords } from "../../app/card/fact-sheet";
import { declaredRelation, fieldTexts } from "../../card/card";
import { cardKind } from "../../card/detect";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { t } from "../../words/words";
import type { Session } from "../session";
import { cardText, parsedNow } from "./card-text";
import { IdSearch } from "./id-search";
import { mayBeCard } from "./may-be-card";
import type { OpenCard, OpenCards } from "./open-cards";
import { rangeIn } from "./ranges";
import { cardSelector } from "./selector";

/** Characters that open the list automatically; in Markdown, only the keyboard shortcut opens it otherwise. */
const triggers = [":", " ", "/", "-"];

/** Completes keys, the Hub's vocabulary, and IDs from the index and the Hub. */
export function registerCompletion(cards: OpenCards, session: Session): vscode.Disposable {
  const search = new IdSearch(session);
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position, token, { triggerKind }) {
      const asked = triggerKind === vscode.CompletionTriggerKind.Invoke;
      const card = writtenCard(cards, document) ?? (asked ? beginningCard(document) : null);
      const cursor = card === null ? null : cursorAt(card.text, document.offsetAt(position));
      if (card === null || cursor === null) return null;
      const around = aroundOf(card, cursor, session);
      const offers = [...completions(cursor, around)];
      const wanted = idsWanted(cursor);
      if (wanted !== null) {
        const found = await search.find(wanted, cursor.typed, token);
        if (token.isCancellationRequested) return null;
        const known = new Set([...around.values, ...offers.map(offer => offer.label)]);
        const own = card.subject.identity?.repo;
        offers.push(
          ...idCompletions(
            cursor,
            found.filter(id => id !== own),
            known,
          ),
        );
      }
      const range = rangeIn(document, cursor.range);
      const items = offers.map((offer, at) => toItem(offer, range, at));
      // Typing more of an ID finds more matches.
      return new vscode.CompletionList(items, wanted !== null);
    },
    async resolveCompletionItem(item) {
      if (item.kind !== kinds.model) return item;
      const id = typeof item.label === "string" ? item.label : item.label.label;
      await session.facts.load([id]);
      const found = session.facts.get(id);
      if (found.state === "known") item.documentation = modelInWords(found.entry, Date.now());
      return item;
    },
  };
  return vscode.languages.registerCompletionItemProvider(cardSelector, provider, ...triggers);
}

/** The parts of a card that completion needs. */
type WrittenCard = Pick<OpenCard, "text"> & {
  readonly subject: Pick<OpenCard["subject"], "frontMatter" | "parents" | "identity">;
};

/** The current text with the front matter from the last lint, to offer completions without waiting for a lint. */
function writtenCard(cards: OpenCards, document: vscode.TextDocument): WrittenCard | null {
  const card = cards.get(document);
  return card && { text: cardText(document), subject: card.subject };
}

/** A README or new document whose front matter does not yet show which kind of card it is. */
function beginningCard(document: vscode.TextDocument): WrittenCard | null {
  const named = document.isUntitled || /(^|\/)README\.md$/.test(document.uri.path);
  if (!named || !mayBeCard(document)) return null;
  const text = cardText(document);
  const frontMatter = parsedNow(text);
  if (frontMatter === null) return null;
  const kind = cardKind(text, frontMatter, { modelFiles: false, configFile: false, hubRemote: false });
  return kind === "none" ? { text, subject: { frontMatter, parents: [], identity: null } } : null;
}

function aroundOf(card: WrittenCard, cursor: Cursor, session: Session): CardAround {
  const { frontMatter, parents } = card.subject;
  const values = new Set(fieldTexts(frontMatter.fields.get(cursor.key)));
  values.delete(card.text.slice(cursor.range.start, cursor.range.end));
  return {
    keys: new Set(frontMatter.fields.keys()),
    values,
    license: declaredTraits(frontMatter).license,
    parents: session.facts.models(parents),
    relation: declaredRelation(frontMatter) ?? "unknown",
    eol: frontMatter.eol,
  };
}

const kinds: Readonly<Record<Completion["kind"], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  word: vscode.CompletionItemKind.EnumMember,
  model: vscode.CompletionItemKind.Module,
  dataset: vscode.CompletionItemKind.Struct,
};

function toItem(offer: Completion, range: vscode.Range, at: number): vscode.CompletionItem {
  const label = offer.detail === "" ? offer.label : { label: offer.label, description: offer.detail };
  const item = new vscode.CompletionItem(label, kinds[offer.kind]);
  item.insertText = offer.newText;
  item.range = range;
  item.sortText = String(at).padStart(5, "0");
  item.keepWhitespace = true;
  if (offer.about !== "") item.documentation = offer.about;
  if (offer.opensValues) item.command = { title: t`Suggest Values`, command: "editor.action.triggerSuggest" };
  return item;
}
