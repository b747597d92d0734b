import { once } from "../lineage/make-once";
import { squash } from "../lineage/nearest";
import { licensesIn } from "../lineage/traits/read-traits";
import { isWebAddress, licenseAt, placedLicenses } from "./license-addresses";

import { isLicenseId, licenseIds } from "./license-ids";
import { isSpellingOf } from "./license-spelling";

/** Why the license of a card that says `other` is not known. */
export type Unrecognized =
  | "nothing-named"
  | "name-alone"
  | "link-unknown"
  | "link-relative"
  | "link-unsafe"
  | "other-name"
  | "names-differ";

/** The license that a card means that says `other`, and by which of its entries it is known; or why it is not. */
export type Recognized =
  | { readonly id: string; readonly by: "license_name" | "license_link" }
  | { readonly id: null; readonly why: Unrecognized };

/** What a card says of its license. */
export interface WrittenLicense {
  readonly license: string | null;
  readonly licenseName: string | null;
  readonly licenseLink: string | null;
}

/** Words that say nothing of which license is meant. */
const filler =
  /licen[cs]es?|agreement|community|terms|\bof[ -]use\b|\bthe\b|\bmeta(?=[ -]?llama)|\bversion\b|\bv(?=\d)/g;

function lettersOf(name: string): string {
  return squash(name.slice(0, 100).toLowerCase().replace(filler, ""));
}

const byLetters = once(() => {
  const found = new Map<string, string>();
  for (const id of [...licenseIds(), ...placedLicenses()]) found.set(lettersOf(id), id);
  for (const id of ["cc", "other", "unknown"]) found.delete(id);
  return found.set("mistralairesearch", "mrl");
});

/** The license that a name means if a link confirms it; null if no known license is called so. */
function named(name: string): string | null {
  const letters = lettersOf(name);
  return byLetters().get(letters) ?? byLetters().get(`${letters}0`) ?? null;
}

/** The license that a name means by itself: one of the Hub's, spelled so that it can be no other. */
function namedAlone(name: string): string | null {
  const id = named(name);
  return id !== null && isSpellingOf(name, id) && isLicenseId(id) ? id : null;
}

/** Names that name nothing. */
const noNames: ReadonlySet<string> = new Set(["", "other", "unknown", "custom", "none"]);

/**
 * Recognizes the license of a card that says `other`. A link counts if it leads to the license's own address, or to the file of the license in a
 * repo of its publisher, and if the name fits or is absent. A name counts by itself if it is one of the Hub's IDs, unless the link
 * leads elsewhere than it seems to. Everything else stays unknown.
 */
export function recognizeLicense(licenseName: string | null, licenseLink: string | null): Recognized {
  const [name, link] = [(licenseName ?? "").trim(), (licenseLink ?? "").trim()];
  const hasName = !noNames.has(name.toLowerCase());
  if (link === "") return hasName ? byName(name, "name-alone") : { id: null, why: "nothing-named" };
  if (!isWebAddress(link)) {
    if (!isFileName(link)) return { id: null, why: "link-unsafe" };
    return hasName ? byName(name, "link-relative") : { id: null, why: "link-relative" };
  }
  const id = licenseAt(link);
  if (id === null) return hasName ? byName(name, "link-unknown") : { id: null, why: "link-unknown" };
  const meant = hasName ? named(name) : id;
  if (meant === id) return { id, by: "license_link" };
  return { id: null, why: meant === null ? "other-name" : "names-differ" };
}

/** Whether a link names a file next to the card, such as `LICENSE` or `./docs/LICENSE.md`. */
function isFileName(link: string): boolean {
  return /^[^:\\@]{1,300}$/.test(link) && !link.startsWith("//") && !/^[\w-]+(?:\.[\w-]+)+\//.test(link);
}

function byName(name: string, why: Unrecognized): Recognized {
  const id = namedAlone(name);
  return id === null ? { id, why } : { id, by: "license_name" };
}

/** The license that a card or a model means: as written, with what `other` stands for where that is known. */
export function meantLicense({ license, licenseName, licenseLink }: WrittenLicense): string | null {
  if (license === null || !license.includes("other")) return license;
  const written = licensesIn(license);
  if (!written.includes("other")) return license;
  const { id } = recognizeLicense(licenseName, licenseLink);
  return id === null ? license : [...new Set(written.map(each => (each === "other" ? id : each)))].join(", ");
}

/** By what a license is known that a card calls `other`; null if it calls it by its ID. */
export function recognizedBy({
  license,
  licenseName,
  licenseLink,
}: WrittenLicense): "license_name" | "license_link" | null {
  if (license === null || (licenseName === null && licenseLink === null)) return null;
  const found = recognizeLicense(licenseName, licenseLink);
  return found.id !== null && licensesIn(license).includes(found.id) ? found.by : null;
}
