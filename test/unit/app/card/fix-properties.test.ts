import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { fixAll, isCertain, isSound, type ReadCard } from "../../../../src/app/card/fix-all";
import type { CardContext, Finding, Fix, TextEdit } from "../../../../src/card/finding";
import { applyEdits } from "../../../../src/card/fixes/apply-edits";
import type { FrontMatter } from "../../../../src/card/front-matter/front-matter";
import { endOfLine } from "../../../../src/card/front-matter/line-at";
import { parseWhole } from "../../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../../src/card/lint";
import { decodeCard, encodeCard } from "../../../../src/cli/cards/card-bytes";
import { bareModel } from "../../../../src/lineage/model";
import { type Random, seeded } from "../../../../src/statistics/random";
import { needsRecorded, recordedPath } from "../../../harness/recorded/recorded-data";
import { isLong, sampled } from "../../../harness/suites/long-runs";
import { cardNames, cardsFolder, contextOf } from "../../card/fixture-cards";

const reader =
  (context: CardContext): ReadCard =>
  async text => ({ text, ...lintCard(text, context) });

const written = cardNames.map(name => readFileSync(join(cardsFolder, name), "utf8"));

/** What a hostile Hub may say, and what YAML takes for something else than text. */
const hostile = [
  "a: b",
  "a\nlicense: gpl-3.0",
  "x\n---\n# Title",
  "- a",
  "# none",
  "a # b",
  '"a',
  "it's",
  "[a, b",
  "{a}",
  "*a",
  "&a b",
  "!!int 1",
  "| a",
  "null",
  "no",
  "1e5",
  "2024-01-01",
  "~",
  "",
  " a ",
  "a\tb",
  "\u0092\u001b[31m",
  "\u2028a\ufeff",
  "\\",
  "%a",
  "@a",
  "constructor",
  "__proto__",
  "01-ai/Yi",
];

/** Each model is known, was renamed, and has a word of the Hub in all of its traits. */
function saying(word: string, repo: string | null): CardContext {
  const traits = { license: word, licenseName: word, task: word, library: word, newVersion: word };
  return {
    repo,
    files: ["README.md", "mergekit_config.yml", "LICENSE"],
    lookup: id => {
      const model = { ...bareModel(id), ...traits, languages: [word, "fr"], datasets: [word], adult: true };
      const parents = [{ child: id, parent: word, relation: "quantized" as const }];
      return { state: "known", id: word, model, parents, at: 0 };
    },
  };
}

/** The fields that no edit is in or borders on, with the lines that they take. */
function untouched(text: string, frontMatter: FrontMatter, edits: readonly TextEdit[]) {
  const end = frontMatter.problems[0]?.range.start ?? text.length;
  return [...frontMatter.fields.values()].filter(({ keyRange, valueRange }) => {
    const last = endOfLine(text, valueRange.end);
    const isNear = edits.some(({ range }) => range.start <= last && keyRange.start <= range.end);
    return !isNear && valueRange.end < end;
  });
}

function errorsIn(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === "error").length;
}

/** Fails if a text with edits has a new fault, or another value where there was no edit, read by the whole grammar. */
function assertNoWorse(text: string, edits: readonly TextEdit[], context: CardContext, what: string): void {
  const fixed = applyEdits(text, edits);
  const [before, after] = [parseWhole(text), parseWhole(fixed)];
  const told = `${what}\n${text}\n→\n${fixed}`;
  assert.ok(after.problems.length <= before.problems.length, `more problems: ${told}`);
  if (before.block !== null && before.problems.length === 0) {
    assert.ok(
      errorsIn(lintCard(fixed, context).findings) <= errorsIn(lintCard(text, context).findings),
      told,
    );
    const fields = edits.length + before.fields.size;
    assert.ok(after.fields.size <= fields, `more new keys than edits: ${told}`);
  }
  for (const { key, value } of untouched(text, before, edits))
    assert.deepEqual(after.fields.get(key)?.value, value, `${key} of ${told}`);
}

/** Checks every fix and every set of fixes of a card; gives the numbers of fixes that were offered and refused. */
async function checkCard(text: string, context: CardContext): Promise<{ offered: Fix[]; refused: Fix[] }> {
  const read = reader(context);
  const card = await read(text);
  assert.ok(card);
  const offered: Fix[] = [];
  const refused: Fix[] = [];
  for (const { rule, fixes } of card.findings) {
    for (const fix of fixes) {
      const isOffered = await isSound(card, fix, read);
      (isOffered ? offered : refused).push(fix);
      if (isOffered) assertNoWorse(text, fix.edits, context, `${rule}: ${fix.title}`);
    }
  }
  return { offered, refused };
}

