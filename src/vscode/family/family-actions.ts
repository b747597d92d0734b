import * as vscode from "vscode";
import { ageInWords } from "../../app/age";
import { draftFamily } from "../../app/family/draft-family";
import { emptyFamilyView, FamilyWatch } from "../../app/family/watch-family";
import { UserError } from "../../app/ports/errors";
import { declaredRelation, declaredTraits } from "../../card/card";
import { isRelation, type Relation } from "../../lineage/model";
import { type PackedFamilyView, packFamily } from "../../lineage/packed-family";
import { isRepoId } from "../../lineage/repo-id";
import type { OpenCard } from "../card/open-cards";
import { config } from "../config";
import type { Session } from "../session";
import type { SidePanel } from "../side-panel";
import { exportFamily, saveFromView, writeFromView } from "./family-export";
import { familyPanel, familyPicture } from "./family-panel";
import { hubCardScheme, hubCardUri } from "./hub-cards";
import type { FamilyFocus, ModelFamilyTree } from "./model-family";
import { idOf, pickModel } from "./model-picker";

/** What a person can do with families: show, refresh, compare, open. */
export class FamilyActions implements vscode.Disposable {
  readonly #session: Session;
  readonly #tree: ModelFamilyTree;
  readonly #viewChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeView = this.#viewChanged.event;
  #panel: SidePanel<PackedFamilyView> | null = null;
  #watch: FamilyWatch | null = null;
  #view: PackedFamilyView = emptyFamilyView;
  #pinned = false;
  /** Whether the panel shows what the index has and nobody asked for more. */
  #quiet = false;
  /** The card that was in front last, so that a panel follows each card once. */
  #followed: string | undefined;

  constructor(session: Session, tree: ModelFamilyTree) {
    this.#session = session;
    this.#tree = tree;
  }

  /** What the family panel shows. */
  get view(): PackedFamilyView {
    return this.#view;
  }

