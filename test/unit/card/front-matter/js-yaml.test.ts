import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "js-yaml";
import { parseFrontMatter, parseWhole } from "../../../../src/card/front-matter/parse-front-matter";
import { seeded } from "../../../../src/statistics/random";
import { needsRecorded, recordedPath } from "../../../harness/recorded/recorded-data";
import { sampled } from "../../../harness/suites/long-runs";
import { jsonLines } from "../../../hub/models/recorded-models";
import { oddBlock, shuffledBlock } from "./odd-yaml";
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
    why: "js-yaml reads a value that contains itself; nothing that has such a value can be written down or sent.",
    example: "a: &x [*x]",
    covers: (_, { kind, message }) => kind === "ours refuses" && message.includes("would never end"),
  },
  {
    why: "A value in !!binary is bytes to js-yaml, and !!pairs are lists of two.",
    example: "a: !!binary aGk=",
    covers: (yaml, { kind }) => kind === "other values" && /!!(?:pairs|binary)/.test(yaml),
  },
  {
    why: "A date that is a key is written out in full by js-yaml; no card has one.",
    example: "2024-01-01: a",
    covers: (_, { kind, message }) =>
      kind === "other values" && /[A-Z][a-z]{2} \d\d \d{4} \d\d:/.test(message),
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
    "a: |# b\n  c",
    "a:\n\t\u2028",
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
  ...[
    "? &a [*a]\n: b",
    "? [[a]]\n: b",
    "a: &a [b]\n? [*a]\n: c",
    "? [b, {c: [d]}, [e]]\n: f",
    "<<: a",
    "<<:",
    "a: &a 1\nb: {<<: *a}",
    "<<: [a]",
  ],
  // Found by a trial: explicit keys, keys of lists and objects, signs of blocks, and marks.
  ...[
    "? : d",
    'a: "b\nc": d',
    "? a\n  : b",
    "license:|- #c",
    "? license : {*a : b}",
    "---: &x [1, 2]",
    "---a",
    "...\na: b",
    "a: &x *x",
    "&x a: b\n*x: c",
    "*x : b",
    "? |x\n: b",
    "a: |0\n  b",
    "a: |-+\n  b",
    "a: &x &y b",
    "a: !!str !!int 1",
    "a: [!x, b]",
    "a: {b: c\n: d}",
    "%YAML 1.2\na: b",
    "a:\n\t- b",
    "a: !!set {b: c}",
    "a: !!omap [{b: c, d: e}]",
    "a: !!binary b",
    "a: !!int\n  b",
  ],
];

const readByBoth = [
  ...[
    'a: "b\nc"',
    "a: 'b\n\nc'\nd: e",
    "a: [\nb,\nc\n]",
    "a: {b: c\n# d\n}",
    "a: {b: [c]\n# d\n, e: f}",
    "a:\n#b\n  c\nd: e",
    "a:\n\n# b\n  c\nd: e",
    "a: 'b'# c\nd: [#\ne]# f",
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
    "? [a, null, {b: [c]}]\n: d",
    "a: &a [b, c]\n? *a\n: d",
    "a: &a b\n*a : c",
  ],
  ...[
    "? a: b\n: c",
    "? a",
    "? a:",
    "?\ta\n\t: b",
    "?",
    "? a\n? b\n: c",
    "? - a\n  - b\n: c",
    "? |\n  a\n: b",
    "{? a : b, ? c}: d",
    "a: [? b : c, ? d]",
    "a: [ : ]",
    "a: {: b}",
    "a: {b, c: }",
    "a: &x[1]",
    "&x a: *x",
    "&x a: &y b\nc: *y",
    "a: !!str\n  1",
    "a: &x\n  &y b: c",
    "---a: b",
    "--- # c\na: b",
    "a: b\n...\n# c",
    "%YAML 1.2\n---\na: b",
    "%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1",
    "  a:\n    - b\n    -\n - c",
    'a: "b\\\n\nc"',
    "a: >\n  \n # b",
    "a: >-\n  \t\nb: c",
    "\n\uFEFFa: b",
    "a: !!set {b, c: }",
    "a: !!str",
    "a: !!map",
    "a: !<tag:yaml.org,2002:str> 1",
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
    const { problems } = parseFrontMatter(`---\n${yaml}\n---\n`);
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

test("blocks of explicit keys, anchors, tags, and marks get the same verdict and values from all readers", t => {
  const random = seeded(Number(process.env.HUB_LINEAGE_SEED ?? 12));
  const count = sampled(t, "odd blocks", 1_500, 300_000);
  let read = 0;
  for (let at = 0; at < count; at++) {
    const block = at % 2 === 0 ? oddBlock(random) : shuffledBlock(random);
    const yaml = at % 4 === 0 ? editedBlock(block, random) : block;
    expectSame(yaml);
    if (expectOneReader(yaml)) read++;
  }
  t.diagnostic(`${read} of ${count} blocks are sound`);
  assert.ok(read > count / 50, "enough blocks are sound");
});

/** Fails where reading entry by entry and reading the whole differ; whether the block is sound. */
function expectOneReader(yaml: string): boolean {
  const text = `---\n${yaml}\n---\n`;
  const [apart, whole] = [parseFrontMatter(text), parseWhole(text)].map(({ fields, problems, insertAt }) =>
    JSON.stringify([[...fields.values()], problems, insertAt]),
  );
  assert.equal(apart, whole, JSON.stringify(yaml));
  return parseWhole(text).problems.length === 0;
}

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

test("keys that << merges have the values that js-yaml gives them", () => {
  for (const yaml of [
    "<<: {a: 1}",
    "a: 1\n<<: {a: 2, b: 3}\nb: 4",
    "<<: {a: 1}\n<<: {a: 2, b: 3}",
    "d: &d {a: 1, b: [x]}\n<<: *d\ne: {<<: *d, b: y}",
    "l: &l [{a: 1}, {a: 2, b: 3}, [z]]\n<<: *l\nm: {<<: [*l, {a: 4}]}",
    "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: [*b, {x: 3, z: 4}]}\n<<: *b",
    'a: {<<: {<<: {b: 1}, c: 2}}\n"<<": d\n__proto__: {<<: {e: 1}}',
    "<<: {__proto__: {a: 1}, constructor: b}",
    "<<: 2024-01-01\na: b",
  ])
    assert.equal(difference(yaml), null, yaml);
});
