import { count, nounFor } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import type { TreeNode } from "../../src/lineage/tree/family-tree";
import type { VisibleStub } from "../../src/lineage/tree/folding";
import type { Palette } from "../../src/pictures/family/palette";
import { t } from "../../src/words/words";
import { button, textField } from "../kit/controls";
import { around, html, setChildren, setText, slot } from "../kit/dom";
import { roughly } from "../kit/numbers";
import { stubText } from "./tree/tree-words";

/** What the list of a folded group does. */
export interface GroupActs {
  /** Shows a model of the group in the tree. */
  jump(id: string): void;
  /** Draws the whole group in the tree. */
  drawAll(stub: VisibleStub): void;
  close(): void;
}

/** The most models listed at once; search finds the others. */
const mostListed = 200;

/** The models of a large folded group as a list with a search field, in place of the details. */
export class GroupList {
  readonly element = html("section", { class: "group", "aria-label": t`Folded group` });
  readonly #acts: GroupActs;
  readonly #field = textField(t`Search this group`, t`Search this group`, () => this.#list());
  readonly #title = html("h2");
  readonly #told = html("p", { class: "facts", role: "status" });
  readonly #rows = html("ul", { class: "members", "aria-label": t`Models in the group` });
  #stub: VisibleStub | null = null;
  #palette: Palette | null = null;

  constructor(acts: GroupActs) {
    this.#acts = acts;
    const all = () => {
      if (this.#stub) acts.drawAll(this.#stub);
    };
    const buttons = html(
      "div",
      { class: "buttons" },
      button(t`Show All in Tree`, "secondary", all),
      button(t`Close List`, "secondary", () => acts.close()),
    );
    this.element.append(this.#title, buttons, this.#field.element, this.#told, this.#rows);
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      acts.close();
    });
  }

  /** Lists a group by downloads and moves the focus to the search field. */
  show(stub: VisibleStub, palette: Palette): void {
    this.#stub = stub;
    this.#palette = palette;
    this.#title.replaceChildren(
      ...around(
        t`${stubText(stub).replace(/^\+/, "")} of ${slot}`,
        html("bdi", {}, showable(stub.holder.id)),
      ),
    );
    this.#field.set("");
    this.#list();
    this.#field.focus();
  }

  #list(): void {
    const [stub, palette] = [this.#stub, this.#palette];
    if (!stub || !palette) return;
    const wanted = this.#field.value().trim().toLowerCase();
    const found = wanted ? stub.members.filter(({ id }) => id.toLowerCase().includes(wanted)) : stub.members;
    const listed = found.slice(0, mostListed);
    const more = found.length - listed.length;
    setText(
      this.#told,
      more > 0
        ? t`Showing the ${listed.length} most downloaded of ${count(found.length, "model")}. Type to find others.`
        : count(found.length, "model"),
    );
    setChildren(
      this.#rows,
      listed.map(node => this.#row(node, palette)),
    );
  }

  #row(node: TreeNode, palette: Palette): HTMLElement {
    const { model, id } = node;
    const name = html("button", { type: "button", class: "link" }, html("bdi", {}, showable(id)));
    name.addEventListener("click", () => this.#acts.jump(id));
    const value = palette.valueOf(model);
    const facts = [
      value === null ? "" : showable(palette.nameOf(value)),
      model?.downloads == null ? "" : `${roughly(model.downloads)} ${nounFor(model.downloads, "download")}`,
    ];
    return html("li", {}, name, html("span", { class: "facts" }, facts.filter(Boolean).join(" · ")));
  }
}
