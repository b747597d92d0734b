import type { HubCopy } from "../../src/lineage/traits/laid-card";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import type { VisibleStub } from "../../src/lineage/tree/folding";
import type { Palette } from "../../src/pictures/family/palette";
import { t } from "../../src/words/words";
import { html, setAttributes, setChildren } from "../kit/dom";
import { type DetailActs, Details } from "./details";
import { type GroupActs, GroupList } from "./group-list";

/** The pane next to the tree: the selected model, or the models of a folded group while the user browses them. */
export class Aside {
  readonly element = html("aside", { class: "details", "aria-label": t`Selected model` });
  readonly #details: Details;
  readonly #group: GroupList;
  #listed: VisibleStub | null = null;
  #hasTree = false;
  #hasModel = false;

  constructor(details: DetailActs, group: GroupActs) {
    this.#details = new Details(details);
    this.#group = new GroupList(group);
  }

  /** Shows the selected model of a tree; an open group list stays on top. */
  show(
    tree: FamilyTree | null,
    selected: string | null,
    draft: string | null,
    onHub?: ReadonlyMap<string, HubCopy>,
  ): void {
    this.#hasTree = tree !== null;
    this.#hasModel = this.#details.show(tree, selected, draft, onHub);
    this.#arrange();
  }

  /** Lists a folded group in place of the model. */
  list(stub: VisibleStub, palette: Palette): void {
    this.#listed = stub;
    this.#arrange();
    this.#group.show(stub, palette);
  }

  /** Closes the list and returns its group; null if none was open. */
  closeList(): VisibleStub | null {
    const stub = this.#listed;
    this.#listed = null;
    this.#arrange();
    return stub;
  }

  #arrange(): void {
    const isList = this.#listed !== null && this.#hasTree;
    this.element.hidden = !this.#hasModel && !isList;
    setAttributes(this.element, { "aria-label": isList ? t`Folded group` : t`Selected model` });
    setChildren(this.element, [isList ? this.#group.element : this.#details.element]);
  }
}
