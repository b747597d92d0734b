/**
 * The codes of characters in a text that neither a license nor a notice needs, each once: those that control a terminal or
 * reverse the direction of what follows. Others' texts that have some are not copied unseen.
 */
export function oddCharacters(text: string): readonly string[] {
  const found = text.match(/(?![\t\n\f\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu) ?? [];
  return [...new Set(found)]
    .slice(0, 5)
    .map(each => `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
}
