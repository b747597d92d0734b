import type { Random } from "../../../../src/statistics/random";

const indents = ["", "", "", " ", "  ", "  ", "   ", "    ", "\t", " \t"];

/** Signs, words and marks in any order: nearly all of what they make is broken, each in its own way. */
const tokens = [
  ...["? ", "?", "?\n", ": ", ":", ":\n", " : ", "- ", "-", "-\n", "\n", "\n", " ", "\t", "  "],
  ...[
    "&a ",
    "&b ",
    "&a\n",
    "*a",
    "*a ",
    "*b ",
    "!!str ",
    "!!int ",
    "! ",
    "!x ",
    "!!map ",
    "!!seq\n",
    "!!null ",
  ],
  ...["[", "]", "{", "}", ", ", ",", "[]", "{}", "[a, b]", "{a: b}", "[? a: b]", "{? a, b: }"],
  ...["|", "|\n", ">-\n", "|2\n", "|+\n  ", ">1-", "|- # c\n", "|#", "# c", " # c\n", "#"],
  ...[
    "a",
    "b",
    "c",
    "a: ",
    "b: ",
    "c:",
    "a b",
    "license: mit",
    "1",
    "~",
    "null",
    "'q'",
    '"d"',
    "'",
    '"',
    "''",
  ],
  ...[
    "---",
    "---\n",
    "--- ",
    "...",
    "...\n",
    "<<: ",
    "<<",
    "%YAML 1.2\n",
    "%a",
    "@",
    "`",
    "a\n  b",
    "'a\n b'",
  ],
];

/** A block out of signs and words in any order. */
export function shuffledBlock(random: Random): string {
  const lines = Array.from({ length: 1 + random.below(5) }, () => {
    const words = Array.from({ length: 1 + random.below(5) }, () => one(tokens, random));
    return one(indents, random) + words.join("");
  });
  return `${random.below(3) === 0 ? "license: mit\n" : ""}${lines.join("\n")}`;
}

/** A block that follows the grammar, with every form that front matter rarely has, some of them where they may not stand. */
export function oddBlock(random: Random): string {
  return `${one(["", "", "# c\n", "---\n", "--- # c\n", "%YAML 1.2\n---\n", "\n"], random)}${map(random, 0, 0).replace(/^\n/, "")}${one(["", "\n", "\n...\n", "\n# c\n", "\n---\n"], random)}`;
}

const plain = [
  "a",
  "b",
  "c d",
  "a\n MARGIN b",
  "1",
  "~",
  "null",
  "x#y",
  "a:b",
  "-a",
  "?a",
  ":a",
  "<<",
  "2024-01-01",
  "true",
];
const quoted = [
  "'q'",
  "''",
  '"d"',
  '"a\\tb"',
  "'it''s'",
  "'a\n MARGIN b'",
  '"a\\\n MARGIN b"',
  '"a\n\n MARGIN b"',
];
const headers = [
  "|",
  ">",
  "|-",
  ">-",
  "|+",
  ">+",
  "|1",
  "|2-",
  ">-2",
  "| # c",
  ">\t# c",
  "|# c",
  "|0",
  "|-+",
];
const properties = [
  "",
  "",
  "",
  "&a ",
  "&b ",
  "!!str ",
  "! ",
  "!x ",
  "&a !!str ",
  "!!map ",
  "!!seq ",
  "!!int ",
  "&a &b ",
  "!!null ",
];
const comments = ["", "", "", " # c", "# c", "\t# c", " #"];

function margin(indent: number): string {
  return " ".repeat(indent);
}

function map(random: Random, depth: number, indent: number): string {
  const count = 1 + random.below(3);
  return Array.from({ length: count }, () => `\n${margin(indent)}${pair(random, depth, indent)}`).join("");
}

function pair(random: Random, depth: number, indent: number): string {
  const kind = random.below(6);
  const value = () => below(random, depth, indent);
  if (kind === 0) {
    const key = `?${below(random, depth, indent)}`;
    return random.below(4) === 0
      ? key
      : `${key}\n${margin(indent + (random.below(12) === 0 ? 1 : 0))}:${value()}`;
  }
  if (kind === 1) return `${one(["*a", "*b"], random)}${one([" ", "", "\n"], random)}:${value()}`;
  if (kind === 2)
    return `${one(properties, random)}${flow(random, depth)}${one(["", " ", "\t"], random)}:${value()}`;
  return `${one(properties, random)}${one([...plain, ...quoted, "k", "l", "m", "n"], random).replaceAll("MARGIN", "")}:${value()}`;
}

/** What follows the sign of a key, an item or a value: on its line or below it. */
function below(random: Random, depth: number, indent: number): string {
  const kind = depth > 3 ? 3 : random.below(8);
  const more = indent + one([0, 1, 2, 2, 2, 4], random);
  const lead = ` ${one(properties, random)}`;
  if (kind === 0) return `${lead}${one(comments, random)}${map(random, depth + 1, more)}`;
  if (kind === 1) return `${lead}${one(comments, random)}${list(random, depth + 1, more)}`;
  if (kind === 2) return `${one([" ", "  ", "\t", ""], random)}${pair(random, depth + 1, indent + 2)}`;
  if (kind === 4) return `${lead}${flow(random, depth)}${one(comments, random)}`;
  if (kind === 5)
    return `${lead}${one(headers, random)}\n${margin(more)}t\n${margin(more + random.below(2))}u`;
  if (kind === 6) return `${one([" *a", " *b", "", " "], random)}${one(comments, random)}`;
  const text = one([...plain, ...quoted], random).replaceAll("MARGIN", margin(more));
  return `${lead}${text}${one(comments, random)}`;
}

function list(random: Random, depth: number, indent: number): string {
  const count = 1 + random.below(3);
  return Array.from({ length: count }, () => `\n${margin(indent)}-${below(random, depth + 1, indent)}`).join(
    "",
  );
}

function flow(random: Random, depth: number): string {
  const [open, close] = one(
    [
      ["[", "]"],
      ["{", "}"],
    ] as const,
    random,
  );
  const item = (): string => {
    const kind = depth > 3 ? 3 : random.below(8);
    const lead = one(properties, random);
    if (kind === 0) return `${lead}${flow(random, depth + 1)}`;
    if (kind === 1) return `? ${flowText(random)}`;
    if (kind === 2) return one(["*a", "*b", "*a ", ""], random);
    return `${lead}${flowText(random)}`;
  };
  const entry = () =>
    random.below(2) === 0 ? item() : `${item()}${one([": ", " : ", ":", " :", "\n : "], random)}${item()}`;
  const entries = Array.from({ length: random.below(4) }, entry);
  return (
    open +
    entries.join(one([", ", ",", ",\n", " # c\n, ", "\n,"], random)) +
    one(["", "", ",", "\n"], random) +
    close
  );
}

function flowText(random: Random): string {
  return one([...plain, ...quoted], random).replaceAll("MARGIN", "");
}

function one<T>(from: readonly T[], random: Random): T {
  return from[random.below(from.length)] as T;
}
