import { showable } from "../../src/lineage/showable";
import type { HubCopy } from "../../src/lineage/traits/laid-card";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import type { VisibleStub } from "../../src/lineage/tree/folding";
import type { Palette } from "../../src/pictures/family/palette";
import { t } from "../../src/words/words";
import { html, setAttributes, setChildren, setText } from "../kit/dom";
import { Fold } from "../kit/foldable";
import { type DetailActs, Details } from "./details";
import { type GroupActs, GroupList } from "./group-list";

/** In such windows the picture has the room until a person asks for the details. */
const small = { width: 480, height: 480 };

/** The pane next to the picture: the selected model, or the models of a folded group while the user browses them. */
export class Aside {
  readonly element = html("aside", { class: "details", "aria-label": t`Selected model` });
  readonly fold: Fold;
  readonly #body = html("div", { class: "details-body" });
  readonly #name = html("bdi", { class: "folded-name" });
  readonly #details: Details;
  readonly #group: GroupList;
  #listed: VisibleStub | null = null;
  #hasTree = false;
  #hasModel = false;

  constructor(details: DetailActs, group: GroupActs, isOpen: boolean | null, folded: () => void) {
    this.#details = new Details(details);
    this.#group = new GroupList(group);
    this.fold = new Fold(t`Details`, this.#body, small, isOpen, folded);
    this.fold.follow(open => this.element.classList.toggle("folded", !open));
    const bar = html("div", { class: "fold-bar" }, this.fold.button, this.#name);
    this.element.append(bar, this.#body);
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
    setText(this.#name, showable(selected ?? ""));
    this.#arrange();
  }

  /** Lists a folded group in place of the model. */
  list(stub: VisibleStub, palette: Palette): void {
    this.#listed = stub;
    this.#arrange();
    this.fold.reveal();
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
    setChildren(this.#body, [isList ? this.#group.element : this.#details.element]);
  }
}
