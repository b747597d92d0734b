import { showable } from "../showable";

/** What readers make links, mentions, or pictures of without any markup: addresses, `@name`, `#1`, `:tada:`. */
const linkable = /\/\/|@|\bwww\.|\b(?:mailto|xmpp|tel):|:[\w+-]+:|#\w|[\p{L}\p{N}]\.\p{L}{2}/iu;

/** A run that can stand in a code span, in a table cell as well. */
const run = /[^\s`|\\]+/gu;

/**
 * An untrusted text as Markdown that shows it literally, on one line: nothing in it becomes a link, markup, an image, a
 * formula, or a new table cell. White space becomes one space, invisible characters become codes. A word that readers would
 * link all the same is set as code, which no reader looks into.
 */
export function inertMarkdown(text: string): string {
  const shown = showable(text.replace(/\s+/g, " "));
  if (!linkable.test(shown)) return escaped(shown);
  let written = "";
  let at = 0;
  for (const { 0: word, index } of shown.matchAll(run)) {
    written += escaped(shown.slice(at, index)) + (linkable.test(word) ? `\`${word}\`` : escaped(word));
    at = index + word.length;
  }
  return written + escaped(shown.slice(at));
}

/** An underscore within a word is no markup. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<>&|~#!]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, sign => `\\${sign}`)
    .replaceAll("$", "&#36;");
}
