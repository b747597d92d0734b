import * as vscode from "vscode";
import { type Compared, comparison } from "../../app/card/comparison";
import { comparisonCommands, comparisonToHtml, type ParentText } from "../../app/card/comparison-page";
import { frontMatterEdits } from "../../app/card/front-matter-edits";
import { besideCard } from "../../app/card/laid-cards";
import { HubError, remembered, UserError } from "../../app/ports/errors";
import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import type { OpenCard } from "../card/open-cards";
import { isOwnCard } from "../card/own-card";
import { idOf } from "../model-id";
import { freshNonce, panelIcon } from "../panel-html";
import type { Session } from "../session";
import { hubCardUri, readCard } from "./hub-cards";

/** A parent and what is compared with it: the card in a document, or a model on the Hub. */
interface Pair {
  readonly parent: string;
  readonly child: vscode.Uri | string;
  /** What to call the child. */
  readonly name: string;
}

/** The page that compares a model with its parent, trait by trait, and leads to the diff of their texts. There is at most one. */
export class ComparisonPanel implements vscode.Disposable {
  readonly #session: Session;
  readonly #disposables: vscode.Disposable[];
  #panel: vscode.WebviewPanel | null = null;
  #pair: Pair | null = null;
  #text:
    | Exclude<ParentText, { readonly state: "ready" }>
    | { readonly state: "ready"; readonly parent: string } = { state: "reading" };
  /** The card on the Hub of a child that is not open; null if it was not read. */
  #childText: string | null = null;
  #drawn = "";

