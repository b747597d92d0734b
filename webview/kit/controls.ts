import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { html, setAttributes } from "./dom";

/** Registers the toolkit elements used here; call once, before creating controls. */
export function defineControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}

/** How prominent a button is. */
export type ButtonKind = "primary" | "secondary" | "icon";

/** Makes a button; `name` is the accessible name when the text is only a symbol. */
export function button(text: string, kind: ButtonKind, act: () => void, name?: string): HTMLElement {
  const control = document.createElement("vscode-button");
  setAttributes(control, { class: "button", appearance: kind, "aria-label": name, title: name });
  control.append(text);
  control.addEventListener("click", act);
  return control;
}

/** A text field. */
export interface TextField {
  readonly element: HTMLElement;
  value(): string;
  /** Sets the text without calling `typed`. */
  set(value: string): void;
  focus(): void;
}

/** Makes a text field; `typed` is called on each change. */
export function textField(name: string, placeholder: string, typed: () => void): TextField {
  const control = document.createElement("vscode-text-field");
  setAttributes(control, { class: "text-field", "aria-label": name, placeholder, spellcheck: "false" });
  // The toolkit names a field by its text, or "Text field" if there is none; the style hides the text.
  control.append(name);
  control.addEventListener("input", typed);
  const field = control as HTMLElement & { value?: unknown; select?(): void };
  const value = () => String(field.value ?? "");
  const set = (text: string) => {
    if (value() !== text) field.value = text;
  };
  // As in VS Code's own find field, typing replaces the old text.
  const focus = () => {
    control.focus();
    field.select?.();
  };
  return { element: control, value, set, focus };
}

/** One option: its value and its label. */
export interface Option<T extends string> {
  readonly value: T;
  readonly name: string;
}

/** A choice between a few values. */
export interface Choice<T extends string> {
  readonly element: HTMLElement;
  set(value: T): void;
  /** Replaces the options. */
  offer(options: readonly Option<T>[]): void;
}

function optionElement({ value, name }: Option<string>): HTMLElement {
  const option = document.createElement("vscode-option");
  setAttributes(option, { class: "option", value });
  option.append(name);
  return option;
}

/** Makes a drop-down list with a visible name; `chosen` is called with the selected value. */
export function choice<T extends string>(
  name: string,
  first: readonly Option<T>[],
  chosen: (value: T) => void,
): Choice<T> {
  const control = document.createElement("vscode-dropdown") as HTMLElement & { value: string };
  let options = first;
  setAttributes(control, { class: "dropdown", "aria-label": name });
  control.append(...first.map(optionElement));
  control.addEventListener("change", () => {
    const option = options.find(({ value }) => value === control.value);
    if (option !== undefined) chosen(option.value);
  });
  const element = html("span", { class: "choice" }, html("span", { "aria-hidden": "true" }, name), control);
  const set = (value: T) => {
    if (control.value !== value) control.value = value;
  };
  const offer = (next: readonly Option<T>[]) => {
    const same =
      next.length === options.length &&
      next.every(({ value, name: text }, at) => value === options[at]?.value && text === options[at]?.name);
    if (same) return;
    options = next;
    control.replaceChildren(...next.map(optionElement));
  };
  return { element, set, offer };
}

/** Whether an event comes from a field or list that handles its own keys. */
export function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".text-field, .dropdown") !== null;
}

/** Options labeled with their values. */
export function plainOptions<T extends string>(values: readonly T[]): readonly Option<T>[] {
  return values.map(value => ({ value, name: value }));
}
