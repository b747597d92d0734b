import { html, setAttributes, setText } from "./dom";

/** A button that shows and hides a part of the page. Until a person chooses, the part is hidden in small windows. */
export class Fold {
  readonly button = html("button", { type: "button", class: "fold" });
  readonly #part: HTMLElement;
  readonly #small: MediaQueryList;
  readonly #changed: () => void;
  #chosen: boolean | null;
  #told: (isOpen: boolean) => void = () => undefined;

  /** A window is small at such a width or height in px, or less; `chosen` is what a person chose before, true for shown. */
  constructor(
    name: string,
    part: HTMLElement,
    small: { readonly width: number; readonly height: number },
    chosen: boolean | null,
    changed: () => void,
  ) {
    this.#part = part;
    this.#small = matchMedia(`(max-width:${small.width}px),(max-height:${small.height}px)`);
    this.#chosen = chosen;
    this.#changed = changed;
    setText(this.button, name);
    this.button.addEventListener("click", () => {
      this.#chosen = !this.isOpen;
      this.#show();
      this.#changed();
    });
    this.#small.addEventListener("change", () => this.#show());
    this.#show();
  }

  /** Whether the part is shown. */
  get isOpen(): boolean {
    return this.#chosen ?? !this.#small.matches;
  }

  /** What a person chose; null if the size of the window decides. */
  get chosen(): boolean | null {
    return this.#chosen;
  }

  /** Tells now and after each change whether the part is shown. */
  follow(told: (isOpen: boolean) => void): void {
    this.#told = told;
    told(this.isOpen);
  }

  /** Shows the part, as if a person had asked for it. */
  reveal(): void {
    if (this.isOpen) return;
    this.#chosen = true;
    this.#show();
  }

  #show(): void {
    this.#part.hidden = !this.isOpen;
    this.#told(this.isOpen);
    setAttributes(this.button, { "aria-expanded": String(this.isOpen) });
  }
}
