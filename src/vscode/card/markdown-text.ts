import { showable } from "../../lineage/showable";

/**
 * Escapes untrusted text as one line of Markdown that shows it literally: nothing in it can act as markup or end a table
 * cell or a line, and invisible characters become codes. VS Code's appendText does the same, but with non-breaking spaces.
 */
export function markdownText(text: string): string {
  return showable(text.replace(/\s+/g, " ")).replace(
    /[\\`*_{}[\]()#+\-.!|<>&~:/@$^=]/g,
    symbol => `&#${symbol.charCodeAt(0)};`,
  );
}
