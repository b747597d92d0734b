import * as vscode from "vscode";
import { editBetween, fixAll, isCertain } from "../../app/card/fix-all";
import { silence } from "../../app/card/silence";
import type { Finding, TextEdit } from "../../card/finding";
import { type ParseApart, parsedSoon } from "./card-text";
import { ruleOf } from "./diagnostics";
import type { OpenCard, OpenCards } from "./open-cards";
import { rangeIn } from "./ranges";
import { cardSelector } from "./selector";

const fixAllTitle = "Fix all auto-fixable problems in this card";
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("hubLineage");

/** Maximum number of findings at one position to offer fixes for; a menu of hundreds would be unusable. */
const mostTouched = 20;

/** Offers fixes for the findings at the cursor, a comment to silence each, and one action for all unambiguous fixes. */
export function registerQuickFixes(cards: OpenCards, parse: ParseApart): vscode.Disposable {
  const provider: vscode.CodeActionProvider<CardAction> = {
    provideCodeActions(document, range, context) {
      const card = cards.fresh(document);
      if (card === null) return [];
      const { only } = context;
      const wanted = (kind: vscode.CodeActionKind) => only?.intersects(kind) ?? false;
      const all = wanted(fixAllKind) ? fixAllActions(card, cards) : [];
      if (only !== undefined && !wanted(vscode.CodeActionKind.QuickFix)) return all;
      return [...all, ...quickFixes({ card, cards, parse }, range, context)];
    },
    resolveCodeAction: action => action.resolved(),
  };
  return vscode.languages.registerCodeActionsProvider(cardSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  });
}

type MakeEdit = () => vscode.WorkspaceEdit | Promise<vscode.WorkspaceEdit>;

/** An action whose edit may be created only when the user selects the action. */
class CardAction extends vscode.CodeAction {
  readonly #make: MakeEdit;

  constructor(title: string, kind: vscode.CodeActionKind, edit: vscode.WorkspaceEdit | MakeEdit) {
    super(title, kind);
    if (typeof edit !== "function") this.edit = edit;
    this.#make = typeof edit === "function" ? edit : () => edit;
  }

  async resolved(): Promise<this> {
    this.edit ??= await this.#make();
    return this;
  }
}

/** A card and the dependencies of its actions. */
interface Fixing {
  readonly card: OpenCard;
  readonly cards: OpenCards;
  readonly parse: ParseApart;
}

function quickFixes(
  { card, cards, parse }: Fixing,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): CardAction[] {
  const { document } = card;
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  const touched = card.findings
    .filter(finding => finding.range.start <= end && start <= finding.range.end)
    .slice(0, mostTouched);
  const quickFix = (title: string, finding: Finding, edit: vscode.WorkspaceEdit | MakeEdit): CardAction => {
    const action = new CardAction(title, vscode.CodeActionKind.QuickFix, edit);
    action.diagnostics = context.diagnostics.filter(each => ruleOf(each) === finding.rule);
    return action;
  };
  const fixes = touched.flatMap(finding =>
    finding.fixes.map((fix, i) => {
      const action = quickFix(fix.title, finding, editOf(document, fix.edits));
      action.isPreferred = i === 0;
      return action;
    }),
  );
  const silences = touched.map(finding =>
    quickFix(`Silence ${finding.rule} here and give a reason`, finding, () =>
      silencing(card, finding, parse),
    ),
  );
  const [first] = touched;
  const more = first !== undefined && card.findings.filter(isCertain).length > 1 && touched.some(isCertain);
  const all = more ? [quickFix(fixAllTitle, first, () => editOf(document, [fixAllEdit(card, cards)]))] : [];
  return [...fixes, ...all, ...silences];
}

function fixAllActions(card: OpenCard, cards: OpenCards): CardAction[] {
  if (!card.findings.some(isCertain)) return [];
  return [new CardAction(fixAllTitle, fixAllKind, editOf(card.document, [fixAllEdit(card, cards)]))];
}

function fixAllEdit(card: OpenCard, cards: OpenCards): TextEdit {
  const { text } = fixAll(card.text, changed => cards.findingsIn(card, changed));
  return editBetween(card.text, text);
}

/** Creates the edit that silences a finding and puts the cursor where the reason goes. */
async function silencing(card: OpenCard, finding: Finding, parse: ParseApart): Promise<vscode.WorkspaceEdit> {
  const { document } = card;
  const edit = new vscode.WorkspaceEdit();
  const soon = (text: string) => parsedSoon(text, parse);
  const found = await silence(card.text, card.subject.frontMatter, finding, soon);
  if (found === null) {
    // Not awaited: the message stays until the user closes it.
    void vscode.window.showInformationMessage(
      `A comment cannot silence ${finding.rule} here without changing the front matter. ` +
        `Instead, set "${finding.rule}": "off" in hubLineage.rules or .hublineagerc.json.`,
    );
    return edit;
  }
  const { newText, range } = found.edit;
  const place = rangeIn(document, range);
  if (found.reason === null) {
    edit.replace(document.uri, place, newText);
    return edit;
  }
  const snippet = new vscode.SnippetString()
    .appendText(newText.slice(0, found.reason.start))
    .appendPlaceholder(newText.slice(found.reason.start, found.reason.end))
    .appendText(newText.slice(found.reason.end));
  edit.set(document.uri, [new vscode.SnippetTextEdit(place, snippet)]);
  return edit;
}

function editOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, rangeIn(document, range), newText);
  return edit;
}
