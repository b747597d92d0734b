/** The length of a text in code points, which is what Python calls its length; a lone surrogate counts as one. */
export function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at + 1 < text.length; at++) {
    if (isPair(text, at)) {
      count--;
      at++;
    }
  }
  return count;
}

/** The first `count` code points of a text. */
export function firstCharacters(text: string, count: number): string {
  let end = 0;
  for (let taken = 0; taken < count && end < text.length; taken++) end += isPair(text, end) ? 2 : 1;
  return text.slice(0, end);
}

function isPair(text: string, at: number): boolean {
  const [first, second] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

/** As many code points outside the basic plane as surrogates can stand for. */
const mostOutside = 2_048;

/**
 * Two texts in which each code point takes one unit, so that what counts units counts characters; surrogates stand for
 * code points outside the basic plane. The texts as they are if they have more than 2,048 different ones.
 */
export function inSingleUnits(one: string, other: string): readonly [one: string, other: string] {
  const outside = /[\ud800-\udfff]/;
  if (!outside.test(one) && !outside.test(other)) return [one, other];
  const units = new Map<string, string>();
  const single = (text: string) =>
    Array.from(text, character => {
      if (character.length === 1 && !outside.test(character)) return character;
      const unit = units.get(character) ?? String.fromCharCode(0xd800 + units.size);
      units.set(character, unit);
      return unit;
    }).join("");
  const pair = [single(one), single(other)] as const;
  return units.size > mostOutside ? [one, other] : pair;
}