/** Fixes a card and checks that what no certain fix touches is the same, and that a second time changes nothing. */
async function checkAll(text: string, context: CardContext): Promise<number> {
  const read = reader(context);
  const touched = new Set<string>();
  const { text: fixed, fixed: count } = await fixAll(text, async content => {
    const card = await read(content);
    for (const { edits } of card?.findings.filter(isCertain).flatMap(({ fixes }) => fixes) ?? [])
      for (const { range } of edits) for (const line of linesIn(content, range)) touched.add(line);
    return card;
  });
  assert.deepEqual(await fixAll(fixed, read), { text: fixed, fixed: 0 }, `a second time changes:\n${fixed}`);
  const kept = linesIn(text, { start: 0, end: text.length }).filter(line => !touched.has(line));
  const left = linesIn(fixed, { start: 0, end: fixed.length });
  let at = 0;
  for (const line of kept) {
    at = left.indexOf(line, at) + 1;
    assert.ok(at > 0, `the line ${JSON.stringify(line)} is gone or elsewhere:\n${text}\n→\n${fixed}`);
  }
  const [before, after] = [lintCard(text, context), lintCard(fixed, context)];
  assert.ok(after.frontMatter.problems.length <= before.frontMatter.problems.length, fixed);
  if (before.frontMatter.problems.length === 0)
    assert.ok(errorsIn(after.findings) <= errorsIn(before.findings), `${text}\n→\n${fixed}`);
  return count;
}

/** The complete lines around a range, with their breaks. */
function linesIn(text: string, { start, end }: { readonly start: number; readonly end: number }): string[] {
  const from = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const last = endOfLine(text, end);
  const to = text.startsWith("\r\n", last) ? last + 2 : last + 1;
  return text.slice(from, to).split(/(?<=\r\n|\n|\r(?!\n))/);
}

test("every fix in the fixture cards is offered and keeps all other values", async t => {
  let count = 0;
  const both = sampled(t, "forms of each card", 1, 2);
  for (const [at, text] of written.entries()) {
    const forms = [text, `\uFEFF${text.replaceAll("\n", "\r\n")}`];
    for (const card of both === 2 ? forms : forms.slice(at % 2, (at % 2) + 1)) {
      const { offered, refused } = await checkCard(card, contextOf(text));
      assert.deepEqual(refused, [], card);
      count += offered.length + (await checkAll(card, contextOf(text)));
    }
  }
  assert.ok(count > 50, `only ${count} fixes`);
});

test("whatever the Hub says about a parent, a fix writes it as text and changes nothing else", async t => {
  const cards = [
    "---\nbase_model: a/b\nlicense: cc-by-4.0\npipeline_tag: text-to-image\nlanguage: de\nlibrary_name: timm\n---\n",
    "---\nbase_model: [a/b, 'c/d'] # two\ntags: [x]\ndatasets:\n- y\npipeline_tag: # none\n---\n",
    '---\n{base_model: a/b, pipeline_tag: "text-to-image", tags: [x], library_name: peft}\n---\n',
    "---\nbase_model:\n- a/b # first\n- c/d\nbase_model_relation: quantized\npipeline_tag: >-\n  text-to-image\nlicense: other\n---\n",
    "---\nbase_model: &x a/b\nnew_version: *x\nlanguage:\npipeline_tag: image-to-text # so\n---\n",
  ];
  let offered = 0;
  const most = sampled(t, "cards for each word", 1, cards.length);
  for (const [at, word] of hostile.entries()) {
    for (const text of [...cards, ...cards].slice(at % cards.length, (at % cards.length) + most)) {
      const context = saying(word, "lab/this");
      const found = await checkCard(text, context);
      offered += found.offered.length;
      await checkAll(text, context);
      for (const { edits, title } of found.offered.filter(fix => / like the parent$/.test(fix.title))) {
        const { fields } = parseWhole(applyEdits(text, edits));
        const key = /^(?:Change|Set) (\S+) to /.exec(title)?.[1] ?? "";
        assert.equal(fields.get(key)?.value, word, `${title} in:\n${text}`);
      }
    }
  }
  assert.ok(offered > 80, `only ${offered} fixes were offered`);
});

