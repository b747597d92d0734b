import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "js-yaml";
import { fixAll, type ReadCard } from "../../../../src/app/card/fix-all";
import type { FrontMatter } from "../../../../src/card/front-matter/front-matter";
import { lintCard } from "../../../../src/card/lint";
import { type Random, seeded } from "../../../../src/statistics/random";
import { sampled } from "../../../harness/suites/long-runs";
import { contextOf } from "../fixture-cards";
import { editedBlock } from "../front-matter/yaml-blocks";

const read: ReadCard = async text => ({ text, ...lintCard(text, contextOf(text)) });
const fixed = async (yaml: string) => (await fixAll(`---\n${yaml}\n---\nbody\n`, read)).text.slice(4, -10);
const messages = (yaml: string) =>
  lintCard(`---\n${yaml}\n---\n`, contextOf("")).findings.map(({ message }) => message);

test("no fix drops what stands behind a colon that lacks its space", async () => {
  for (const yaml of [
    "license: mit\nco2_eq_emissions:{a: 12}",
    "license: mit\ntags:[a: b]",
    "license: mit\nlicence_name:&x a: b",
  ])
    assert.equal(await fixed(yaml), yaml);
  assert.match(messages("license: mit\nco2_eq_emissions:{a: 12}").join("\n"), /space after the colon/);
});

test("fixes that are applied together put nothing twice into a list", async () => {
  const yaml = await fixed("license: mit\nlanguage: [Chinese, chinese]");
  assert.equal(yaml, "license: mit\nlanguage: [zh, chinese]");
  const lines = await fixed("license: mit\nlanguage:\n- English\n- english\n- French");
  assert.deepEqual(load(lines), { license: "mit", language: ["en", "english", "fr"] });
});

test("a comment inside a replaced or removed value keeps the fix from being applied", async () => {
  for (const yaml of ["license: mit\ntags:\n  # why\n  - ''", "license: # why\n  - MIT # so\n  # because"]) {
    const after = await fixed(yaml);
    for (const comment of yaml.match(/# \w+/g) ?? []) assert.ok(after.includes(comment), after);
  }
});

test("a number that is too large to be exact is shown and kept as written", async () => {
  const long = "12345678901234567890";
  for (const yaml of [
    `base_model: ${long}`,
    `license: ${long}`,
    `license: mit\nco2_eq_emissions: -${long}`,
    `license: mit\nco2_eq_emissions: ${long} g`,
    `license: mit\ntags: [${long}]`,
    `license: mit\nlanguage: ${long}`,
  ]) {
    const said = messages(yaml).join("\n");
    assert.doesNotMatch(said, /1234567890123456[78]0|e\+/, yaml);
    assert.ok((await fixed(yaml)).includes(long), yaml);
  }
});

/** Values of fixable fields, each of which a fix may change. */
const values = {
  license: ["MIT", "Apache 2.0", "llama3", "apache license 2.0"],
  language: ["English", "zh-CN", "en-US", "french"],
  library_name: ["Transformers", "PEFT"],
  pipeline_tag: ["text generation", "Text-Generation"],
  base_model: ["https://huggingface.co/a/b", " a/b "],
  datasets: ["https://huggingface.co/datasets/a/b", "a/b"],
  co2_eq_emissions: ["0.5 kg", "'12'", "12 g"],
  licence: ["mit"],
  tag: ["a"],
} as const;

/** A field with a value that a fix may change, in an odd spelling. */
function oddField(key: keyof typeof values, random: Random): string {
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] as T;
  const word = () =>
    pick([(text: string) => text, (text: string) => `"${text}"`, (text: string) => `'${text}'`])(
      pick(values[key]),
    ).replaceAll("''", "'");
  const comment = pick(["", "", " # c1", "  # c2"]);
  const lead = pick(["", "", "&x ", "!!str ", "! "]);
  const form = random.below(7);
  if (form === 0) return `${key}: [${word()}, ${lead}${word()}]${comment}`;
  if (form === 1) return `${key}:${comment}\n- ${word()}\n  # c3\n- ${lead}${word()} # c4`;
  if (form === 2) return `${key}: {a: ${word()}, b: ${word()}}${comment}`;
  if (form === 3) return `${key}:${word()}${comment}`;
  if (form === 4) return `? ${key}${comment}\n: ${lead}${word()}`;
  if (form === 5) return `${key}: ${pick(["|", ">-"])}${comment}\n  ${pick(values[key])}`;
  return `${pick([key, `"${key}"`])}${pick([":", " :"])} ${lead}${word()}${comment}`;
}

const forms = [
  (text: string) => text,
  (text: string) => text.replaceAll("\n", "\r\n"),
  (text: string) => `\uFEFF${text}`,
  (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`,
];

test("fixing odd spellings keeps other values and comments, stays readable, and is done after one run", async t => {
  const random = seeded(Number(process.env.HUB_LINEAGE_SEED ?? 21));
  const count = sampled(t, "odd cards", 50, 5_000);
  const keys = Object.keys(values) as (keyof typeof values)[];
  let changed = 0;
  for (let at = 0; at < count; at++) {
    const chosen = keys.filter(() => random.below(3) === 0);
    const fields = chosen.map(key => oddField(key, random));
    const plain = [...fields, "kept: [1, 'it''s', {a: b}] # c9", "model_id: 12345678901234567890"].join("\n");
    const yaml = random.below(4) === 0 ? editedBlock(plain, random) : plain;
    const body = "\ntext --- # body\n";
    for (const form of forms) {
      const text = form(`---\n${yaml}\n---\n${body}`);
      const once = (await fixAll(text, read)).text;
      const seen = JSON.stringify([text, once]);
      assert.equal((await fixAll(once, read)).text, once, `a second run changes it: ${seen}`);
      if (once === text) continue;
      changed++;
      assert.equal(once.startsWith("\uFEFF"), text.startsWith("\uFEFF"), seen);
      assert.equal(/(?<!\r)\n/.test(once), /(?<!\r)\n/.test(text), seen);
      const [before, after] = [lintCard(text, contextOf("")), lintCard(once, contextOf(""))];
      if (before.frontMatter.problems.length > 0) continue;
      const { block } = after.frontMatter;
      assert.ok(block !== null && after.frontMatter.problems.length === 0, seen);
      load(once.slice(block.start, block.end));
      for (const [key, { value }] of before.frontMatter.fields)
        if (!(key in values))
          assert.deepEqual(after.frontMatter.fields.get(key)?.value ?? null, value, `${key}: ${seen}`);
      for (const comment of yaml === plain ? (text.match(/# c\d/g) ?? []) : [])
        assert.ok(once.includes(comment), `${comment}: ${seen}`);
      assert.ok(repeats(after.frontMatter) <= repeats(before.frontMatter), seen);
    }
  }
  t.diagnostic(`${changed} cards were changed`);
  assert.ok(changed > count / 4, "fixes are applied");
});

function repeats({ fields }: FrontMatter): number {
  const lists = [...fields.values()].map(({ value }) =>
    Array.isArray(value) ? value.map(each => JSON.stringify(each)) : [],
  );
  return lists.reduce((sum, list) => sum + list.length - new Set(list).size, 0);
}
