import * as vscode from "vscode";
import { childrenKnown, parentsInWords } from "../../app/card/fact-sheet";
import { descendantsInWords, descendantsKnown } from "../../app/family/family-sizes";
import { lookInWords } from "../../app/index/index-rows";
import { unreadParents } from "../../card/card";
import { count, grouped } from "../../lineage/in-words";
import { differencesInWords } from "../../lineage/traits/laid-card";
import { t } from "../../words/words";
import { config } from "../config";
import { Debounce } from "../lifecycle";
import type { Session } from "../session";
import { lookAt } from "../watch/watched-looks";
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
      if (!isOwnCard(document.uri) || !config.codeLens(document.uri)) return [];
      const card = cards.fresh(document);
      if (cards.lacksFrontMatter(document)) return [addingLens(document)];
      return card === null ? [] : lenses(card, session);
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

/** Offers front matter at the top of a README that needs it to be a model card. */
function addingLens({ uri }: vscode.TextDocument): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
    title: t`Add Front Matter`,
    tooltip: t`The Hub reads license, parent, and task from the front matter, which this README lacks`,
    command: "hubLineage.addFrontMatter",
    arguments: [uri.toString()],
  });
}

function lenses(card: OpenCard, session: Session): vscode.CodeLens[] {
  const { frontMatter, parents } = card.subject;
  const anchor = frontMatter.fields.get("base_model")?.keyRange ?? frontMatter.block;
  if (anchor === null) return [];
  const at = card.document.positionAt(anchor.start);
  const range = new vscode.Range(at, at);
  const all = [
    new vscode.CodeLens(range, {
      title: t`${familyInWords(card, session)} · Show Family`,
      tooltip: basis(card, session),
      command: "hubLineage.showFamily",
    }),
  ];
  if (parents.length > 0) {
    all.push(
      new vscode.CodeLens(range, { title: t`Compare with Parent`, command: "hubLineage.compareWithParent" }),
    );
  }
  const repo = card.subject.identity?.repo ?? null;
  const look = repo === null ? null : lookAt(session.context, repo);
  if (look !== null && look.changes > 0) {
    all.push(
      new vscode.CodeLens(range, {
        title: look.needsLook ? `⚠ ${lookInWords(look)}` : lookInWords(look),
        tooltip: t`What changed about the ancestors and descendants of ${look.target}`,
        command: "hubLineage.whatChanged",
        arguments: [look.target],
      }),
    );
  }
  return all;
}

/** "2 parents · 1,204 descendants"; or "draft · 1 parent" for a draft, which has no known descendants. */
export function familyInWords(card: OpenCard, session: Session): string {
  const { frontMatter, parents: read } = card.subject;
  const own = card.subject.identity?.repo;
  const written = parentsInWords(read.length, unreadParents(frontMatter)?.count ?? 0);
  const onHub = own === undefined ? null : session.facts.onHub(own);
  const there = onHub?.state === "known" ? onHub.entry.parents.length : read.length;
  const parents = there === read.length ? written : t`${written} (${grouped(there)} on the Hub)`;
  if (own === undefined) return t`draft · ${parents}`;
  const found = session.facts.get(own);
  if (found.state !== "known") return parents;
  const descendants = descendantsInWords(childrenKnown(found.entry), session.sizes.of(own));
  return descendants === null ? parents : `${parents} · ${descendants}`;
}

/** Explains the numbers of a lens. */
function basis(card: OpenCard, session: Session): string {
  const own = card.subject.identity?.repo;
  const size = own === undefined ? null : session.sizes.of(own);
  const differs = own === undefined ? [] : differencesInWords(session.facts.differences(own));
  if (size === null || size.descendants === 0) return [t`Show the family as a tree`, ...differs].join("\n");
  const unchecked = count(size.unchecked, "model", "models");
  const known = t`The index contains ${count(size.descendants, "descendant", "descendants")}`;
  const whole =
    size.unchecked === 0
      ? t`${known} and a list of the children of each.`
      : t`${known}. The children of ${unchecked} have not been listed yet. To list them, run Index Family.`;
  return [whole, ...differs].join("\n");
}

/** How many models of a card's family descend from its own, as the lens and the panel count them; null if unknown. */
export function descendantsOf(card: OpenCard, session: Session): number | null {
  const own = card.subject.identity?.repo;
  const found = own === undefined ? null : session.facts.get(own);
  if (own === undefined || found?.state !== "known") return null;
  return descendantsKnown(childrenKnown(found.entry), session.sizes.of(own));
}
