import { wellFormed } from "../../lineage/export/purl";

/** What a property of an SPDX element can hold; what is undefined is left out. */
export type SpdxValue =
  | string
  | undefined
  | readonly SpdxValue[]
  | { readonly [property: string]: SpdxValue };

/** The properties of an element, besides its type and identifiers. */
export type SpdxFields = { readonly [property: string]: SpdxValue };

/** The individual of SPDX that stands for elements that are not known. */
export const unknownElement = "NoAssertionElement";
/** The one for a license that is not known. */
export const unknownLicense = "expandedlicensing_NoAssertionLicense";
/** The one for a license that is known not to be declared. */
export const noLicense = "expandedlicensing_NoneLicense";

const creation = "_:creation";

/** The elements of an SPDX 3.0.1 document, in the order in which they were added. */
export class SpdxGraph {
  readonly #elements: { readonly spdxId: string; readonly [property: string]: SpdxValue }[] = [];
  readonly #counts = new Map<string, number>();
  readonly #namespace: string;

  /** `namespace` begins the identifiers of all elements, and differs from document to document. */
  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  /** The identifiers of all elements. */
  get ids(): readonly string[] {
    return this.#elements.map(({ spdxId }) => spdxId);
  }

  /** Adds an element; returns its identifier. */
  add(type: string, word: string, fields: SpdxFields): string {
    const number = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, number);
    const spdxId = `${this.#namespace}#${word}-${number}`;
    this.#elements.push({ type, spdxId, creationInfo: creation, ...fields });
    return spdxId;
  }

  /** Says how an element relates to others; the individuals of SPDX stand for none and for unknown ones. */
  relate(from: string, relationshipType: string, to: readonly string[], fields: SpdxFields = {}): void {
    this.add("Relationship", "relationship", { from, relationshipType, to, ...fields });
  }

  /** The document; `created` is in ms since 1970, `by` and `using` are identifiers of elements. */
  written(created: number, by: readonly string[], using: readonly string[]): string {
    const info = {
      ...{ type: "CreationInfo", "@id": creation, specVersion: "3.0.1" },
      ...{ created: spdxTime(created), createdBy: by, createdUsing: using },
    };
    const document = {
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [info, ...this.#elements],
    };
    const clean = (_: string, value: unknown) => (typeof value === "string" ? wellFormed(value) : value);
    return `${JSON.stringify(document, clean, 2)}\n`;
  }
}

/** A time as SPDX writes it, in whole seconds of UTC. */
export function spdxTime(time: number | string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
