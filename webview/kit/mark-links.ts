import { ownValue } from "../../src/lineage/own-value";
import { t } from "../../src/words/words";
import { setAttributes } from "./dom";

/** A picture mark that links somewhere. */
export interface MarkLink {
  readonly element: SVGElement;
  act(): void;
}

/** Arrow key steps between the marks of a picture. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * Marks in a picture that link to their models, by click or keyboard. The picture is a single Tab stop, and arrow keys
 * move between marks. It is redrawn for every width, so the keyboard position is kept here.
 */
export class MarkLinks {
  #links: readonly MarkLink[] = [];
  #at = 0;

  /** Links the marks of a redrawn picture; with no marks it remains a single image. */
  attach(picture: SVGSVGElement, links: readonly MarkLink[]): SVGSVGElement {
    const hadFocus = this.#links.some(({ element }) => element === document.activeElement);
    this.#links = links;
    this.#at = Math.max(0, Math.min(this.#at, links.length - 1));
    if (links.length === 0) return picture;
    // An image has no parts, but a group does. The table covers anything that is not a mark.
    setAttributes(picture, { role: "group" });
    for (const part of picture.children) {
      const isSilent = !links.some(({ element }) => part.contains(element));
      if (isSilent) setAttributes(part, { "aria-hidden": "true" });
    }
    for (const [at, { element, act }] of links.entries()) {
      element.classList.add("acts");
      const said = element.querySelector("title")?.textContent ?? "";
      setAttributes(element, {
        role: "button",
        tabindex: at === this.#at ? 0 : -1,
        "aria-label": t`${said}: list the models`,
      });
      element.addEventListener("click", act);
      element.addEventListener("focus", () => this.#stand(at));
      element.addEventListener("keydown", event => this.#press(event, at));
    }
    // The new picture is in the page once this returns.
    if (hadFocus) queueMicrotask(() => this.#links[this.#at]?.element.focus({ preventScroll: true }));
    return picture;
  }

  #stand(at: number): void {
    this.#at = at;
    for (const [place, { element }] of this.#links.entries())
      setAttributes(element, { tabindex: place === at ? 0 : -1 });
  }

  #press(event: KeyboardEvent, at: number): void {
    const { key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.#links.length - 1;
    const step = ownValue(steps, key);
    if (key === "Enter" || key === " ") this.#links[at]?.act();
    else if (step !== undefined) this.#links[Math.max(0, Math.min(last, at + step))]?.element.focus();
    else if (key === "Home" || key === "End") this.#links[key === "Home" ? 0 : last]?.element.focus();
    else return;
    event.preventDefault();
  }
}
