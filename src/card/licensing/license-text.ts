import { isLicenseId } from "../../licenses/license-ids";
import { nearestLicenses } from "../../licenses/licenses";

const separators = /[,;/|+&\r\n]|\b(?:and|or|with)\b/i;

/** Whether a license is given as a URL. */
export function isUrl(text: string): boolean {
  return /^\s*<?(?:https?:\/\/|www\.)\S/i.test(text.replace(/^["']/, ""));
}

/** The Hub's id that the URL of a license names in its path, such as `mit` for opensource.org/licenses/MIT; null if none. */
export function licenseOfUrl(text: string): string | null {
  if (!isUrl(text) || text.length > 200) return null;
  const path = text
    .trim()
    .replace(/[<>"']/g, "")
    .replace(/[?#].*$/, "")
    .toLowerCase();
  const creative = /creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)/.exec(path);
  if (creative !== null) return known(`cc-${creative[1]}-${creative[2]}`);
  if (/creativecommons\.org\/publicdomain\/zero\/1\.0/.test(path)) return known("cc0-1.0");
  const place = /\/(?:licen[cs]es?|spdx)\/(?:.*\/)?([^/]+?)(?:\.(?:html?|txt|md|php|json))?\/?$/.exec(path);
  const name = place?.[1] ?? "";
  if (path.includes("apache.org/") && /^license-2\.0$/.test(name)) return known("apache-2.0");
  return known(name);
}

/** Whether a text names several licenses, of which the Hub takes one by its id. */
export function isSeveral(text: string): boolean {
  return severalLicenses(text).length > 0 || (!isUrl(text) && /[,;\r\n]/.test(text.trim()));
}

/** The Hub's ids that a text names, if it names at least two and nothing else; else none. */
export function severalLicenses(text: string): readonly string[] {
  if (text.length > 200 || isUrl(text)) return [];
  const parts = text
    .replace(/^["'[({]+|["'\])}]+$/g, "")
    .split(separators)
    .map(part => part.trim().replace(/^["']|["']$/g, ""));
  if (parts.length < 2) return [];
  const ids = parts.map(part => (isLicenseId(part) ? part : (nearestLicenses(part)[0] ?? null)));
  const found = ids.filter(id => id !== null);
  return found.length === parts.length ? [...new Set(found)] : [];
}

function known(id: string): string | null {
  return isLicenseId(id) ? id : null;
}
