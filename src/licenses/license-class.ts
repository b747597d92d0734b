import { licensesIn } from "../lineage/traits/read-traits";
import { english } from "../words/words";
import type { LicenseCategory } from "./license-table";
import { licenseCategory } from "./licenses";

/**
 * What a license lets people do, as one of few classes that keep their color in every view. `unspecific` is a license
 * that names no terms (`other`, `unknown`) or that the Hub does not have; `none` declares no license; `unread` is a model
 * that could not be read, so its license is unknown.
 */
export type LicenseClass =
  | "permissive"
  | "copyleft"
  | "use-restricted"
  | "non-commercial"
  | "unspecific"
  | "none"
  | "unread";

/** Every class, in the order in which legends show them. */
export const licenseClasses: readonly LicenseClass[] = [
  "permissive",
  "copyleft",
  "use-restricted",
  "non-commercial",
  "unspecific",
  "none",
  "unread",
];

const classes: Readonly<Record<LicenseCategory, LicenseClass>> = {
  "public-domain": "permissive",
  permissive: "permissive",
  attribution: "permissive",
  "data-use-only": "use-restricted",
  "weak-copyleft": "copyleft",
  "strong-copyleft": "copyleft",
  "responsible-ai": "use-restricted",
  "model-community": "use-restricted",
  "non-commercial": "non-commercial",
  "no-derivatives": "use-restricted",
  "research-only": "non-commercial",
  unspecific: "unspecific",
};

/** The names of the classes, as legends and tooltips show them. */
export const licenseClassNames: Readonly<Record<LicenseClass, string>> = english({
  permissive: "permissive",
  copyleft: "copyleft",
  "use-restricted": "use restricted",
  "non-commercial": "non-commercial",
  unspecific: "other terms",
  none: "not declared",
  unread: "not read",
});

/**
 * The class of a declared license: null is "not declared", and an id that the Hub does not have is `unspecific`, as are several
 * of different classes.
 */
export function licenseClass(license: string | null): LicenseClass {
  if (license === null) return "none";
  const [first = "", ...more] = licensesIn(license);
  const found = classOf(first);
  return more.every(each => classOf(each) === found) ? found : "unspecific";
}

function classOf(license: string): LicenseClass {
  // Of two restrictions, that of commerce is the one that legends name.
  if (license.startsWith("cc-by-nc-nd")) return "non-commercial";
  const category = licenseCategory(license);
  return category === null ? "unspecific" : classes[category];
}
