import { ownValue } from "../../lineage/own-value";

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

const item =
  /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|None|True|False|-?[\d.]+(?:e[+-]?\d+)?)\s*(,|\])/sy;

/**
 * Parses a printed Python list of strings (`['a', "b's"]`), omitting members that are not strings. Returns null for
 * anything else, such as an empty field or `nan`. Nothing is evaluated.
 */
export function parsePythonList(text: string): readonly string[] | null {
  if (!text.startsWith("[")) return null;
  const values: string[] = [];
  if (/^\[\s*\]$/.test(text)) return values;
  item.lastIndex = 1;
  for (let found = item.exec(text); found !== null; found = item.exec(text)) {
    const value = found[1] ?? found[2];
    if (value !== undefined) values.push(unescaped(value));
    if (found[3] === "]") return item.lastIndex === text.length ? values : null;
  }
  return null;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gis,
    (_, two, four, eight, one) => {
      const code = Number.parseInt(two ?? four ?? eight ?? "", 16);
      if (Number.isNaN(code)) return ownValue(escapes, String(one)) ?? one ?? "";
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}
