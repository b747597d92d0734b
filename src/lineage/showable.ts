// Control characters, those that change the direction of text or are invisible, and those that no text may have (U+FFFE):
// shown as codes, never obeyed.
const unseen = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Noncharacter_Code_Point}]";

/** The same as a pattern, made when it is first needed: to read it as a literal takes a millisecond of the extension's start. */
let unseenPattern: RegExp | undefined;

/** The code that stands for a character in shown text: ⟨U+202E⟩. */
export function shownCode(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** An untrusted text made safe to show: characters that are not visible themselves become ⟨U+202E⟩. */
export function showable(text: string): string {
  unseenPattern ??= new RegExp(unseen, "gu");
  return text.replace(unseenPattern, shownCode);
}

/** An untrusted text for readers that make a link of `[words](address)`, such as notifications and SARIF viewers: it has none. */
export function withoutLinks(text: string): string {
  return showable(text).replace(/\](?=\()/g, "] ");
}

/** A text shortened in the middle to at most `limit` characters, for names whose ends matter most. */
export function cutMiddle(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const tail = Math.floor((limit - 1) / 2);
  return [...characters.slice(0, limit - 1 - tail), "…", ...characters.slice(characters.length - tail)].join(
    "",
  );
}
