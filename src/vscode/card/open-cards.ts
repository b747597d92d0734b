import * as vscode from "vscode";
import { CardBudget } from "../../app/card/card-budget";
import { type CardSubject, cardSubject } from "../../app/card/card-subject";
import type { DatasetsOfCards } from "../../app/card/datasets-of-cards";
import { laidCards } from "../../app/card/laid-cards";
import { namedModels } from "../../app/card/named-models";
import type { CardNeeds } from "../../app/card/read-for-card";
import { Coalesced } from "../../app/coalesced";
import type { FilesOfOthers } from "../../app/evidence/files-of-others";
import type { ModelFacts } from "../../app/family/model-facts";
import type { CardContext, Finding, ParsedCard } from "../../card/finding";
import type { CardReading } from "../../card/fixes/fix-check";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { relationOf } from "../../card/parents";
import type { Relation } from "../../lineage/model";
import { Debounce } from "../lifecycle";
import { lacksFrontMatter } from "./add-front-matter";
import { factsNextTo } from "./around/beside-card";
import { placeOf } from "./around/card-place";
import { type CardFacts, contextOf, findingsOf, type UnderstoodCard } from "./card-findings";
import { cardText, type ParseApart, parsedNow, parsedSoon } from "./card-text";
import { folderRules } from "./folder-rules";
import { isReadme, mayBeCard } from "./may-be-card";
import { isOwnCard } from "./own-card";

/** A model card that is open in VS Code, parsed and linted with the facts known so far. */
export interface OpenCard {
  readonly document: vscode.TextDocument;
  /** Version of the document that this was created from. */
  readonly version: number;
  readonly text: string;
  readonly subject: CardSubject;
  /** How its model was made from its parents, as declared or inferred. */
  readonly relation: Relation;
  readonly findings: readonly Finding[];
}

/** What to read for an open card, and which of the ids its parents have. */
export interface OpenCardNeeds extends CardNeeds {
  readonly parents: readonly string[];
}

/** Dependencies of the open cards. */
export interface OpenCardsParts {
  readonly facts: ModelFacts;
  readonly filesOfOthers: FilesOfOthers;
  readonly datasets: DatasetsOfCards;
  readonly endpoint: () => string;
  /** The model that the user chose for a card, or undefined. */
  readonly picked: (card: vscode.Uri) => string | undefined;
  /** Logs a problem in a settings file. */
  readonly log: (line: string) => void;
  /** Parses front matter that would block the host. */
  readonly parse: ParseApart;
  /** Reads what an open card needs from the Hub, within its budget; called only once typing pauses. */
  readonly read: (needs: OpenCardNeeds, budget: CardBudget) => Promise<void>;
  /** Reads the datasets that a card names, and the files of other models that those next to it are compared with, within its budget. */
  readonly compare: (card: ParsedCard, context: CardContext, budget: CardBudget) => Promise<void>;
}

/** Delay after the last keystroke before a card is linted again, in ms. */
const lintAfterMs = 40;

/** Delay after the last keystroke before requesting an ID from the Hub, in ms. */
const askAfterMs = 600;

/** Delay after new facts before the open cards are linted again, in ms, and the share of the time that this may take. */
const refreshAfterMs = 50;
const refreshShare = 0.2;

/** Delays before retrying a folder that could not be listed, in ms; a file system may start after its first document opens. */
const lookAgainAfterMs = [500, 2000, 5000];

/** The longest that a command waits for documents that are being opened, in ms; listing a remote folder can take forever. */
const mostSettlingMs = 1_000;

/** Cards whose budget is remembered, open or closed. */
const mostBudgets = 500;

/** Tracks every open model card: its model, the models it names, and its findings. */
export class OpenCards implements vscode.Disposable {
  readonly #parts: OpenCardsParts;
  readonly #cards = new Map<string, OpenCard>();
  readonly #places = new Map<string, Pick<UnderstoodCard, "place" | "folderRules" | "told">>();
  readonly #parsed = new Map<string, { readonly version: number; readonly frontMatter: FrontMatter }>();
  readonly #opening = new Set<Promise<void>>();
  readonly #lintSoon = new Debounce(lintAfterMs);
  readonly #askSoon = new Debounce(askAfterMs);
  readonly #budgets = new Map<string, CardBudget>();
  readonly #refreshSoon = new Coalesced(() => this.#refresh(), {
    waitMs: refreshAfterMs,
    share: refreshShare,
    clock: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  readonly #lookAgain = new Debounce(lookAgainAfterMs[0] ?? 0);
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #disposables: vscode.Disposable[] = [];
  #lastActive: vscode.TextDocument | null = vscode.window.activeTextEditor?.document ?? null;
  /** Fires when a document's card appears or changes, or when the document is no longer a card. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: OpenCardsParts) {
    this.#parts = parts;
    this.#disposables.push(
      this.#lintSoon,
      this.#askSoon,
      this.#refreshSoon,
      this.#lookAgain,
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(editor => {
        if (editor !== undefined) this.#lastActive = editor.document;
      }),
      vscode.workspace.onDidOpenTextDocument(document => void this.open(document)),
      vscode.workspace.onDidChangeTextDocument(event => this.#edited(event.document)),
      vscode.workspace.onDidSaveTextDocument(document => void this.open(document)),
      vscode.workspace.onDidCloseTextDocument(document => this.#closed(document)),
    );
  }

  get #facts(): CardFacts {
    const { facts, filesOfOthers, datasets } = this.#parts;
    return { models: facts, files: filesOfOthers, datasets };
  }

  /** The card in a document, or null if it is not a model card. */
  get(document: vscode.TextDocument): OpenCard | null {
    return this.#cards.get(document.uri.toString()) ?? null;
  }

