import { count } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import type { FamilyView } from "../../src/lineage/shown-family";
import { t } from "../../src/words/words";
import { button } from "../kit/controls";
import { html, setAttributes, setChildren, setText } from "../kit/dom";
import { progressWords } from "./summary";

/** What the buttons of a notice do. */
export interface NoticeActs {
  pick(): void;
  cancel(): void;
  refresh(): void;
  showLog(): void;
}

/** A sentence about the state of a view; null when it is complete. */
function sentenceOf(view: FamilyView): string | null {
  if (view.message) return showable(view.message);
  const age = view.age ? t` Showing data read ${showable(view.age)}.` : "";
  switch (view.state) {
    case "empty":
      return t`Choose a model or open a model card to see its family.`;
    case "loading":
      return t`Reading the family from the Hub…`;
    case "offline":
      return t`The Hub cannot be reached.${age}`;
    case "partial":
      return partialSentence(view);
    case "error":
      return t`Could not read the family. Try again, or check the log for the reason.`;
    case "ready":
      return null;
  }
}

function partialSentence({ family, progress }: FamilyView): string {
  const open = progress ? progress.total - progress.checked : (family?.unchecked.length ?? 0);
  return open > 0
    ? t`This family is incomplete: the children of ${count(open, "model")} have not been listed yet.`
    : t`This family is incomplete.`;
}

/** The strip above the tree: state, progress, and actions. */
export class Notice {
  readonly element = html("section", { class: "notice", "aria-label": t`Family status` });
  readonly #sentence = html("p", { id: "family-message" });
  readonly #far = html("p", { class: "far" });
  readonly #progress = html("progress", { "aria-label": t`Models checked for children` });
  readonly #buttons: Readonly<Record<FamilyView["state"] | "unread", HTMLElement>>;

  constructor(acts: NoticeActs) {
    const row = (...buttons: readonly HTMLElement[]) => html("div", { class: "buttons" }, ...buttons);
    this.#buttons = {
      empty: row(button(t`Choose a model`, "primary", acts.pick)),
      unread: row(
        button(t`Read from the Hub`, "primary", acts.refresh),
        button(t`Choose a model`, "secondary", acts.pick),
      ),
      loading: row(button(t`Cancel`, "secondary", acts.cancel)),
      ready: row(),
      offline: row(button(t`Try Again`, "primary", acts.refresh)),
      partial: row(button(t`Read More`, "primary", acts.refresh)),
      error: row(
        button(t`Try Again`, "primary", acts.refresh),
        button(t`Show Log`, "secondary", acts.showLog),
      ),
    };
  }

  /** Shows the state of a view; hides the strip when there is nothing to say. */
  show(view: FamilyView): void {
    const sentence = sentenceOf(view);
    this.element.hidden = sentence === null;
    if (sentence === null) {
      setChildren(this.element, []);
      return;
    }
    setAttributes(this.element, { "data-state": view.state });
    setAttributes(this.#sentence, { role: view.state === "error" ? "alert" : null });
    setText(this.#sentence, sentence);
    const { progress } = view;
    const far = progressWords(view);
    setText(this.#far, far ?? "");
    const isUnread = view.state === "empty" && view.focus !== null;
    const measured = view.state === "loading" && progress !== null && progress.total > 0;
    if (measured) setAttributes(this.#progress, { max: progress.total, value: progress.checked });
    setChildren(this.element, [
      this.#sentence,
      ...(measured ? [this.#progress, this.#far] : []),
      this.#buttons[isUnread ? "unread" : view.state],
    ]);
  }
}
