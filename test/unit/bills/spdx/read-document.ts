/** An element of an SPDX document, as JSON. */
export interface SpdxElement {
  readonly type: string;
  readonly spdxId: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

interface Relationship extends SpdxElement {
  readonly from: string;
  readonly to: readonly string[];
  readonly relationshipType: string;
  readonly comment?: string;
}

/** A document with its elements by kind and by name, and its relationships with names in place of identifiers. */
export class SpdxReading {
  readonly elements: readonly SpdxElement[];
  readonly #byId: ReadonlyMap<string, SpdxElement>;

  constructor(text: string) {
    this.elements = (JSON.parse(text) as { readonly "@graph": readonly SpdxElement[] })["@graph"];
    this.#byId = new Map(this.elements.map(element => [element.spdxId, element]));
  }

  /** The only element of a kind, with a name if one is given. */
  one(type: string, name?: string): SpdxElement {
    const found = this.elements.filter(each => each.type === type && (name ?? each.name) === each.name);
    const [element] = found;
    if (element === undefined || found.length > 1) throw new Error(`${found.length} of ${type} ${name}`);
    return element;
  }

  /** What a model or dataset is related to, by name; an individual of SPDX by its own. */
  related(name: string, type: string): readonly string[] {
    return this.#relationships(name, type).flatMap(({ to }) =>
      to.map(id => String(this.#byId.get(id)?.name ?? id)),
    );
  }

  /** What its relationships say beside. */
  comments(name: string, type: string): readonly (string | undefined)[] {
    return this.#relationships(name, type).map(({ comment }) => comment);
  }

  #relationships(name: string, type: string): readonly Relationship[] {
    return this.elements.filter(
      (each): each is Relationship =>
        each.type === "Relationship" &&
        each.relationshipType === type &&
        this.#byId.get(String(each.from))?.name === name,
    );
  }
}
