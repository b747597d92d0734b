import { isRelation } from "../../lineage/model";
import type { OpenCard, OpenCards } from "../card/open-cards";
import { draftName } from "./draft-name";
import type { FamilyFocus, ModelFamilyTree } from "./model-family";

/** The family panel, as far as the sidebar follows it. */
export interface FollowedPanel {
  readonly isActive: boolean;
  readonly focus: string | null;
  readonly draft: OpenCard | null;
}

/** Chooses what the sidebar's tree shows: the model of the panel while the user is in it, else the active card's, else the panel's. */
export class FamilySidebar {
  readonly #tree: ModelFamilyTree;
  readonly #cards: OpenCards;
  readonly #panel: FollowedPanel;

  constructor(tree: ModelFamilyTree, cards: OpenCards, panel: FollowedPanel) {
    this.#tree = tree;
    this.#cards = cards;
    this.#panel = panel;
  }

  /** Puts the active card or the last family shown at the top. */
  follow(): void {
    this.#tree.show(this.#focus());
  }

  /** Redraws the tree if more is known about one of its rows. */
  refresh(): Promise<void> {
    return this.#tree.refresh();
  }

  /** Shows the next page of children. */
  loadMore(target: unknown): void {
    const { id, relation } = (target ?? {}) as { id?: unknown; relation?: unknown };
    if (typeof id === "string" && isRelation(relation)) this.#tree.loadMore(id, relation);
  }

  #ofPanel(): FamilyFocus | null {
    const { focus, draft } = this.#panel;
    if (focus !== null) return { kind: "focus", id: focus };
    return draft && focusOf(draft);
  }

  #focus(): FamilyFocus | null {
    const panel = this.#ofPanel();
    const card = this.#cards.active;
    return panel !== null && (this.#panel.isActive || card === null) ? panel : card && focusOf(card);
  }
}

function focusOf(card: OpenCard): FamilyFocus {
  const id = card.subject.identity?.repo;
  if (id !== undefined) return { kind: "focus", id };
  return { kind: "draft", id: draftName(card), parents: card.subject.parents };
}
