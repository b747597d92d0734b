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

/** What a person can do in the panel that has nothing to do with which family it shows. */
export type OtherActions = Pick<
  FamilyPanelActions,
  "openOnHub" | "openCard" | "compare" | "exportFamily" | "save"
>;

/** The family panel: which family it shows, how that is read, and which card it follows. */
export class FamilyPresenter implements vscode.Disposable {
  readonly #session: Session;
  readonly #otherActions: OtherActions;
  readonly #viewChanged = new vscode.EventEmitter<void>();
  readonly #read = new vscode.EventEmitter<void>();
  /** Fires when the panel shows something else. */
  readonly onDidChangeView = this.#viewChanged.event;
  /** Fires after a family was read, so that more may be known of its models. */
  readonly onDidRead = this.#read.event;
  #panel: FamilyPanel | null = null;
  #watch: FamilyWatch | null = null;
  #view: PackedFamilyView = emptyFamilyView;
  #pinned = false;
  /** Whether the panel shows what the index has and nobody asked for more. */
  #fromIndexOnly = false;
  /** The card that was in front last, so that a panel follows each card once. */
  #followed: string | undefined;

  constructor(session: Session, otherActions: OtherActions) {
    this.#session = session;
    this.#otherActions = otherActions;
  }

  /** What the panel shows. */
  get view(): PackedFamilyView {
    return this.#view;
  }

  /** The model whose family was asked for last; null before, and for a draft. */
  get focus(): string | null {
    return this.#watch?.focus ?? null;
  }

  /** What can be exported of it. */
  get shown(): ShownFamily {
    const panel = this.#panel;
    const picture = panel?.isVisible ? (format: "svg" | "png") => familyPicture(panel, format) : null;
    return { isOpen: panel !== null, view: this.#view, picture };
  }

  /**
   * Shows a family: of the model named, else of the card in front, else of one that is asked for. A panel that is not
   * there yet opens in `column`.
   */
  async show(target: unknown, column = vscode.ViewColumn.Beside): Promise<void> {
    const named = idOf(target);
    const card = named === null ? this.#session.cards.active : null;
    if (named === null && card !== null && card.subject.identity === null) return this.#showDraft(card);
    const id = named ?? card?.subject.identity?.repo ?? (await pickFamily(this.#session));
    if (id === undefined) return;
    this.#ensurePanel(column);
    // What was asked for stays until another card comes to the front.
    this.#followed = this.#session.cards.active?.subject.identity?.repo;
    await this.#showModel(id, { fromHub: this.#session.online !== "off" });
  }

  /** Reads the family shown from the Hub: what is missing of it, or is due. Throws UserError where the Hub is not asked. */
  async readFromHub(): Promise<void> {
    this.#session.requireOnline();
    this.#fromIndexOnly = false;
    await this.#watch?.read({ fromHub: true });
  }

  /** Fills a panel that VS Code restored with what the index has; nobody asked for more, and the view offers it. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = (state ?? {}) as { readonly focus?: unknown; readonly pinned?: unknown };
    const focus = idOf(kept.focus);
    this.#attach(panel);
    this.#pinned = kept.pinned === true;
    // VS Code shows nothing of the panel until this returns.
    if (focus !== null) this.#showFromIndex(focus);
  }

  /**
   * Shows the family of the card that came to the front, as far as the index has it: not while the panel is pinned or
   * out of sight, and not for a card that was in front already.
   */
  follow(): void {
    const card = this.#session.cards.active;
    const repo = card?.subject.identity?.repo;
    // A card that was opened from the panel, to be read or compared, does not turn the panel.
    if (repo === undefined || repo === this.#followed || card?.document.uri.scheme === hubCardScheme) return;
    if (this.#pinned || !this.#panel?.isVisible) return;
    this.#followed = repo;
    if (this.focus !== repo) this.#showFromIndex(repo);
  }

  /** Draws a family anew that was shown from the index alone, after more was read for the open cards. */
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
      this.#session.log.error(`family of ${id} not shown: ${String(error)}`),
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
        "A draft: this card's model is not known or not on the Hub yet, so it has no children. Choose Which Model This Card Is, if it is on the Hub.",
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