  /**
   * Shows a family in the panel: of the model named, else of the card in front, else of one that is asked for. A panel
   * that is not there yet opens in `column`.
   */
  async showFamily(target: unknown, column = vscode.ViewColumn.Beside): Promise<void> {
    const named = idOf(target);
    const card = named === null ? this.#session.cards.active : null;
    if (named === null && card !== null && card.subject.identity === null) return this.#showDraft(card);
    const id = named ?? card?.subject.identity?.repo ?? (await this.#ask());
    if (id === undefined) return;
    this.#ensurePanel(column);
    // What was asked for stays until another card comes to the front.
    this.#followed = this.#session.cards.active?.subject.identity?.repo;
    await this.#read(id, { fromHub: this.#session.online !== "off" });
  }

  /** Reads a family anew: the one named, else that of the card in front (a draft's parents), else the panel's. */
  async refreshFamily(target: unknown): Promise<void> {
    const { online, facts, cards } = this.#session;
    if (online === "off")
      throw new UserError(
        "The Hub is not asked, because hubLineage.online is off. Change that setting to refresh.",
      );
    const card = cards.active?.subject;
    const id = idOf(target) ?? (card ? card.identity?.repo : this.#watch?.focus);
    if (id === undefined && !card?.parents.length)
      throw new UserError("There is no family to refresh. Show one first.");
    if (id !== undefined) {
      await facts.read(id, { force: true });
      await this.#session.readChildren(id, true);
    }
    for (const parent of card?.parents ?? []) await facts.read(parent, { force: true });
    if (id !== undefined && this.#watch?.focus === id) await this.#watch.read({ fromHub: true });
    await this.#tree.refresh();
  }

  /** Saves a family in a format of the person's choice: the one named, else the panel's, else that of the card in front. */
  async exportFamily(target: unknown): Promise<void> {
    const { index, cards } = this.#session;
    const named = idOf(target);
    const [panel, view] = [this.#panel, this.#view];
    const shown = named === null && panel ? view.focus : null;
    const id = named ?? shown ?? cards.active?.subject.identity?.repo ?? (await this.#ask());
    if (id === undefined) return;
    const isDraft = id === shown && view.draft;
    await exportFamily({
      root: id,
      write: format => (isDraft ? writeFromView(view, format) : index.writtenFamily({ id, format })),
      picture: id === view.focus && panel?.isVisible ? format => familyPicture(panel, format) : null,
    });
  }

  /** Puts the card in front, or the family shown last, into the sidebar. */
  followEditor(): void {
    this.#tree.show(this.#treeFocus());
  }

  /** Asks which model the card in front belongs to, and remembers it. */
  async chooseModel(): Promise<void> {
    const card = this.#session.cards.active;
    if (card === null) throw new UserError("There is no model card in front. Open one first.");
    const id = await pickModel(this.#session, "Which model is this card?", "organization/name on the Hub");
    if (id !== undefined) await this.#session.pick(card.document, id);
  }

  /** Shows the card in front beside its parent's, as VS Code shows changes. */
  async compareWithParent(target: unknown): Promise<void> {
    const card = this.#session.cards.active;
    if (card === null) throw new UserError("There is no model card in front to compare. Open one first.");
    const parents = card.subject.parents;
    const parent =
      idOf(target) ??
      (parents.length > 1
        ? await vscode.window.showQuickPick([...parents], { title: "Compare with which parent?" })
        : parents[0]);
    if (parent === undefined) {
      if (parents.length === 0)
        throw new UserError("This card names no parent. Add base_model to compare with one.");
      return;
    }
    await vscode.commands.executeCommand(
      "vscode.diff",
      await hubCardUri(parent, this.#session),
      card.document.uri,
      `${parent} ↔ this card`,
    );
  }

  /** Shows the cards of a parent and its child as VS Code shows changes: the child's own when it is open here, else the Hub's. */
  async compareCards(parent: string, child: string): Promise<void> {
    const card = this.#session.cards.active;
    const isOpen = card !== null && card.subject.identity?.repo === child;
    await vscode.commands.executeCommand(
      "vscode.diff",
      await hubCardUri(parent, this.#session),
      isOpen ? card.document.uri : await hubCardUri(child, this.#session),
      `${parent} ↔ ${child}`,
      { viewColumn: vscode.ViewColumn.One, preview: true } satisfies vscode.TextDocumentShowOptions,
    );
  }

  /** Opens a model's page on the Hub in the browser. */
  async openOnHub(target: unknown): Promise<void> {
    const id = idOf(target) ?? this.#session.cards.active?.subject.identity?.repo;
    if (id === undefined) throw new UserError("This card is a draft that is not on the Hub yet.");
    await vscode.env.openExternal(vscode.Uri.parse(`${this.#session.endpoint}/${id}`));
  }

  /** Opens a model's card from the Hub as a read-only document. */
  async openCard(target: unknown): Promise<void> {
    const id = idOf(target);
    if (id === null) throw new UserError("There is no model chosen whose card could be opened.");
    const document = await vscode.workspace.openTextDocument(await hubCardUri(id, this.#session));
    await vscode.window.showTextDocument(
      await vscode.languages.setTextDocumentLanguage(document, "markdown"),
      { preview: true, viewColumn: vscode.ViewColumn.One },
    );
  }

  /** Shows the next page of children in the sidebar. */
  async loadMore(target: unknown): Promise<void> {
    const { id, relation } = (target ?? {}) as { id?: unknown; relation?: unknown };
    if (typeof id === "string" && isRelation(relation)) this.#tree.loadMore(id, relation);
  }

  /** Fills a panel that VS Code restored with what the index has; nobody asked for more, and the view offers it. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = (state ?? {}) as { readonly focus?: unknown; readonly pinned?: unknown };
    const focus = idOf(kept.focus);
    this.#attach(panel);
    this.#pinned = kept.pinned === true;
    // VS Code shows nothing of the panel until this returns.
    if (focus !== null) this.#readQuietly(focus);
  }

  /**
   * Shows the family of the card that came to the front, as far as the index has it: not while the panel is pinned or
   * out of sight, and not for a card that was in front already.
   */
  followInPanel(): void {
    const card = this.#session.cards.active;
    const repo = card?.subject.identity?.repo;
    // A card that was opened from the panel, to be read or compared, does not turn the panel.
    if (repo === undefined || repo === this.#followed || card?.document.uri.scheme === hubCardScheme) return;
    if (this.#pinned || !this.#panel?.isVisible) return;
    this.#followed = repo;
    if (this.#watch?.focus !== repo) this.#readQuietly(repo);
  }

  /** Draws a family anew that was shown from the index alone, after more was read for the open cards. */
  async drawQuietAgain(): Promise<void> {
    if (this.#quiet && this.#panel?.isVisible) await this.#watch?.read({ fromHub: false });
  }

  #readQuietly(id: string): void {
    this.#quiet = true;
    this.#read(id, { fromHub: false }).catch((error: unknown) =>
      this.#session.log.error(`family of ${id} not shown: ${String(error)}`),
    );
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#panel?.close();
    this.#viewChanged.dispose();
  }

  async #ask(): Promise<string | undefined> {
    return pickModel(
      this.#session,
      "Show a Model's Family",
      "organization/name, or words to search the Hub for",
    );
  }

  async #read(id: string, options: { readonly fromHub: boolean }): Promise<void> {
    if (options.fromHub) this.#quiet = false;
    if (this.#watch?.focus !== id) {
      this.#watch?.dispose();
      const { index, reader } = this.#session;
      this.#watch = new FamilyWatch(id, {
        index,
        reader,
        clock: Date.now,
        maxLists: () => config.maxLists,
        notify: view => this.#picture(view),
      });
      this.#picture(this.#watch.view);
    }
    await this.#watch.read(options);
    await this.#session.facts.load([id]);
    this.followEditor();
    await this.#tree.refresh();
  }

  async #showDraft(card: OpenCard): Promise<void> {
    this.#ensurePanel();
    this.#watch?.dispose();
    this.#watch = null;
    const { frontMatter, parents } = card.subject;
    const relation: Relation = declaredRelation(frontMatter) ?? "unknown";
    const family = await draftFamily(
      { name: draftName(card), parents, relation, traits: declaredTraits(frontMatter) },
      this.#session.index,
    );
    this.#picture({
      focus: family.root,
      draft: true,
      family: packFamily(family, text => new TextEncoder().encode(text)),
      state: "ready",
      message:
        "A draft: this card's model is not known or not on the Hub yet, so it has no children. Choose Which Model This Card Is, if it is on the Hub.",
      progress: null,
      age: family.oldestAt === null ? null : ageInWords(family.oldestAt, Date.now()),
    });
  }

  #picture(view: PackedFamilyView): void {
    this.#view = view;
    this.#panel?.update(view, view.focus === null ? "Family" : `Family: ${view.focus}`);
    this.#viewChanged.fire();
  }

  #ensurePanel(column = vscode.ViewColumn.Beside): void {
    if (this.#panel === null) this.#attach(column);
    else this.#panel.reveal();
  }

  #attach(place: vscode.ViewColumn | vscode.WebviewPanel): void {
    const { context, log } = this.#session;
    this.#panel = familyPanel(place, context.extensionUri, log, {
      view: () => this.#view,
      openOnHub: id => this.openOnHub(id),
      openCard: id => this.openCard(id),
      compare: (parent, child) => this.compareCards(parent, child),
      pin: pinned => {
        this.#pinned = pinned;
      },
      show: id => this.showFamily(id),
      refresh: async () => {
        this.#quiet = false;
        await this.#watch?.read({ fromHub: this.#session.online !== "off" });
      },
      cancel: () => this.#watch?.cancel(),
      pick: () => this.showFamily(undefined),
      beside: async () => {
        const { focus } = this.#view;
        return focus === null || !isRepoId(focus) ? null : this.#session.index.besideFamily({ id: focus });
      },
      exportFamily: () => this.exportFamily(undefined),
      save: file => saveFromView(this.#view.focus, file),
      closed: () => {
        this.#watch?.cancel();
        this.#panel = null;
        this.#pinned = false;
      },
    });
  }

  /** The model that the sidebar shows: the card's in front, else the one of the family panel. */
  #treeFocus(): FamilyFocus | null {
    const card = this.#session.cards.active;
    const id = card === null ? this.#watch?.focus : card.subject.identity?.repo;
    if (id !== undefined) return { kind: "focus", id };
    return card === null ? null : { kind: "draft", id: draftName(card), parents: card.subject.parents };
  }
}

/** What a card that is not on the Hub is called: by its folder, else by its file. */
function draftName(card: OpenCard): string {
  const path = vscode.workspace.asRelativePath(card.document.uri, false).split("/");
  // Not to be taken for a model id: those have no spaces.
  return `${path.at(-2) ?? path.at(-1) ?? ""} (this card)`;
}
