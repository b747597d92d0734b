import { svgNames } from "./svg-element";

/** Escapes an element's text and attributes, so nothing in them becomes markup. */
const escaped = (text: string) => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/** Attributes for position and size. */
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

/** A position to a thousandth of a pixel: beyond that, engines compute different digits. */
const rounded = (place: string) =>
  place.replace(/(?<!\d)\d+\.\d{4,}/g, digits => `${Number(Number(digits).toFixed(3))}`);

/** A part of a drawing as data: an element, or a text if it has no name. */
export interface DrawnNode {
  readonly localName: string;
  readonly named: ReadonlyMap<string, string>;
  /** The text before the children. */
  readonly ownText: string;
  readonly children: readonly DrawnNode[];
}

/** A drawing as markup (XML that is also valid HTML). */
export function markupOf({ localName, named, ownText, children }: DrawnNode): string {
  const inner = escaped(ownText) + children.map(markupOf).join("");
  if (localName === "") return inner;
  const attributes = [...named]
    .map(([name, value]) => ` ${name}="${escaped(places.has(name) ? rounded(value) : value)}"`)
    .join("");
  return `<${localName}${attributes}>${inner}</${localName}>`;
}

/**
 * An element of a picture without a browser: as much of the DOM as Observable Plot and our own charts use to draw.
 * Anything beyond that fails at once, since it does not exist.
 */
class PlainElement implements DrawnNode {
  readonly ownerDocument: PlainDocument;
  readonly namespaceURI = svgNames;
  readonly localName: string;
  readonly children: PlainElement[] = [];
  parentElement: PlainElement | null = null;
  readonly named = new Map<string, string>();
  ownText = "";

  constructor(ownerDocument: PlainDocument, localName: string) {
    this.ownerDocument = ownerDocument;
    this.localName = localName;
  }

  get parentNode(): PlainElement | null {
    return this.parentElement;
  }

  setAttribute(name: string, value: unknown): void {
    this.named.set(name, String(value));
  }

  getAttribute(name: string): string | null {
    return this.named.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.named.has(name);
  }

  removeAttribute(name: string): void {
    this.named.delete(name);
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

  /** Appends elements; a text becomes an element without a name. */
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
    this.ownText = String(text);
  }

  get outerHTML(): string {
    return markupOf(this);
  }
}

class PlainDocument {
  readonly documentElement: PlainElement = new PlainElement(this, "svg");

  createElementNS(namespace: string, name: string): PlainElement {
    if (namespace !== svgNames) throw new Error(`Pictures cannot contain elements of ${namespace}.`);
    return new PlainElement(this, name);
  }
}

/** A document to draw SVG in without a browser. */
export function plainDocument(): Document {
  return new PlainDocument() as unknown as Document;
}

/** What was drawn into a plain document, as data. */
export function drawnNode(picture: SVGSVGElement): DrawnNode {
  return picture as unknown as PlainElement;
}
