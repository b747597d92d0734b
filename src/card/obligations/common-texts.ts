import { text as apache } from "./texts/apache-2.0.txt";
import { text as mit } from "./texts/mit.txt";

/** The texts of the two licenses that most models have, for hosts that have no room for all. */
const texts: ReadonlyMap<string, string> = new Map([
  ["apache-2.0", apache],
  ["mit", mit],
]);

/** The text of a license that is shipped everywhere; null for all others. */
export function commonText(license: string): string | null {
  return texts.get(license) ?? null;
}
