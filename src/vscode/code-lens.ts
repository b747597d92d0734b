import * as vscode from "vscode";
import { childrenKnown, count } from "../app/fact-sheet";
import { config } from "./config";
import type { OpenCard, OpenCards } from "./open-cards";
import { cardSelector } from "./selector";
import type { Session } from "./session";

/** Shows above `base_model` (or the front matter, where there is none) how large the model's family is. */
export function registerCodeLens(cards: OpenCards, session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const card = cards.get(document);
      if (card === null || !config.codeLens(document.uri)) return [];
      return lenses(card, session);
    },
  };
  return vscode.Disposable.from(
    changed,
    cards.onDidChange(() => changed.fire()),
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

/** "1 parent · 74 children"; for a draft, whose children nobody can know, "draft · 1 parent". */
export function familyInWords(card: OpenCard, session: Session): string {
  const n = card.subject.parents.length;
  const parents = n === 0 ? "no parent" : count(n, "parent", "parents");
  const own = card.subject.identity?.repo;
  if (own === undefined) return `draft · ${parents}`;
  const found = session.facts.get(own);
  const children = found.state === "known" ? childrenKnown(found.entry) : null;
  return children === null ? parents : `${parents} · ${count(children, "child", "children")}`;
}
