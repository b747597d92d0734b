/**
 * The words of a text in lower case, each between single blanks: letters and digits of any script. Signs are dropped, with the one
 * of copyright in both ways of writing it, and so is what Markdown needs to show a text literally.
 */
export function plainWords(text: string): string {
  const words = text
    .replaceAll("&#36;", "$")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\(c\)/g, " ")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
  return ` ${words.trim()} `;
}
