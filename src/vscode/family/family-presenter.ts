import * as vscode from "vscode";
import { familyAge } from "../../app/age";
import { withAncestors } from "../../app/card/laid-cards";
import { draftFamily } from "../../app/family/draft-family";
import { draftPlace } from "../../app/family/draft-words";
import { emptyFamilyView, FamilyWatch } from "../../app/family/watch-family";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { type PackedFamilyView, packFamily } from "../../lineage/packed-family";
import { isRepoId } from "../../lineage/repo-id";
import type { LaidCard } from "../../lineage/traits/laid-card";
import type { PosterLook } from "../../protocol";
import { t } from "../../words/words";
import type { OpenCard } from "../card/open-cards";
import { config } from "../config";
import { idOf } from "../model-id";
import type { Session } from "../session";
import { draftName } from "./draft-name";
import { DriftSources } from "./drift-sources";
import type { ShownFamily } from "./family-export";
import {
  type FamilyPanel,
  type FamilyPanelActions,
  familyPanel,
  familyPicture,
  posterPicture,
} from "./family-panel";
import { hubCardId } from "./hub-card-address";
import { pickFamily } from "./model-picker";

/** Panel actions that do not depend on which family it shows. */
export type OtherActions = Pick<
  FamilyPanelActions,
  "openOnHub" | "copyId" | "openCard" | "compare" | "exportFamily" | "save"
>;

/** Manages the family panel: which family it shows, how that family is read, and which card it follows. */
export class FamilyPresenter implements vscode.Disposable {
  readonly #session: Session;
  readonly #otherActions: OtherActions;
  readonly #drift: DriftSources;
  readonly #viewChanged = new vscode.EventEmitter<void>();
  readonly #read = new vscode.EventEmitter<void>();
  readonly #activated = new vscode.EventEmitter<void>();
  /** Fires when the user enters or leaves the panel, or closes it. */
  readonly onDidActivate = this.#activated.event;
  /** Fires when the panel's content changes. */
  readonly onDidChangeView = this.#viewChanged.event;
  /** Fires after a family has been read, when more may be known about its models. */
  readonly onDidRead = this.#read.event;
  #panel: FamilyPanel | null = null;
  #watch: FamilyWatch | null = null;
  /** The card whose draft the panel shows; null while it shows a model on the Hub. */
  #draft: vscode.TextDocument | null = null;
  /** What the draft that is shown was drawn from. */
  #drawnDraft = "";
  /** The open cards that are laid over the family, and their number among all that were asked for. */
  #laid: readonly LaidCard[] = [];
  #laying = 0;
  #view: PackedFamilyView = emptyFamilyView;
  #pinned = false;
  /** Whether the panel shows only data from the index, and the user has not requested more. */
  #fromIndexOnly = false;
  /** The card that was last active; the panel follows each card once. */
  #followed: string | undefined;

  constructor(session: Session, otherActions: OtherActions) {
    this.#session = session;
    this.#otherActions = otherActions;
    this.#drift = new DriftSources(session);
  }

  /** The panel's content. */
  get view(): PackedFamilyView {
    return this.#view;
  }

  /** The model whose family the panel shows; null if it is closed, empty, or shows a draft. */
  get focus(): string | null {
    return this.#panel === null ? null : (this.#watch?.focus ?? null);
  }

  /** The card whose draft the panel shows; null if it is closed or shows a model on the Hub. */
  get draft(): OpenCard | null {
    return this.#panel === null || this.#draft === null ? null : this.#session.cards.get(this.#draft);
  }

  /** Whether the user is in the panel. */
  get isActive(): boolean {
    return this.#panel?.isActive ?? false;
  }

