// Control characters and those that change the direction of text or are invisible: shown as codes, never obeyed.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** An untrusted text made safe to show: characters that are not visible themselves become ⟨U+202E⟩. */
export function showable(text: string): string {
  return text.replace(
    unseen,
    character => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
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
