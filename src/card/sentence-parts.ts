import { showable } from "../lineage/showable";
import { withoutSecrets } from "../lineage/text/without-secrets";

/** Text from an unknown source made fit for a sentence: one line, invisible characters as codes, no secrets, at most 60 long. */
export function shown(text: string): string {
  const plain = withoutSecrets(text.slice(0, 2_000)).slice(0, 200).replace(/\s+/gu, " ").trim();
  return showable(plain.length > 60 ? `${plain.slice(0, 59)}…` : plain);
}
