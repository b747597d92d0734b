import { type Attributes, svgElement } from "../../src/pictures/svg-element";

type Child = Node | string | null;

/**
 * Sets changed attributes: null, undefined and false remove, true sets empty. Never `style`: the page's CSP forbids it.
 */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? "" : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== null) element.append(child);
}

/** Makes an HTML element; every string child is text. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** An ID or another long word as text that breaks after its signs and between its words before it breaks anywhere else. */
export function breakable(text: string): HTMLElement {
  const pieces = text.split(/(?<=[/._-])(?=[^/._-])|(?<=\p{Ll})(?=\p{Lu})/u);
  return html("bdi", {}, ...pieces.flatMap((piece, at) => (at === 0 ? [piece] : [html("wbr"), piece])));
}

/** Makes an SVG element; every string child is text. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return svgElement(document, name, attributes, ...children.filter(child => child !== null));
}

/** Stands for an element in a text; `around` puts it there. */
export const slot = "\ufffc";

/** A text with an element in the place of its `slot`. */
export function around(text: string, element: Node): (Node | string)[] {
  const [before = "", after = ""] = text.split(slot);
  return [before, element, after].filter(part => part !== "");
}

/** Replaces an element's text if it differs, to avoid repeating a live region announcement. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Gives `parent` exactly these children in this order, with minimal moves: focus and scroll are preserved. */
export function setChildren(parent: Element, children: readonly Element[]): void {
  const wanted = new Set<Element>(children);
  for (const old of [...parent.children]) if (!wanted.has(old)) old.remove();
  let cursor = parent.firstElementChild;
  for (const child of children) {
    if (child === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(child, cursor);
  }
}
