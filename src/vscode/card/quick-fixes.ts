import * as vscode from "vscode";
import { editBetween, fixAll, isCertain, isSound, type ReadCard } from "../../app/card/fix-all";
import { silence } from "../../app/card/silence";
import type { Finding, Fix, TextEdit } from "../../card/finding";
import { t } from "../../words/words";
import { type ParseApart, parsedSoon } from "./card-text";
import { ruleOf } from "./diagnostics";
import type { OpenCard, OpenCards } from "./open-cards";
import { rangeIn } from "./ranges";
import { cardSelector } from "./selector";

const fixAllTitle = (): string => t`Fix all auto-fixable problems in this card`;
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("hubLineage");

/** Maximum number of findings at one position to offer fixes for; a menu of hundreds would be unusable. */
const mostTouched = 20;

/**
 * Offers fixes for the findings at the cursor, a comment to silence each, and one action for all unambiguous fixes. A fix
 * that would make the card worse is not offered.
 */
export function registerQuickFixes(cards: OpenCards, parse: ParseApart): vscode.Disposable {
  const sound = new SoundFixes(cards);
  const provider: vscode.CodeActionProvider<CardAction> = {
    provideCodeActions: async (document, range, context, token) => {
      const card = cards.fresh(document);
      if (card === null) return [];
      const { only } = context;
      const wanted = (kind: vscode.CodeActionKind) => only?.intersects(kind) ?? false;
      const all = wanted(fixAllKind) ? await fixAllActions(card, cards) : [];
      if (only !== undefined && !wanted(vscode.CodeActionKind.QuickFix)) return all;
      return [...all, ...(await quickFixes({ card, cards, parse, sound, token }, range, context))];
    },
    resolveCodeAction: action => action.resolved(),
  };
  return vscode.languages.registerCodeActionsProvider(cardSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  });
}

/** Which fixes leave their card no worse; each is checked once, for the editor asks at every move of the cursor. */
class SoundFixes {
  readonly #cards: OpenCards;
  readonly #known = new WeakMap<Fix, Promise<boolean>>();

  constructor(cards: OpenCards) {
    this.#cards = cards;
  }

  has(card: OpenCard, fix: Fix): Promise<boolean> {
    const known = this.#known.get(fix) ?? this.#check(card, fix);
    this.#known.set(fix, known);
    return known;
  }

  async #check(card: OpenCard, fix: Fix): Promise<boolean> {
    const end = card.text.length;
    if (fix.edits.some(({ range }) => range.end === end) && isCut(card)) return false;
    const read = reader(card, this.#cards);
    const now = await read(card.text);
    return now !== null && isSound(now, fix, read);
  }
}

/** Whether a document goes on where the text of its card ends; what belongs at its end would be put in its middle. */
function isCut({ document, text }: OpenCard): boolean {
  return document.positionAt(text.length + 1).isAfter(document.positionAt(text.length));
}

/** Reads a card with other texts, a turn for each, so that many of them do not block the host. */
function reader(card: OpenCard, cards: OpenCards): ReadCard {
  return async text => {
    if (text !== card.text) await new Promise(done => setTimeout(done, 0));
    return cards.readingOf(card, text);
  };
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
  readonly sound: SoundFixes;
  readonly token: vscode.CancellationToken;
}

async function quickFixes(
  { card, cards, parse, sound, token }: Fixing,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): Promise<CardAction[]> {
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
  const fixes: CardAction[] = [];
  for (const finding of touched) {
    for (const [at, fix] of finding.fixes.entries()) {
      if (token.isCancellationRequested) return [];
      if (!(await sound.has(card, fix))) continue;
      const action = quickFix(fix.title, finding, fixEdit(document, fix));
      action.isPreferred = at === 0;
      fixes.push(action);
    }
  }
  const silences = touched.map(finding =>
    quickFix(t`Silence ${finding.rule} here and give a reason`, finding, () =>
      silencing(card, finding, parse),
    ),
  );
  const [first] = touched;
  const more = first !== undefined && card.findings.filter(isCertain).length > 1 && touched.some(isCertain);
  const all = more ? [quickFix(fixAllTitle(), first, () => fixAllEdit(card, cards))] : [];
  return [...fixes, ...all, ...silences];
}

async function fixAllActions(card: OpenCard, cards: OpenCards): Promise<CardAction[]> {
  if (!card.findings.some(isCertain)) return [];
  const edit = await fixAllEdit(card, cards);
  return edit.size === 0 ? [] : [new CardAction(fixAllTitle(), fixAllKind, edit)];
}

async function fixAllEdit(card: OpenCard, cards: OpenCards): Promise<vscode.WorkspaceEdit> {
  const { document } = card;
  const { text } = await fixAll(card.text, reader(card, cards));
  // What was typed in the meantime is in other places.
  const isSame = text === card.text || document.version !== card.version;
  return editOf(document, isSame ? [] : [editBetween(card.text, text)]);
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
      t`A comment cannot silence ${finding.rule} here without changing the front matter. Instead, set "${finding.rule}": "off" in hubLineage.rules or .hublineagerc.json.`,
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

/** The edit of a fix; one that writes what is only inferred is shown before it is made. */
function fixEdit(document: vscode.TextDocument, { title, edits, isPreviewed }: Fix): vscode.WorkspaceEdit {
  if (isPreviewed !== true) return editOf(document, edits);
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits)
    edit.replace(document.uri, rangeIn(document, range), newText, { needsConfirmation: true, label: title });
  return edit;
}

function editOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, rangeIn(document, range), newText);
  return edit;
}
