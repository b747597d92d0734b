import { meantLicense } from "../../licenses/recognize-license";
import {
  licensesIn,
  readDatasets,
  readLanguages,
  readLicense,
  readLink,
  readWord,
} from "../../lineage/traits/read-traits";
import type { FrontMatter } from "../front-matter/front-matter";

/** The traits that a card declares, as written; null or empty where it declares none. */
export interface DeclaredTraits {
  /** The license that is meant, as in a `Model`. */
  readonly license: string | null;
  readonly licenseName: string | null;
  readonly licenseLink: string | null;
  readonly languages: readonly string[];
  readonly task: string | null;
  readonly library: string | null;
  readonly datasets: readonly string[];
}

/** The traits that a card declares, read as those of the Hub's answer are. */
export function declaredTraits(frontMatter: FrontMatter): DeclaredTraits {
  const values = (key: string) => (frontMatter.fields.get(key)?.items ?? []).map(item => item.value);
  return {
    ...declaredLicense(values),
    languages: readLanguages(values("language")),
    task: readWord(values("pipeline_tag")),
    library: readWord(values("library_name")),
    datasets: readDatasets(values("datasets")),
  };
}

/** The license that is meant; what the card says of one without an ID counts for `other` alone, as for the Hub. */
function declaredLicense(values: (key: string) => readonly unknown[]) {
  const license = readLicense(values("license"));
  const isOther = license !== null && licensesIn(license).includes("other");
  const licenseName = isOther ? readWord(values("license_name")) : null;
  const licenseLink = isOther ? readLink(values("license_link")) : null;
  return { license: meantLicense({ license, licenseName, licenseLink }), licenseName, licenseLink };
}