  constructor(session: Session) {
    this.#session = session;
    this.#disposables = [
      session.cards.onDidChange(() => this.#draw()),
      session.onDidChangeState(() => this.#draw()),
      session.onDidChangeHub(() => this.#panel?.dispose()),
      // Whoever signs in may read what was refused before.
      session.context.secrets.onDidChange(() => void this.#readText()),
    ];
  }

  /** Shows the traits of a child, by default the active card's, beside those of a parent, by default its own. */
  async show(parent: unknown, child?: unknown, column = vscode.ViewColumn.Active): Promise<void> {
    const pair = await this.#pairOf(parent, child);
    if (pair === null) return;
    this.#pair = pair;
    this.#text = { state: "reading" };
    if (this.#panel === null) this.#panel = this.#opened(column);
    else this.#panel.reveal(this.#panel.viewColumn);
    await this.#session.facts.load([pair.parent, ...(typeof pair.child === "string" ? [pair.child] : [])]);
    this.#draw();
    const { facts, online } = this.#session;
    if (facts.get(pair.parent).state === "unknown" && online !== "off") await facts.read(pair.parent);
    this.#draw();
    await this.#readText();
  }

  /** Opens a diff of the texts of the two cards, folded where they are equal. */
  async showTexts(parent: unknown, child?: unknown): Promise<void> {
    const pair = await this.#pairOf(parent, child);
    if (pair === null) return;
    const theirs = await hubCardUri(pair.parent, this.#session);
    const own = typeof pair.child === "string" ? await hubCardUri(pair.child, this.#session) : pair.child;
    // Unlike vscode.diff, this folds what is equal, whatever the user's settings for diffs.
    await vscode.commands.executeCommand("vscode.changes", `${pair.parent} ↔ ${pair.name}`, [
      [own, theirs, own],
    ]);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
    this.#panel?.dispose();
  }

  /** Which two to compare; null if the user chose no parent. A child whose card is open stands for that card. */
  async #pairOf(parent: unknown, child: unknown): Promise<Pair | null> {
    if (typeof parent === "object" && idOf(parent) !== null) return this.#pairOfRow(parent);
    const { cards } = this.#session;
    const childId = idOf(child);
    const card =
      childId === null
        ? this.#activeCard()
        : cards.all.find(each => each.subject.identity?.repo === childId && isOwnCard(each.document.uri));
    const from = card?.document.uri ?? childId;
    if (from === null || from === undefined)
      throw new UserError(t`No model card is active. Open the card to compare first.`);
    const name = childId ?? t`this card`;
    const given = idOf(parent);
    if (given !== null) return { parent: given, child: from, name };
    const parents = card?.subject.parents ?? [];
    if (parents.length === 0)
      throw new UserError(t`This card names no parent. Add base_model to compare it with a parent.`);
    const chosen =
      parents.length > 1
        ? await vscode.window.showQuickPick([...parents], { title: t`Select a Parent to Compare With` })
        : parents[0];
    return chosen === undefined ? null : { parent: chosen, child: from, name };
  }

  /** The model of a tree row with the model that it is listed below, with the active card whose parent it is, or with its own parent. */
  async #pairOfRow(row: unknown): Promise<Pair | null> {
    const id = idOf(row) ?? "";
    const below = idOf((row as { readonly beside?: unknown }).beside);
    if (below !== null) return this.#pairOf(below, id);
    if (this.#activeCard()?.subject.parents.includes(id)) return this.#pairOf(id, undefined);
    await this.#session.facts.load([id]);
    const found = this.#session.facts.get(id);
    const [edge] = found.state === "known" ? found.entry.parents : [];
    if (edge === undefined)
      throw new UserError(t`No parent of ${id} is known, so there is nothing to compare it with.`);
    return this.#pairOf(edge.parent, id);
  }

  /** The card in front of the user, or the one that is compared while this page is in front. */
  #activeCard(): OpenCard | null {
    const { cards } = this.#session;
    if (!this.#panel?.active) return cards.active;
    return this.#cardAt(this.#pair?.child) ?? cards.active;
  }

  #cardAt(uri: vscode.Uri | string | undefined): OpenCard | undefined {
    return this.#session.cards.all.find(({ document }) => document.uri === uri);
  }

  #opened(column: vscode.ViewColumn): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel("hubLineage.comparison", t`Compare with Parent`, column, {
      enableCommandUris: comparisonCommands,
      enableFindWidget: true,
    });
    panel.iconPath = panelIcon(this.#session.context.extensionUri);
    panel.onDidDispose(() => {
      this.#panel = null;
      this.#pair = null;
      this.#drawn = "";
    });
    return panel;
  }

  /** Finds out whether the parent's card can be read, before the user asks for it. */
  async #readText(): Promise<void> {
    const pair = this.#pair;
    if (pair === null) return;
    const text = await readCard(pair.parent, this.#session).then(
      parent => ({ state: "ready", parent }) as const,
      (error: unknown) => {
        if (!(error instanceof HubError)) throw error;
        const { message, reason } = error;
        const isForGuests = remembered.has(reason) || reason === "bad-token";
        return { state: "failed", message, isForGuests } as const;
      },
    );
    const { child } = pair;
    // Without the child's text, the page is as useful as before.
    const childText =
      typeof child === "string" ? await readCard(child, this.#session).catch(() => null) : null;
    if (this.#pair !== pair) return;
    [this.#text, this.#childText] = [text, childText];
    this.#draw();
  }

  #draw(): void {
    if (this.#panel === null || this.#pair === null) return;
    const { parent, name } = this.#pair;
    const { facts } = this.#session;
    const found = facts.get(parent);
    const compared = this.#comparedWith(this.#pair);
    // The card was closed; its page shows how it was.
    if (compared === null) return;
    const page = {
      parent,
      name,
      child: isRepoId(name) ? name : null,
      comparison: comparison(
        { ...compared, parent: found.state === "known" ? found.entry : null },
        Date.now(),
      ),
      unknown: found.state === "known" ? null : this.#session.whyUnknown(parent, found),
      text: this.#comparedText(this.#pair),
    };
    const drawn = JSON.stringify(page);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#panel.title = `${parent} → ${name}`;
    this.#panel.webview.html = comparisonToHtml({ ...page, nonce: freshNonce() });
  }

  #comparedText({ child }: Pair): ParentText {
    if (this.#text.state !== "ready") return this.#text;
    const own = this.#cardAt(child)?.text ?? this.#childText;
    return { state: "ready", edits: own === null ? null : frontMatterEdits(this.#text.parent, own) };
  }

  #comparedWith({ parent: id, child }: Pair): Omit<Compared, "parent"> | null {
    const card = this.#cardAt(child);
    if (card !== undefined) {
      return { id, card: besideCard(card, this.#session.facts), findings: card.findings };
    }
    if (typeof child !== "string") return null;
    const found = this.#session.facts.get(child);
    if (found.state !== "known") return null;
    const edge = found.entry.parents.find(({ parent }) => parent === id);
    const relation = edge?.relation ?? "unknown";
    return { id, card: { model: found.entry.model, onHub: null, relation }, findings: [] };
  }
}
