import { spdxId } from "../../lineage/export/spdx";
import { licensesIn } from "../../lineage/traits/read-traits";
import { addressInBill, recognitionInBill } from "../license-in-bill";
import { noLicense, type SpdxGraph, unknownLicense } from "./spdx-graph";

/** A license as it is declared; `isRead` is false if nobody looked, so that null is not none. */
export interface DeclaredLicense {
  readonly license: string | null;
  readonly licenseName: string | null;
  readonly licenseLink: string | null;
  readonly isRead: boolean;
}

/** The licenses of a document, each of them one element. */
export class SpdxLicenses {
  readonly #graph: SpdxGraph;
  readonly #known = new Map<string, string>();
  readonly #references = new Set<string>();

  constructor(graph: SpdxGraph) {
    this.#graph = graph;
  }

  /**
   * Says what a package is licensed under: as it declares, with each of several licenses, NONE if it declares no license, and NOASSERTION
   * if it was not read, or says itself that the license is unknown. An expression would say whether all of several apply, or any one,
   * which nothing tells. What the license really is, nobody concludes here.
   */
  declare(from: string, declared: DeclaredLicense): void {
    const licenses =
      declared.isRead && declared.license !== null ? licensesIn(declared.license) : [declared.license];
    const named = licenses.map(each => spdxId(each ?? "") ?? each).join(", ");
    const comments = [
      licenses.length > 1
        ? `Several licenses are declared: ${named}. Nothing says whether all of them apply, or any one.`
        : null,
      recognitionInBill(declared),
    ].flatMap(each => each ?? []);
    const elements = licenses.map(license =>
      this.#element({ ...declared, license }, addressInBill(declared)),
    );
    const comment = comments.length === 0 ? undefined : comments.join(" ");
    this.#graph.relate(from, "hasDeclaredLicense", [...new Set(elements)], { comment });
    this.#graph.relate(from, "hasConcludedLicense", [unknownLicense]);
  }

  #element(
    { license, licenseName, isRead }: DeclaredLicense,
    addressOf: (license: string) => string | null,
  ): string {
    if (!isRead || license === "unknown") return unknownLicense;
    if (license === null) return noLicense;
    const spdx = spdxId(license);
    const name = spdx ?? (license === "other" ? licenseName : license);
    // Nothing tells whether two unnamed licenses are the same.
    if (name === null) return this.#custom("other", addressOf(license));
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const element = spdx === null ? this.#custom(name, addressOf(license)) : this.#expression(spdx, name);
    this.#known.set(name, element);
    return element;
  }

  #expression(expression: string, name: string, customIdToUri?: { key: string; value: string }): string {
    return this.#graph.add("simplelicensing_LicenseExpression", "license", {
      name,
      simplelicensing_licenseExpression: expression,
      simplelicensing_customIdToUri:
        customIdToUri === undefined ? undefined : [{ type: "DictionaryEntry", ...customIdToUri }],
    });
  }

  /** A license that SPDX does not list, with an element that stands for its text, which was not read. */
  #custom(name: string, address: string | null): string {
    const text = this.#graph.add("simplelicensing_SimpleLicensingText", "license-text", {
      name,
      simplelicensing_licenseText: `The text of this license was not read. On the Hub, it is named ${name}.`,
      externalRef:
        address === null
          ? undefined
          : [{ type: "ExternalRef", externalRefType: "license", locator: [address] }],
    });
    const key = this.#reference(name);
    return this.#expression(key, name, { key, value: text });
  }

  /** A reference for a name, which no other license has. */
  #reference(name: string): string {
    const word = name.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-|-$/g, "") || "other";
    const base = `LicenseRef-${word.slice(0, 80)}`;
    let reference = base;
    for (let number = 2; this.#references.has(reference); number += 1) reference = `${base}-${number}`;
    this.#references.add(reference);
    return reference;
  }
}
