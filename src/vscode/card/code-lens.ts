import * as vscode from "vscode";
import { childrenKnown, count } from "../../app/card/fact-sheet";
import { descendantsInWords } from "../../app/family/family-sizes";
import { config } from "../config";
import { Debounce } from "../lifecycle";
import type { Session } from "../session";
import type { OpenCard, OpenCards } from "./open-cards";
import { cardSelector } from "./selector";

/**
 * VS Code has been seen to miss a change while it lays its window out, and then shows old numbers for good. So it is told
 * again when nothing changed for so long, in ms.
 */
const tellAgainAfterMs = [1_000, 5_000];

/** Shows above `base_model` (or the front matter, where there is none) how large the model's family is. */
export function registerCodeLens(cards: OpenCards, session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const again = new Debounce(0);
  const tell = (): void => {
    changed.fire();
    for (const ms of tellAgainAfterMs) again.touch(String(ms), () => changed.fire(), ms);
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const card = cards.fresh(document);
      if (card === null || !config.codeLens(document.uri)) return [];
      return lenses(card, session);
    },
  };
  return vscode.Disposable.from(
    changed,
    again,
    cards.onDidChange(tell),
    session.onDidChangeState(tell),
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

/** "2 parents · 1,204 descendants"; for a draft, whose descendants nobody can know, "draft · 1 parent". */
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

/** What the numbers of a lens rest on. */
function basis(card: OpenCard, session: Session): string {
  const own = card.subject.identity?.repo;
  const size = own === undefined ? null : session.sizes.of(own);
  if (size === null || size.descendants === 0) return "Show the family as a tree";
  const unchecked = count(size.unchecked, "model", "models");
  const known = `The index knows ${count(size.descendants, "descendant", "descendants")}`;
  return size.unchecked === 0
    ? `${known}, and the children of every one.`
    : `${known}; the children of ${unchecked} among them are not listed yet. Index Family lists them.`;
}