  /**
   * The current card in a document; a change waiting to be linted is linted now. Also null while long front matter is
   * being parsed.
   */
  fresh(document: vscode.TextDocument): OpenCard | null {
    const isCurrent = () => this.get(document)?.version === document.version;
    if (this.get(document) !== null && !isCurrent()) {
      this.#lintSoon.drop(document.uri.toString());
      void this.#lint(document);
    }
    return isCurrent() ? this.get(document) : null;
  }

  /** The card in the active editor or, while a panel or view has focus, the last active one if still visible. */
  get active(): OpenCard | null {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined) return this.get(editor.document);
    const visible = vscode.window.visibleTextEditors.map(each => each.document);
    return this.#lastActive !== null && visible.includes(this.#lastActive)
      ? this.get(this.#lastActive)
      : null;
  }

  /** A card as it would be with a different text, parsed and linted; null if it is no longer open. */
  async readingOf(card: OpenCard, text: string): Promise<CardReading | null> {
    const { uri } = card.document;
    if (text === card.text) return { text, frontMatter: card.subject.frontMatter, findings: card.findings };
    const frontMatter = await parsedSoon(text, this.#parts.parse);
    const around = this.#places.get(uri.toString());
    if (around === undefined) return null;
    const subject = cardSubject(text, around.place, this.#parts.endpoint(), frontMatter);
    return { text, frontMatter, findings: findingsOf({ uri, text, subject, ...around }, this.#facts) };
  }

  /** Whether a document is a README beside model files without front matter, as far as its folder is known. */
  lacksFrontMatter(document: vscode.TextDocument): boolean {
    return lacksFrontMatter(document, this.#places.get(document.uri.toString())?.place.files ?? null);
  }

  /** Every open card. */
  get all(): readonly OpenCard[] {
    return [...this.#cards.values()];
  }

  /**
   * Resolves when the documents that are being opened now are known to be cards or not, so that a command does not take
   * the card in front of the user for none. Does not wait for longer than a user would.
   */
  async settled(): Promise<void> {
    if (this.#opening.size === 0) return;
    const waited = new Promise<void>(resolve => {
      setTimeout(resolve, mostSettlingMs);
    });
    await Promise.race([Promise.allSettled([...this.#opening]), waited]);
  }

  /** Parses and lints a document that was opened or whose context changed, and loads what its card names. */
  async open(document: vscode.TextDocument, again = 0): Promise<void> {
    const opening = this.#open(document, again);
    this.#opening.add(opening);
    try {
      await opening;
    } finally {
      this.#opening.delete(opening);
    }
    await this.#lookBeside(document);
    await this.#learn(document);
  }

  async #open(document: vscode.TextDocument, again: number): Promise<void> {
    if (!mayBeCard(document) && !isReadme(document)) return this.#forget(document);
    const [place, rules] = await Promise.all([
      placeOf(document.uri, this.#parts.picked(document.uri)),
      folderRules(document.uri, this.#parts.log),
    ]);
    if (document.isClosed) return;
    const key = document.uri.toString();
    this.#places.set(key, { place, folderRules: rules, told: this.#places.get(key)?.told });
    const pause = lookAgainAfterMs[again];
    if (place.files === null && document.uri.scheme !== "untitled" && pause !== undefined) {
      this.#lookAgain.touch(key, () => void this.open(document, again + 1), pause);
    }
    await this.#lint(document);
  }

  /** Reads the files next to a card that is shown already, and lints it again if they tell something new. */
  async #lookBeside(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const around = this.#places.get(key);
    if (around === undefined || this.get(document) === null || !isOwnCard(document.uri)) return;
    const told = await factsNextTo(document.uri, around.place.files);
    const now = this.#places.get(key);
    if (now === undefined || isSame(now.told, told)) return;
    this.#places.set(key, { ...now, told });
    await this.#lint(document);
  }

  /** Lints every open card again, soon and once for many answers, after new facts arrive. */
  refresh(): void {
    this.#refreshSoon.want();
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #edited(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!this.#places.has(key)) {
      if (mayBeCard(document)) void this.open(document);
      return;
    }
    this.#lintSoon.touch(key, () => void this.#lint(document));
    this.#askSoon.touch(key, () => void this.#learn(document));
  }

  /** Lets other work run between two cards. */
  async #refresh(): Promise<void> {
    for (const { document } of this.all) {
      await this.#lint(document);
      await new Promise(resolve => setTimeout(resolve));
    }
  }

  #closed(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#lintSoon.drop(key);
    this.#askSoon.drop(key);
    this.#lookAgain.drop(key);
    this.#places.delete(key);
    this.#parsed.delete(key);
    this.#forget(document);
  }

  #forget(document: vscode.TextDocument): void {
    if (!this.#cards.delete(document.uri.toString())) return;
    this.#lay();
    this.#changed.fire(document);
  }

  /** Lays the open cards over what the Hub says; another card may be of a child, whose findings depend on it. */
  #lay(): void {
    const isNew = this.#parts.facts.lay(laidCards(this.all.filter(card => isOwnCard(card.document.uri))));
    if (isNew && this.#cards.size > 1) this.refresh();
  }

  /** Lints a document with the facts known so far; asynchronous only for long front matter. */
  async #lint(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    if (!this.#places.has(key) || document.isClosed) return;
    const { version } = document;
    const text = cardText(document);
    const parsed = this.#parsed.get(key);
    const known = parsed?.version === version ? parsed.frontMatter : parsedNow(text);
    const frontMatter = known ?? (await parsedSoon(text, this.#parts.parse));
    // Text typed in the meantime triggers its own lint.
    if (document.version !== version) return;
    this.#parsed.set(key, { version, frontMatter });
    this.#lintParsed(document, text, frontMatter);
  }

  #lintParsed(document: vscode.TextDocument, text: string, frontMatter: FrontMatter): void {
    const key = document.uri.toString();
    const around = this.#places.get(key);
    if (around === undefined || document.isClosed) return;
    const subject = cardSubject(text, around.place, this.#parts.endpoint(), frontMatter);
    // The fields that distinguish a card from an ordinary README may come after the broken part being edited.
    const broken = subject.kind === "none" && subject.frontMatter.problems.length > 0;
    if (subject.kind !== "model" && !(broken && this.#cards.has(key))) {
      this.#forget(document);
      if (this.lacksFrontMatter(document)) this.#changed.fire(document);
      return;
    }
    const understood = { uri: document.uri, text, subject, ...around };
    const relation = relationOf(subject, contextOf(understood, this.#facts));
    const findings = findingsOf(understood, this.#facts);
    this.#cards.set(key, { document, version: document.version, text, subject, relation, findings });
    this.#lay();
    this.#changed.fire(document);
  }

  /** Loads the facts about the card's models, first from the index, then from the Hub. */
  async #learn(document: vscode.TextDocument): Promise<void> {
    const card = this.get(document);
    if (card === null) return;
    const own = card.subject.identity?.repo ?? null;
    const ids = namedModels(card.subject);
    await this.#parts.facts.loadWithAncestors(ids);
    const budget = this.#budgetOf(document);
    await this.#parts.read({ ids, own, parents: card.subject.parents }, budget);
    const around = this.#places.get(document.uri.toString());
    if (around === undefined) return;
    const { text, subject } = card;
    const written = { text, frontMatter: subject.frontMatter, disables: [] };
    await this.#parts.compare(written, contextOf({ subject, ...around }, this.#facts), budget);
  }

  /** A card keeps its budget when it is closed and opened again; at another Hub, it has another. */
  #budgetOf(document: vscode.TextDocument): CardBudget {
    const key = `${this.#parts.endpoint()} ${document.uri}`;
    const budget = this.#budgets.get(key) ?? new CardBudget(Date.now);
    this.#budgets.delete(key);
    this.#budgets.set(key, budget);
    const [oldest] = this.#budgets.keys();
    if (this.#budgets.size > mostBudgets && oldest !== undefined) this.#budgets.delete(oldest);
    return budget;
  }
}

function isSame(one: CardContext["told"], other: CardContext["told"]): boolean {
  const text = (told: CardContext["told"]) =>
    told === undefined || told === null ? "" : JSON.stringify({ ...told, hashes: [...told.hashes] });
  return text(one) === text(other);
}
