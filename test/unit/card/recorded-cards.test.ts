import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { parentIds } from "../../../src/card/card";
import type { CardContext } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { bareModel } from "../../../src/lineage/model";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { sampled } from "../../harness/suites/long-runs";

interface Row {
  text?: string;
  fm_raw?: string;
  front_matter?: string;
  fm_status?: string;
}

const folder = recordedPath("cards");
const needsCards = needsRecorded("cards");

/** Every parent is known and strict, so that each rule has something to say. */
const strict: CardContext = {
  repo: "lab/this-model",
  files: ["README.md", "mergekit_config.yml"],
  lookup: id => {
    const model = { ...bareModel(id), license: "cc-by-nc-sa-4.0", languages: ["en", "de"] };
    return { state: "known", id, model, parents: [], at: 0 };
  },
};

function rows(name: string): Row[] {
  const bytes = readFileSync(join(folder, name));
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").flatMap(line => (line === "" ? [] : [JSON.parse(line) as Row]));
}

function textOf({ text, fm_raw, front_matter }: Row): string {
  return text ?? `---\n${fm_raw ?? front_matter ?? ""}\n---\n`;
}

const files =
  needsCards.skip === false ? readdirSync(folder).filter(name => /\.jsonl(?:\.gz)?$/.test(name)) : [];

if (needsCards.skip !== false) test("recorded cards lint", needsCards, () => undefined);

/** Cards of one file that every run reads. */
const mostAlways = 4_000;

for (const name of files) {
  test(`${name}: every card lints, findings lie in the text, fixes do not overlap`, t => {
    const counts = new Map<string, number>();
    const disagreeing: string[] = [];
    let cards = 0;
    let parents = 0;
    const all = rows(name);
    const some = all.length <= mostAlways ? all.length : sampled(t, "recorded cards", mostAlways, all.length);
    const step = all.length / some;
    for (let at = 0; at < some; at++) {
      const row = all[Math.floor(at * step)] ?? {};
      const text = textOf(row);
      const { frontMatter, findings } = lintCard(text, strict);
      cards++;
      parents += parentIds(frontMatter).length;
      for (const { rule, range, fixes, message } of findings) {
        counts.set(rule, (counts.get(rule) ?? 0) + 1);
        assert.ok(range.start <= range.end && range.end <= text.length, `${rule} lies outside its card`);
        assert.doesNotMatch(message, /undefined|\[object|\n/, `${rule}: ${message}`);
        for (const { edits } of fixes) assertOrdered(edits);
      }
      if (row.fm_status === "ok" && frontMatter.problems.length > 0) {
        disagreeing.push(`${frontMatter.problems[0]?.message} <- ${text.slice(0, 300)}`);
      }
    }
    const found = [...counts].sort((a, b) => b[1] - a[1]).map(([rule, count]) => `${rule} ${count}`);
    t.diagnostic(
      `${cards} cards, ${parents} parents; ${found.join(", ")}; refused though read elsewhere: ${disagreeing.length}`,
    );
    assert.deepEqual(disagreeing, [], "cards that another reader accepts are called broken");
  });
}

function assertOrdered(
  edits: readonly { readonly range: { readonly start: number; readonly end: number } }[],
): void {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  for (const [at, { range }] of sorted.entries()) {
    const before = sorted[at - 1];
    assert.ok(range.start <= range.end && (before === undefined || before.range.end <= range.start));
  }
}
