import { customLicense } from "../../licenses/custom-licenses";
import { recognizeLicense, type WrittenLicense } from "../../licenses/recognize-license";
import { licensesIn } from "../../lineage/traits/read-traits";

/**
 * The lines of front matter that mean a model's license again when they are read: for one that the Hub has no ID for, `other` with what its
 * card said of it, or with its name and address.
 */
export function licenseLines(written: WrittenLicense): readonly string[] {
  const { license } = written;
  if (license === null) return [];
  const all = licensesIn(license);
  const { id } = recognizeLicense(written.licenseName, written.licenseLink);
  const custom = all.find(each => customLicense(each) !== null) ?? null;
  const known = custom !== null && custom !== id;
  const name = known ? custom : written.licenseName;
  const link = known ? (customLicense(custom)?.address ?? null) : written.licenseLink;
  const isNamed = name !== null || link !== null;
  const shown = all.map(each => (each === custom || (isNamed && each === id) ? "other" : each));
  return [
    `license: ${JSON.stringify(shown.length > 1 ? shown : (shown[0] ?? license))}`,
    ...(shown.includes("other") && name !== null ? [`license_name: ${JSON.stringify(name)}`] : []),
    ...(shown.includes("other") && link !== null ? [`license_link: ${JSON.stringify(link)}`] : []),
  ];
}