/** A card with a few random changes of its bytes or lines, all above the middle of its body. */
function mutated(text: string, random: Random): Uint8Array {
  const lines = text.split("\n");
  const line = () => random.below(Math.min(lines.length, 40));
  const odd = hostile[random.below(hostile.length)] ?? "";
  const kinds = [
    () => lines.splice(line(), 1),
    () => lines.splice(line(), 0, lines[line()] ?? ""),
    () => lines.splice(line(), 0, odd),
    () => lines.splice(line(), 1, `licence: ${odd}`),
    () => lines.splice(line(), 1, "License: Apache 2.0"),
    () => lines.splice(line(), 1, "language: English # en"),
    () => lines.splice(line(), 1, `pipeline_tag: ${odd}`),
    () => lines.push("\r", "\u0000"),
    () => lines.splice(0, lines.length, ...lines.map(each => `${each}\r`)),
    () => lines.unshift("\uFEFF"),
  ];
  for (let count = 1 + random.below(3); count > 0; count--) kinds[random.below(kinds.length)]?.();
  const bytes = Buffer.from(lines.join("\n"));
  for (let count = random.below(3); count > 0 && bytes.length > 0; count--)
    bytes[random.below(Math.min(bytes.length, 600))] =
      random.below(4) === 0 ? random.below(256) : 32 + random.below(95);
  return bytes;
}

test("fixes to randomly changed cards lose no bytes, break nothing, and terminate", async t => {
  const random = seeded(Number(process.env.HUB_LINEAGE_SEED ?? 12));
  const seeds = [...written, ...recordedCards(isLong() ? 3_000 : 50)];
  const runs = sampled(t, "changed cards", 100, 8_000);
  const context: CardContext = { ...saying("de", "lab/this"), lookup: () => ({ state: "unknown" }) };
  const counts = { fixed: 0, single: 0, refused: 0, undecodable: 0 };
  for (let run = 0; run < runs; run++) {
    const bytes = mutated(seeds[random.below(seeds.length)] ?? "", random);
    const { text, isUtf8 } = decodeCard(bytes);
    if (!isUtf8) {
      counts.undecodable++;
      continue;
    }
    assert.deepEqual(Buffer.from(encodeCard(text)), Buffer.from(bytes), "reading and writing lose nothing");
    const around = run % 2 === 0 ? context : saying(hostile[random.below(hostile.length)] ?? "", "lab/this");
    counts.fixed += await checkAll(text, around);
    const { offered, refused } = await checkCard(text, around);
    counts.single += offered.length;
    counts.refused += refused.length;
  }
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.fixed > runs / 20 && counts.single > runs / 5, JSON.stringify(counts));
});

/** Up to so many recorded cards, spread over the file; none in a clone without recorded data. */
function recordedCards(most: number): readonly string[] {
  const folder = recordedPath("cards");
  if (needsRecorded("cards").skip !== false) return [];
  const rows = readdirSync(folder)
    .filter(name => name.endsWith(".jsonl.gz"))
    .flatMap(name => {
      const lines = gunzipSync(readFileSync(join(folder, name)))
        .toString("utf8")
        .split("\n");
      const step = Math.max(1, Math.floor((lines.length * 5) / most));
      return lines.filter((line, at) => line !== "" && at % step === 0);
    });
  return rows.slice(0, most * 2).map(line => {
    const { text, fm_raw, front_matter } = JSON.parse(line);
    return text ?? `---\n${fm_raw ?? front_matter ?? ""}\n---\n# Card\n`;
  });
}

test("every fix to the recorded cards keeps all other values", needsRecorded("cards"), async t => {
  const cards = recordedCards(sampled(t, "cards", 100, 30_000));
  const context = saying("text-generation", "lab/this");
  let refused = 0;
  let offered = 0;
  for (const text of cards) {
    const found = await checkCard(text, context);
    offered += found.offered.length;
    refused += found.refused.length;
    await checkAll(text, context);
  }
  t.diagnostic(`${cards.length} cards, ${offered} fixes offered, ${refused} refused`);
  assert.ok(offered > cards.length / 4 && refused < offered / 20, `${offered} offered, ${refused} refused`);
});
