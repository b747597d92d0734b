import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "js-yaml";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { seeded } from "../../../../src/statistics/random";
import { needsRecorded, recordedPath } from "../../../harness/recorded/recorded-data";
import { sampled } from "../../../harness/suites/long-runs";
import { jsonLines } from "../../../hub/models/recorded-models";
import { editedBlock, freshBlock } from "./yaml-blocks";

/** How the two readers differ on a block: one refuses it, or both read it and the values are not the same. */
interface Difference {
  readonly kind: "js-yaml refuses" | "ours refuses" | "other values";
  /** The message of the one that refuses. */
  readonly message: string;
}

/** A known way in which the readers differ. */
interface Named {
  readonly why: string;
  /** The shortest block that shows it. */
  readonly example: string;
  readonly covers: (yaml: string, difference: Difference) => boolean;
}

const named: readonly Named[] = [
  {
    why: "js-yaml takes control characters in comments, and some of them in quotes; Python's reader, with which huggingface_hub reads every card, takes them nowhere.",
    example: "a: b # \x07",
    covers: (_, { kind, message }) => kind === "ours refuses" && message.includes("the character U+"),
  },
  {
    why: "js-yaml takes --- at the start for a mark even where text follows at once; the Hub never hands it such a block, since that line would be no fence.",
    example: "---a: b",
    covers: yaml => /^\s*---\S/.test(yaml) || /\n(?:---|\.\.\.)/.test(yaml),
  },
  {
    why: "js-yaml takes a # right behind a closing quote or bracket for a comment; YAML asks for a blank before it.",
    example: "a: []#",
    covers: (yaml, { kind }) => kind === "ours refuses" && /[\]}'"]#/.test(yaml),
  },
  {
    why: "js-yaml lets a list go on to the left of an empty item; YAML does not.",
    example: "  a:\n    - b\n    -\n - c",
    covers: yaml => /(?:^|\n|\r)[ \t]*(?:- +)*-[ \t]*(?:#[^\n\r]*)?[\n\r]/.test(yaml),
  },
  {
    why: "js-yaml takes a key behind text in quotes that ends on a line of its own, or behind a tag or an anchor; YAML does not.",
    example: 'a: "b\nc: "d: e',
    covers: (yaml, { kind, message }) =>
      kind === "ours refuses" &&
      (message.includes("more than one value on its line") ||
        (message.includes("neither a key with a colon") && /["'][^\s"',\]}]+:/.test(yaml)) ||
        (message.includes("does not belong here") && /["'] ?-/.test(yaml))),
  },
  {
    why: "Keys that a question mark announces, and empty keys in brackets, are read in other ways; no card has them.",
    example: "a: [ : ]",
    covers: yaml => /\?|(?:[[{,]|[!&]\S*)\s*:/.test(yaml),
  },
  {
    why: "js-yaml ends the name of an anchor at a bracket; YAML goes on to the next blank.",
    example: "a: &x[1]",
    covers: (yaml, { kind }) => kind === "ours refuses" && /[&*][^\s,[\]{}]+[[\]{},]/.test(yaml),
  },
  {
    why: "js-yaml refuses a tag whose name runs into a comma or a bracket; no card has one.",
    example: "a: [!, b]",
    covers: (yaml, { kind }) => kind === "js-yaml refuses" && /!\S*[,[\]{}]/.test(yaml),
  },
  {
    why: "A line of tabs in a block of text is a line of text to js-yaml, or ends the block; ours takes it for a blank line.",
    example: "a: >-\n  \t\nb: c",
    covers: yaml => /[|>][^\n]*\n(?:.*\n)*?[ ]*\t\s*(?:$|\n)/.test(yaml),
  },
  {
    why: "A comment within brackets parts a key from its colon or a value from its comma, for the one or for the other.",
    example: "a: {b: [c]\n# d\n, e: f}",
    covers: yaml => /[[{].*[\n\r]+[ \t]*#.*[\n\r]+[ \t]*[,:]/.test(yaml),
  },
  {
    why: "Keys below << are not merged into the keys above; no card has them.",
    example: "<<: {a: 1}",
    covers: yaml => yaml.includes("<<"),
  },
  {
    why: "A value in !!binary is bytes to js-yaml, and what !!set, !!omap and !!pairs hold is checked.",
    example: "a: !!binary aGk=",
    covers: yaml => /!!?(?:set|omap|pairs|binary)/.test(yaml),
  },
  {
    why: "A date that is a key is written out in full by js-yaml; no card has one.",
    example: "2024-01-01: a",
    covers: (yaml, { kind }) => kind === "other values" && /\d{4}-\d\d?-\d\d?[^\n\r]*:/.test(yaml),
  },
];

/** The difference between the readers on a block, or null where there is none. */
function difference(yaml: string): Difference | null {
  const text = `---\n${yaml}\n---\n`;
  const frontMatter = parseFrontMatter(text);
  const { block, fields, problems } = frontMatter;
  // A fence within the block: what is read is another block.
  if (block === null || text.slice(block.start, block.end) !== yaml) return null;
  let refused: string | null = null;
  let theirs: unknown = null;
  try {
    theirs = load(yaml);
  } catch (error) {
    refused = error instanceof Error ? error.message : String(error);
  }
  // An empty block is no fault of the YAML, and a rule of its own says so.
  if (refused === null && (theirs === null || theirs === undefined)) return null;
  if (refused === null && !isMapping(theirs)) refused = "not a mapping";
  const ours = problems[0]?.message ?? null;
  if (refused !== null) return ours === null ? { kind: "js-yaml refuses", message: refused } : null;
  if (ours !== null) return { kind: "ours refuses", message: ours };
  const own = Object.fromEntries([...fields].map(([key, field]) => [key, field.value]));
  return asText(own) === asText(theirs)
    ? null
    : { kind: "other values", message: `${asText(own)} ≠ ${asText(theirs)}` };
}

function isMapping(value: unknown): boolean {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
}

/** Values as text; a date, which js-yaml makes and ours keeps as written, counts as the same for both. */
function asText(values: unknown): string {
  return JSON.stringify(values, (_, value: unknown) => {
    if (typeof value === "number")
      return Object.is(value, -0) ? 0 : Number.isFinite(value) ? value : String(value);
    return typeof value === "string" && /^\d{4}-\d\d?-\d\d?(?:$|[Tt \t]+\d)/.test(value) ? "a date" : value;
  });
}

/** Fails on a difference that is not named, with the block. */
function expectSame(yaml: string): boolean {
  const found = difference(yaml);
  if (found === null) return true;
  const isNamed = named.some(({ covers }) => covers(yaml, found));
  assert.ok(isNamed, `${found.kind}: ${found.message}\n${JSON.stringify(yaml)}`);
  return false;
}

test("each named difference is one still", () => {
  for (const { why, example, covers } of named) {
    const found = difference(example);
    assert.ok(found !== null && covers(example, found), `no longer true, remove it: ${why}`);
  }
});

const refusedByBoth = [
  ...[
    "a: b\x1B[0m",
    "a: it\x92s",
    "a: \uD83E",
    "a: !x b",
    "a: !!python/tuple [1]",
    "a: !!int x",
    "a: !!str [b]",
    "!x\na: b",
  ],
  ...[
    "a: 1\na: 2",
    "a: {b: 1, b: 2}",
    "a: 1\n\tb: 2",
    "\ta: 1",
    "a: 'b",
    "a: 'b''",
    'a: "b\\"',
    "a: [b",
    "a: *b",
    "a: b: c",
  ],
  ...[
    "a: @b",
    "a: `b`",
    "a: %b",
    'a: "\\q"',
    ": a",
    "- a\n- b",
    "a",
    "a\n :\n- b",
    "a: [b,, c]",
    "a: - b",
    "1: a\n'1': b",
  ],
];

const readByBoth = [
  ...[
    'a: "b\nc"',
    "a: 'b\n\nc'\nd: e",
    "a: [\nb,\nc\n]",
    "a: [\n\t\tb\n]",
    "a: b\rc: d",
    "a:\n\t\nb: c",
    "a: {\nb: c}",
  ],
  ...[
    "a: 0b11",
    "a: 007",
    "a: -0x1F",
    "a: -.5",
    "a: +.5",
    "a: .5",
    "a: 1.",
    "a: 1_0",
    "a: 0o17",
    "a: .INF",
    "a: .NaN",
  ],
  ...[
    "a: 12345678901234567890",
    "a: no",
    "a: Yes",
    "a: 1e3",
    "a: 1e",
    "a: ~",
    "a: Null",
    "a: !!str 1",
    "a: ! b",
    "a: !",
  ],
  ...[
    "a: b\x85c",
    "a: b\u2028c",
    "a: 😀",
    "1: a",
    "null: a",
    "true: a",
    "a: b#c",
    "a: 2024-01-01",
    "[a]: b",
    "{a: b}: c",
  ],
];

test("what js-yaml refuses is refused, and what it reads is read with the same values", () => {
  for (const yaml of refusedByBoth) {
    assert.throws(
      () => {
        const read = load(yaml);
        if (typeof read !== "object" || Array.isArray(read)) throw new Error("not a mapping");
      },
      `js-yaml reads ${JSON.stringify(yaml)}`,
    );
    const { problems } = parseFrontMatter(`---\nlicense: mit\n${yaml}\n---\n`);
    assert.ok(problems.length > 0, JSON.stringify(yaml));
  }
  for (const yaml of readByBoth) assert.equal(difference(yaml), null, JSON.stringify(yaml));
});

test("generated blocks get the same verdict and values from both readers, also after edits", t => {
  const random = seeded(Number(process.env.HUB_LINEAGE_SEED ?? 11));
  const chains = sampled(t, "chains of random edits", 150, 40_000);
  let same = 0;
  let differing = 0;
  for (let chain = 0; chain < chains; chain++) {
    let text = freshBlock(random);
    for (let edit = 0; edit < 6; edit++) {
      if (expectSame(text)) same++;
      else differing++;
      text = editedBlock(text, random);
    }
  }
  t.diagnostic(`${same} blocks the same, ${differing} differing in a named way`);
  assert.ok(same > differing * 10, "most blocks are told alike, or the names cover too much");
});

const needsCards = needsRecorded("cards");

test("recorded front matter gets the same verdict and values, also after edits", needsCards, t => {
  const random = seeded(3);
  const folder = recordedPath("cards");
  const blocks = readdirSync(folder)
    .filter(name => /\.jsonl(?:\.gz)?$/.test(name))
    .flatMap(name => [...jsonLines(join(folder, name))].flatMap(row => blockOf(row)));
  const count = sampled(t, "recorded blocks", 600, blocks.length);
  const different = Array.from({ length: count }, () => blocks[random.below(blocks.length)] ?? "");
  let differing = 0;
  for (const yaml of count === blocks.length ? blocks : different) {
    if (!expectSame(yaml)) differing++;
    if (yaml.length < 2_000) expectSame(editedBlock(yaml, random));
  }
  t.diagnostic(`${count} of ${blocks.length} blocks, ${differing} differing in a named way`);
  assert.ok(differing <= count / 1_000);
});

function blockOf(row: Readonly<Record<string, unknown>>): string[] {
  const raw = row.fm_raw ?? row.front_matter;
  if (typeof raw === "string") return [raw];
  const { block } = parseFrontMatter(String(row.text ?? ""));
  return block === null ? [] : [String(row.text).slice(block.start, block.end)];
}
