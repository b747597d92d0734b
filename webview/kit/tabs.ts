import { ownValue } from "../../src/lineage/own-value";
import { html, setAttributes, setChildren } from "./dom";

/** One tab: its key (kept across restarts), its name, and what it shows. */
export interface Tab<Key extends string> {
  readonly key: Key;
  readonly name: string;
  readonly panel: HTMLElement;
}

/**
 * A strip of tabs and their panels, one of which is shown. Arrow keys, Home and End move along the strip and show
 * each tab they reach; Tab moves from the strip into the panel.
 */
export class Tabs<Key extends string> {
  /** The strip. */
  readonly strip: HTMLElement;
  /** All panels, in order; place below the strip. */
  readonly panels: readonly HTMLElement[];
  readonly #tabs: readonly Tab<Key>[];
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #chosen: (key: Key) => void;
  #current: Key;

  constructor(name: string, tabs: readonly Tab<Key>[], first: Key, chosen: (key: Key) => void) {
    this.#tabs = tabs;
    this.#chosen = chosen;
    this.#current = first;
    this.#buttons = tabs.map(({ key, name: text }) => this.#button(key, text));
    this.panels = tabs.map(({ key, panel }) =>
      html(
        "div",
        { id: `panel-${key}`, class: "tab-panel", role: "tabpanel", "aria-labelledby": `tab-${key}` },
        panel,
      ),
    );
    this.strip = html("div", { class: "tabs", role: "tablist", "aria-label": name });
    setChildren(this.strip, this.#buttons);
    this.strip.addEventListener("keydown", event => this.#key(event));
    this.#show();
  }

  /** The active tab. */
  get current(): Key {
    return this.#current;
  }

  /** Selects a tab and reports it; does nothing if it is already selected. */
  select(key: Key): void {
    if (key === this.#current) return;
    this.#current = key;
    this.#show();
    this.#chosen(key);
  }

  /** Focuses the selected tab. */
  focus(): void {
    this.#buttons[this.#place()]?.focus();
  }

  #button(key: Key, text: string): HTMLButtonElement {
    const made = html(
      "button",
      { id: `tab-${key}`, class: "tab", type: "button", role: "tab", "aria-controls": `panel-${key}` },
      text,
    );
    made.addEventListener("click", () => this.select(key));
    return made;
  }

  #place(): number {
    return this.#tabs.findIndex(({ key }) => key === this.#current);
  }

  #show(): void {
    const at = this.#place();
    this.#buttons.forEach((button, index) => {
      setAttributes(button, { "aria-selected": String(index === at), tabindex: index === at ? 0 : -1 });
    });
    this.panels.forEach((panel, index) => {
      panel.hidden = index !== at;
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#tabs.length - 1;
    const at = this.#place();
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const next = this.#tabs[ownValue(steps, event.key) ?? -1];
    if (!next) return;
    this.select(next.key);
    this.focus();
    event.preventDefault();
  }
}
