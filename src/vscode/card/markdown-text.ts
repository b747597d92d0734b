/**
 * Escapes untrusted text as one line of Markdown that shows it literally: nothing in it can act as markup or end a table
 * cell or a line. VS Code's appendText does the same, but with non-breaking spaces.
 */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+\-.!|<>&~:/@$^=]/g, symbol => `&#${symbol.charCodeAt(0)};`);
}
