import * as vscode from "vscode";
import { childrenKnown, count } from "../../app/card/fact-sheet";
import { descendantsInWords } from "../../app/family/family-sizes";
import { config } from "../config";
import { Debounce } from "../lifecycle";
import type { Session } from "../session";
import type { OpenCard, OpenCards } from "./open-cards";
import { isOwnCard } from "./own-card";
import { cardSelector } from "./selector";

/**
 * Delays after the last change before notifying VS Code again, in ms. VS Code can miss a change during window layout and
 * then keep showing old numbers.
 */
const notifyAgainAfterMs = [1_000, 5_000];

/** Shows the size of the model's family above `base_model`, or above the front matter if there is none. */
export function registerCodeLens(cards: OpenCards, session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const again = new Debounce(0);
  const notify = (): void => {
    changed.fire();
    for (const ms of notifyAgainAfterMs) again.touch(String(ms), () => changed.fire(), ms);
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const card = cards.fresh(document);
      if (card === null || !isOwnCard(document.uri) || !config.codeLens(document.uri)) return [];
      return lenses(card, session);
    },
  };
  return vscode.Disposable.from(
    changed,
    again,
    cards.onDidChange(notify),
    session.onDidChangeState(notify),
    vscode.languages.registerCodeLensProvider(cardSelector, provider),
  );
}

function lenses(card: OpenCard, session: Session): vscode.CodeLens[] {
  const { frontMatter, parents } = card.subject;
  const anchor = frontMatter.fields.get("base_model")?.keyRange ?? frontMatter.block;
  if (anchor === null) return [];
  const at = card.document.positionAt(anchor.start);
  const range = new vscode.Range(at, at);
  const all = [
    new vscode.CodeLens(range, {
      title: `${familyInWords(card, session)} · Show Family`,
      tooltip: basis(card, session),
      command: "hubLineage.showFamily",
    }),
  ];
  if (parents.length > 0) {
    all.push(
      new vscode.CodeLens(range, { title: "Compare with Parent", command: "hubLineage.compareWithParent" }),
    );
  }
  return all;
}

/** "2 parents · 1,204 descendants"; or "draft · 1 parent" for a draft, which has no known descendants. */
export function familyInWords(card: OpenCard, session: Session): string {
  const n = card.subject.parents.length;
  const parents = n === 0 ? "no parent" : count(n, "parent", "parents");
  const own = card.subject.identity?.repo;
  if (own === undefined) return `draft · ${parents}`;
  const found = session.facts.get(own);
  if (found.state !== "known") return parents;
  const descendants = descendantsInWords(childrenKnown(found.entry), session.sizes.of(own));
  return descendants === null ? parents : `${parents} · ${descendants}`;
}

/** Explains the numbers of a lens. */
function basis(card: OpenCard, session: Session): string {
  const own = card.subject.identity?.repo;
  const size = own === undefined ? null : session.sizes.of(own);
  if (size === null || size.descendants === 0) return "Show the family as a tree";
  const unchecked = count(size.unchecked, "model", "models");
  const known = `The index contains ${count(size.descendants, "descendant", "descendants")}`;
  return size.unchecked === 0
    ? `${known} and a list of the children of each.`
    : `${known}. The children of ${unchecked} have not been listed yet. To list them, run Index Family.`;
}
