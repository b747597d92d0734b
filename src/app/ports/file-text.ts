import { t } from "../../words/words";

/** The text of a file, or why it cannot be had, as the end of a sentence that begins with the file's name. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** Decodes a file that must be UTF-8. */
export function decodedText(bytes: Uint8Array): FileText {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: t`is not UTF-8 text, so nothing was read from it` };
  }
}

/** What is said of a file of more than `most` bytes. */
export function longFile(most: number): FileText {
  return {
    problem: t`is longer than ${Math.round(most / 1_048_576)} MB, so nothing was read from it`,
  };
}