  /** What can be exported from the panel. */
  get shown(): ShownFamily {
    const panel = this.#panel;
    const picture = panel?.isVisible ? (format: "svg" | "png") => familyPicture(panel, format) : null;
    const poster = panel?.isVisible ? (look: PosterLook) => posterPicture(panel, look) : null;
    return { isOpen: panel !== null, view: this.#view, picture, poster };
  }

  /**
   * Shows the family of the model named, the active card, or a model that the user selects. A new panel opens in
   * `column`.
   */
  async show(target: unknown, column = vscode.ViewColumn.Beside): Promise<void> {
    const named = idOf(target);
    const card = named === null ? this.#session.cards.active : null;
    if (named === null && card !== null && card.subject.identity === null) return this.#showDraft(card);
    const id = named ?? card?.subject.identity?.repo ?? (await pickFamily(this.#session));
    if (id === undefined) return;
    this.#ensurePanel(column);
    // The requested family stays until another card becomes active.
    this.#followed = this.#session.cards.active?.subject.identity?.repo;
    await this.#showModel(id, { fromHub: this.#session.online !== "off" });
  }

  /** Reads missing or outdated parts of the family from the Hub. Throws UserError if Hub access is off. */
  async readFromHub(): Promise<void> {
    this.#session.requireOnline();
    this.#fromIndexOnly = false;
    await this.#watch?.read({ fromHub: true });
  }

  /** Fills a panel restored by VS Code with data from the index; the view offers to read more. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = (state ?? {}) as { readonly focus?: unknown; readonly pinned?: unknown };
    const focus = idOf(kept.focus);
    this.#attach(panel);
    this.#pinned = kept.pinned === true;
    // VS Code does not show the panel until this returns.
    if (focus !== null) this.#showFromIndex(focus);
  }

  /**
   * Shows the indexed part of the newly active card's family, unless the panel is pinned or hidden, or the card was
   * already active.
   */
  follow(): void {
    const card = this.#session.cards.active;
    const repo = card?.subject.identity?.repo;
    // A card opened from the panel, to read or compare, does not change the panel.
    if (repo === undefined || repo === this.#followed || hubCardId(card?.document.uri) !== null) return;
    if (this.#pinned || !this.#panel?.isVisible) return;
    this.#followed = repo;
    if (this.focus !== repo) this.#showFromIndex(repo);
  }

  /** Shows the open cards as they are now: the draft, or the cards laid over the family. */
  async followText(): Promise<void> {
    if (this.#draft !== null && this.#panel !== null) await this.#drawDraft(this.#draft, true);
    await this.#lay();
  }

  /** Lays the open cards over the family while the panel is visible; when it is shown again, they are laid anew. */
  async #lay(): Promise<void> {
    const turn = ++this.#laying;
    if (!this.#panel?.isVisible) return;
    const { facts, index } = this.#session;
    const cards = await withAncestors(facts, index, () => turn !== this.#laying);
    if (turn !== this.#laying) return;
    if (JSON.stringify(cards) === JSON.stringify(this.#laid)) return;
    this.#laid = cards;
    if (this.#panel === null || this.#view.family === null) return;
    this.#view = { ...this.#view, cards };
    this.#panel.channel
      .call("lay", cards)
      .catch((error: unknown) => this.#session.log.debug(`cards not laid: ${String(error)}`));
    this.#viewChanged.fire();
  }

  #laySoon(): void {
    this.#lay().catch((error: unknown) =>
      this.#session.log.error(`could not lay the open cards: ${String(error)}`),
    );
  }

  /** Redraws a draft or a family shown only from the index after more data was read for the open cards. */
  async updateFromIndex(): Promise<void> {
    if (this.#draft !== null && this.#panel?.isVisible) await this.#drawDraft(this.#draft);
    else if (this.#fromIndexOnly && this.#panel?.isVisible) await this.#watch?.read({ fromHub: false });
  }

  /** Shows what another Hub's index has of the family. */
  changeHub(): void {
    const { focus } = this;
    this.#watch?.dispose();
    this.#watch = null;
    if (this.#panel === null) return;
    if (this.#draft !== null) void this.#drawDraft(this.#draft);
    else if (focus !== null) this.#showFromIndex(focus);
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#panel?.close();
    this.#viewChanged.dispose();
    this.#activated.dispose();
    this.#read.dispose();
  }

  #showFromIndex(id: string): void {
    this.#fromIndexOnly = true;
    this.#showModel(id, { fromHub: false }).catch((error: unknown) =>
      this.#session.log.error(`could not show the family of ${id}: ${String(error)}`),
    );
  }

  async #showModel(id: string, options: { readonly fromHub: boolean }): Promise<void> {
    if (options.fromHub) this.#fromIndexOnly = false;
    this.#draft = null;
    if (this.#watch?.focus !== id) {
      this.#watch?.dispose();
      const { index, reader } = this.#session.present;
      this.#watch = new FamilyWatch(id, {
        index,
        reader,
        clock: Date.now,
        maxLists: () => config.maxLists,
        notify: view => this.#update(view),
      });
      this.#update(this.#watch.view);
      this.#laySoon();
    }
    await this.#watch.read(options);
    await this.#session.facts.load([id]);
    this.#read.fire();
  }

  async #showDraft(card: OpenCard): Promise<void> {
    this.#ensurePanel();
    this.#watch?.dispose();
    this.#watch = null;
    this.#draft = card.document;
    await this.#drawDraft(card.document);
  }

  /** Draws a draft as its card is now; with `ifChanged`, only if the text changed it. A closed card's draft stays as it was. */
  async #drawDraft(document: vscode.TextDocument, ifChanged = false): Promise<void> {
    const card = this.#session.cards.get(document);
    if (card === null) return;
    const { frontMatter, parents } = card.subject;
    const { index } = this.#session;
    const draft = {
      name: draftName(card),
      parents,
      relation: card.relation,
      traits: declaredTraits(frontMatter),
    };
    const drawn = JSON.stringify(draft);
    if (ifChanged && drawn === this.#drawnDraft) return;
    this.#drawnDraft = drawn;
    const family = await draftFamily(draft, index);
    // Another family, another text, or another Hub's answers may have been asked for since.
    if (this.#draft !== document || this.#drawnDraft !== drawn || this.#session.index !== index) return;
    this.#update({
      focus: family.root,
      draft: true,
      ...draftPlace(family),
      family: packFamily(family, text => new TextEncoder().encode(text)),
      state: "ready",
      progress: null,
      age: familyAge(family, Date.now()),
    });
  }

  #update(shown: PackedFamilyView): void {
    const view = { ...shown, cards: this.#laid };
    this.#view = view;
    this.#panel?.update(view, view.focus === null ? t`Family` : t`Family: ${view.focus}`);
    this.#viewChanged.fire();
  }

  #ensurePanel(column = vscode.ViewColumn.Beside): void {
    if (this.#panel === null) this.#attach(column);
    else this.#panel.reveal(true);
  }

  #attach(place: vscode.ViewColumn | vscode.WebviewPanel): void {
    const { context, log } = this.#session;
    this.#panel = familyPanel(place, context.extensionUri, log, {
      ...this.#otherActions,
      view: () => this.#view,
      pin: pinned => {
        this.#pinned = pinned;
      },
      show: id => this.show(id),
      refresh: () => this.readFromHub(),
      cancel: () => this.#watch?.cancel(),
      pick: () => this.show(undefined),
      source: async () => ({
        host: new URL(this.#session.endpoint).host,
        version: String(this.#session.context.extension.packageJSON.version),
      }),
      beside: async () => {
        const { focus } = this.#view;
        return focus === null || !isRepoId(focus) ? null : this.#drift.beside(focus);
      },
      closed: () => {
        this.#watch?.dispose();
        this.#watch = null;
        this.#draft = null;
        this.#view = emptyFamilyView;
        this.#panel = null;
        this.#pinned = false;
        this.#viewChanged.fire();
      },
      activated: () => {
        this.#activated.fire();
        this.#laySoon();
      },
    });
  }
}
