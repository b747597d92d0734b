import { isRelation } from "../../lineage/model";
import type { OpenCards } from "../card/open-cards";
import { draftName } from "./draft-name";
import type { FamilyFocus, ModelFamilyTree } from "./model-family";

/** Chooses what the sidebar's tree shows: the active card's model, or else the family panel's. */
export class FamilySidebar {
  readonly #tree: ModelFamilyTree;
  readonly #cards: OpenCards;
  readonly #panelFocus: () => string | null;

  /** `panelFocus` returns the model that the family panel shows, or null. */
  constructor(tree: ModelFamilyTree, cards: OpenCards, panelFocus: () => string | null) {
    this.#tree = tree;
    this.#cards = cards;
    this.#panelFocus = panelFocus;
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

  #focus(): FamilyFocus | null {
    const card = this.#cards.active;
    const id = card === null ? this.#panelFocus() : card.subject.identity?.repo;
    if (id !== undefined && id !== null) return { kind: "focus", id };
    return card === null ? null : { kind: "draft", id: draftName(card), parents: card.subject.parents };
  }
}
