import type { Random } from "../../../../src/statistics/random";

/** Blocks of front matter with every form of YAML that cards use: the start of every chain of edits. */
const seeds = [
  'license: mit\nlanguage: [en, \'de\', "fr"]\nbase_model:\n- a/b\n- "c/d"\ntags: []\ndatasets:\n',
  "widget:\n- text: \"a line\nthat goes on at the margin\"\n  src: 'it''s\n\n  two'\nextra: {a: [1, 2], b: {c: d}}\n",
  "model-index:\n- name: it\n  results:\n  - task: {type: t}\n    metrics:\n    - type: accuracy\n      value: -1.5e3\n    - {type: wer, value: 0x1F}\n",
  "# why\nlicense: mit # so\nprompt: |\n  a\n   b\n\nfold: >-\n  c\n  d\nlast: &x [1]\nmore: *x\n",
  "tags: [\na,\n\tb,\n]\n? key\n: value\nwhen: 2024-01-01\nat: 2024-01-01 10:00:00 +2\nno: no\nn: ~\n",
];

/** What an edit inserts: everything with a meaning in YAML, and what only looks like it. */
const pieces = [
  ..." \n:-#'\"[]{}|>&*!%@`?,~.\\\t\r",
  ...[
    "\r\n",
    "\n\n",
    "  ",
    ": ",
    " :",
    ":\n",
    "- ",
    "-\n",
    " #",
    "---",
    "...",
    "\n- ",
    "\n  ",
    "\n\t",
    ", ",
    "''",
  ],
  ...["a", "ä", "\u00A0", "\uFEFF", "\u2028", "\f", "\x85", "\x1B", "\x92", "\uD83E", "😀", "\\x41", "\\q"],
  ...[
    "0o7",
    "0b11",
    "007",
    "-0x1",
    "1.",
    ".inf",
    ".nan",
    "-.5",
    "+1",
    "1_0",
    "1e3",
    "null",
    "No",
    "true",
    "Yes",
  ],
  ...["!x ", "! ", "!!str ", "!!int ", "!!python/tuple ", "!!set ", "&a ", "*a", "<<", "2024-01-01"],
  ...["key: value\n", "license: x\n", "__proto__: 1\n", "? a\n", "{a: b}", "|-\n  text\n", "\n# c\n"],
];

/** A text with one part inserted, removed or repeated. */
export function editedBlock(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const kind = random.below(4);
  const end = Math.min(text.length, at + 1 + random.below(kind === 1 ? 40 : 4));
  if (kind === 0) return text.slice(0, at) + text.slice(end);
  if (kind === 1) return text.slice(0, end) + text.slice(at);
  return text.slice(0, at) + (pieces[random.below(pieces.length)] ?? "") + text.slice(kind === 2 ? at : end);
}

/** A block to begin with: one of the written ones, or one that is put together by chance. */
export function freshBlock(random: Random): string {
  const seed = random.below(2) === 0 ? seeds[random.below(seeds.length)] : undefined;
  return (
    seed ?? Array.from({ length: 1 + random.below(5) }, (_, at) => `k${at}:${value(random, 0, 2)}\n`).join("")
  );
}

const scalars = [
  ...[
    "mit",
    "en",
    "no",
    "yes",
    "1.0",
    "5503434",
    "true",
    "null",
    "~",
    "",
    "''",
    '"x y"',
    "'it''s'",
    "a b",
    "a: b",
  ],
  ...[
    "2024-01-01",
    "0x1F",
    "1e3",
    ".5",
    "a#b",
    "a #b",
    "[a, b]",
    "{a: 1}",
    "[]",
    "{}",
    "*x",
    "!x y",
    "@a",
    "%a",
  ],
  ...[
    "|\n   t\n   u",
    ">-\n   t\n   u",
    '"two\nlines"',
    "a/b",
    "http://x/y?z=1",
    "- a",
    "# c",
    "\\x",
    '"\\u0041"',
  ],
];

/** A value in block style or on its line. */
function value(random: Random, depth: number, indent: number): string {
  const kind = depth > 2 ? 2 : random.below(4);
  const margin = " ".repeat(indent);
  const count = 1 + random.below(3);
  if (kind === 0)
    return Array.from({ length: count }, () => `\n${margin}-${value(random, depth + 1, indent + 2)}`).join(
      "",
    );
  if (kind === 1)
    return Array.from(
      { length: count },
      (_, at) => `\n${margin}m${at}:${value(random, depth + 1, indent + 2)}`,
    ).join("");
  return ` ${scalars[random.below(scalars.length)] ?? ""}`;
}
