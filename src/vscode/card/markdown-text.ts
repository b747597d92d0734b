/**
 * A text of unknown origin as Markdown that shows it letter by letter, in one line: nothing of it is left that could be
 * markup, end a table's cell or a line. VS Code's own appendText does the same, but with spaces that no line breaks at.
 */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+\-.!|<>&~:/@$^=]/g, symbol => `&#${symbol.charCodeAt(0)};`);
}
