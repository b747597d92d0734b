import { svgNames } from "./svg-element";

/** What is written of an element's text and attributes: nothing in them becomes markup. */
const escaped = (text: string) => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/** Attributes that say where and how large. */
const places = new Set([
  "d",
  "transform",
  "x",
  "x1",
  "x2",
  "y",
  "y1",
  "y2",
  "cx",
  "cy",
  "r",
  "width",
  "height",
]);

/** A place to a thousandth of a pixel: beyond that, one engine computes other digits than the next. */
const rounded = (place: string) =>
  place.replace(/(?<!\d)\d+\.\d{4,}/g, digits => `${Number(Number(digits).toFixed(3))}`);

/**
 * An element of a picture where there is no browser: as much of the DOM as Observable Plot and our own charts use to draw.
 * What they would ask beyond that fails at once, since it is not there.
 */
class PlainElement {
  readonly ownerDocument: PlainDocument;
  readonly namespaceURI = svgNames;
  readonly localName: string;
  readonly children: PlainElement[] = [];
  parentElement: PlainElement | null = null;
  #text = "";
  readonly #attributes = new Map<string, string>();

  constructor(ownerDocument: PlainDocument, localName: string) {
    this.ownerDocument = ownerDocument;
    this.localName = localName;
  }

  get parentNode(): PlainElement | null {
    return this.parentElement;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  appendChild<Child extends PlainElement>(child: Child): Child {
    return this.insertBefore(child, null);
  }

  insertBefore<Child extends PlainElement>(child: Child, before: PlainElement | null): Child {
    child.remove();
    const at = before === null ? this.children.length : this.children.indexOf(before);
    this.children.splice(at, 0, child);
    child.parentElement = this;
    return child;
  }

  /** Elements at the end; a text becomes an element without a name. */
  append(...children: readonly (PlainElement | string)[]): void {
    for (const child of children) {
      const isText = typeof child === "string";
      const added = isText ? new PlainElement(this.ownerDocument, "") : child;
      if (isText) added.textContent = child;
      this.appendChild(added);
    }
  }

  remove(): void {
    const { parentElement } = this;
    parentElement?.children.splice(parentElement.children.indexOf(this), 1);
    this.parentElement = null;
  }

  set textContent(text: string) {
    for (const child of [...this.children]) child.remove();
    this.#text = String(text);
  }

  /** The element as markup (XML, which HTML reads the same). */
  get outerHTML(): string {
    const inner = escaped(this.#text) + this.children.map(child => child.outerHTML).join("");
    if (this.localName === "") return inner;
    const attributes = [...this.#attributes]
      .map(([name, value]) => ` ${name}="${escaped(places.has(name) ? rounded(value) : value)}"`)
      .join("");
    return `<${this.localName}${attributes}>${inner}</${this.localName}>`;
  }
}

class PlainDocument {
  readonly documentElement: PlainElement = new PlainElement(this, "svg");

  createElementNS(namespace: string, name: string): PlainElement {
    if (namespace !== svgNames) throw new Error(`A picture has no elements of ${namespace}.`);
    return new PlainElement(this, name);
  }
}

/** A document to draw SVG in where there is no browser. */
export function plainDocument(): Document {
  return new PlainDocument() as unknown as Document;
}
