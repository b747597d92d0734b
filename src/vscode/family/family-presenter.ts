import * as vscode from "vscode";
import { ageInWords } from "../../app/age";
import { draftFamily } from "../../app/family/draft-family";
import { emptyFamilyView, FamilyWatch } from "../../app/family/watch-family";
import { declaredRelation, declaredTraits } from "../../card/card";
import type { Relation } from "../../lineage/model";
import { type PackedFamilyView, packFamily } from "../../lineage/packed-family";
import { isRepoId } from "../../lineage/repo-id";
import type { OpenCard } from "../card/open-cards";
import { config } from "../config";
import { idOf } from "../model-id";
import type { Session } from "../session";
import { draftName } from "./draft-name";
import type { ShownFamily } from "./family-export";
import { type FamilyPanel, type FamilyPanelActions, familyPanel, familyPicture } from "./family-panel";
import { hubCardScheme } from "./hub-cards";
import { pickFamily } from "./model-picker";

/** Panel actions that do not depend on which family it shows. */
export type OtherActions = Pick<
  FamilyPanelActions,
  "openOnHub" | "openCard" | "compare" | "exportFamily" | "save"
>;

/** Manages the family panel: which family it shows, how that family is read, and which card it follows. */
export class FamilyPresenter implements vscode.Disposable {
  readonly #session: Session;
  readonly #otherActions: OtherActions;
  readonly #viewChanged = new vscode.EventEmitter<void>();
  readonly #read = new vscode.EventEmitter<void>();
  /** Fires when the panel's content changes. */
  readonly onDidChangeView = this.#viewChanged.event;
  /** Fires after a family has been read, when more may be known about its models. */
  readonly onDidRead = this.#read.event;
  #panel: FamilyPanel | null = null;
  #watch: FamilyWatch | null = null;
  #view: PackedFamilyView = emptyFamilyView;
  #pinned = false;
  /** Whether the panel shows only data from the index, and the user has not requested more. */
  #fromIndexOnly = false;
  /** The card that was last active; the panel follows each card once. */
  #followed: string | undefined;

  constructor(session: Session, otherActions: OtherActions) {
    this.#session = session;
    this.#otherActions = otherActions;
  }

  /** The panel's content. */
  get view(): PackedFamilyView {
    return this.#view;
  }

  /** The model whose family was last requested; null if there is none or for a draft. */
  get focus(): string | null {
    return this.#watch?.focus ?? null;
  }

  /** What can be exported from the panel. */
  get shown(): ShownFamily {
    const panel = this.#panel;
    const picture = panel?.isVisible ? (format: "svg" | "png") => familyPicture(panel, format) : null;
    return { isOpen: panel !== null, view: this.#view, picture };
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
    if (repo === undefined || repo === this.#followed || card?.document.uri.scheme === hubCardScheme) return;
    if (this.#pinned || !this.#panel?.isVisible) return;
    this.#followed = repo;
    if (this.focus !== repo) this.#showFromIndex(repo);
  }

  /** Redraws a family shown only from the index after more data was read for the open cards. */
  async updateFromIndex(): Promise<void> {
    if (this.#fromIndexOnly && this.#panel?.isVisible) await this.#watch?.read({ fromHub: false });
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#panel?.close();
    this.#viewChanged.dispose();
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
    if (this.#watch?.focus !== id) {
      this.#watch?.dispose();
      const { index, reader } = this.#session;
      this.#watch = new FamilyWatch(id, {
        index,
        reader,
        clock: Date.now,
        maxLists: () => config.maxLists,
        notify: view => this.#update(view),
      });
      this.#update(this.#watch.view);
    }
    await this.#watch.read(options);
    await this.#session.facts.load([id]);
    this.#read.fire();
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
    this.#update({
      focus: family.root,
      draft: true,
      family: packFamily(family, text => new TextEncoder().encode(text)),
      state: "ready",
      message:
        "This card is a draft: its model is unknown or not on the Hub yet, so it has no children. If the model is on the Hub, run Choose This Card's Model.",
      progress: null,
      age: family.oldestAt === null ? null : ageInWords(family.oldestAt, Date.now()),
    });
  }

  #update(view: PackedFamilyView): void {
    this.#view = view;
    this.#panel?.update(view, view.focus === null ? "Family" : `Family: ${view.focus}`);
    this.#viewChanged.fire();
  }

  #ensurePanel(column = vscode.ViewColumn.Beside): void {
    if (this.#panel === null) this.#attach(column);
    else this.#panel.reveal();
  }

  #attach(place: vscode.ViewColumn | vscode.WebviewPanel): void {
    const { context, log, index } = this.#session;
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
      beside: async () => {
        const { focus } = this.#view;
        return focus === null || !isRepoId(focus) ? null : index.besideFamily({ id: focus });
      },
      closed: () => {
        this.#watch?.cancel();
        this.#panel = null;
        this.#pinned = false;
      },
    });
  }
}
