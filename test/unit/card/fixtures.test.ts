import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CardContext, Finding, Fix, KnownModel } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { toPosition } from "../../../src/card/position";
import { rules } from "../../../src/card/rules";
import { bareModel, type Model, type Relation } from "../../../src/lineage/model";
import { repoRoot } from "../../harness/root";

type Fact =
  | "missing"
  | "missing-or-private"
  | (Partial<Model> & { renamedTo?: string; parents?: Record<string, Relation> });

const folder = join(repoRoot(), "test/fixtures/cards");
const names = readdirSync(folder).filter(name => name.endsWith(".md"));
const facts: Record<string, Fact> = JSON.parse(readFileSync(join(folder, "models.json"), "utf8"));

function lookup(id: string): KnownModel {
  const fact = facts[id];
  if (fact === undefined) return { state: "unknown" };
  if (typeof fact === "string") return { state: "missing", orPrivate: fact !== "missing" };
  const { renamedTo, parents = {}, ...traits } = fact;
  const present = renamedTo ?? id;
  const edges = Object.entries(parents).map(([parent, relation]) => ({ child: present, parent, relation }));
  return { state: "known", id: present, model: { ...bareModel(present), ...traits }, parents: edges, at: 0 };
}

/** `<!-- repo: ID -->` and `<!-- files: A B -->` in a fixture's text describe its surroundings. */
function contextOf(text: string): CardContext {
  return {
    repo: /<!-- repo: (\S+) -->/.exec(text)?.[1] ?? null,
    files: /<!-- files: (.*) -->/.exec(text)?.[1]?.split(" ") ?? null,
    lookup,
  };
}

/** `# > rule: text` under a line expects the rule to underline the text in it; `<!-- > line N rule: text -->` in line N. */
function expected(text: string): string[] {
  const found: string[] = [];
  let line = 0;
  for (const [at, content] of text.split(/\r?\n/).entries()) {
    const under = /^# > (\S+): (.*)$/.exec(content);
    const named = /^<!-- > line (\d+) (\S+): (.*) -->$/.exec(content);
    if (under !== null) found.push(`line ${line} ${under[1]}: ${under[2]}`);
    else if (named !== null) found.push(`line ${named[1]} ${named[2]}: ${named[3]}`);
    else line = at + 1;
  }
  return found.sort();
}

function actual(text: string, findings: readonly Finding[]): string[] {
  return findings
    .map(({ rule, range }) => {
      const line = toPosition(text, range.start).line + 1;
      return `line ${line} ${rule}: ${text.slice(range.start, range.end)}`;
    })
    .sort();
}

function apply(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.range.start - a.range.start);
  return edits.reduce(
    (all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.end),
    text,
  );
}

for (const name of names) {
  const source = readFileSync(join(folder, name), "utf8");
  for (const [kind, text] of [
    ["", source],
    [" with CRLF and a BOM", `\uFEFF${source.replaceAll("\n", "\r\n")}`],
  ] as const) {
    test(`${name}${kind}: the marked findings and no others`, () => {
      const { findings } = lintCard(text, contextOf(text));
      assert.deepEqual(actual(text, findings), expected(text), "change the markers or the rule");
      const severity = /<!-- severity: (\w+) -->/.exec(text)?.[1];
      if (severity !== undefined)
        assert.deepEqual(
          findings.map(each => each.severity),
          [severity],
        );
    });

    test(`${name}${kind}: every fix removes one finding of its rule and breaks nothing`, () => {
      const context = contextOf(text);
      const { findings } = lintCard(text, context);
      for (const finding of findings) {
        for (const fix of finding.fixes) {
          const fixed = apply(text, fix);
          const after = lintCard(fixed, context);
          const count = (list: readonly Finding[]) => list.filter(each => each.rule === finding.rule).length;
          const left = findings.length === 1 ? 0 : count(findings) - 1;
          assert.ok(count(after.findings) <= left, `${fix.title} leaves ${finding.rule} in:\n${fixed}`);
          assert.deepEqual(after.frontMatter.problems, [], `${fix.title} broke the front matter:\n${fixed}`);
          if (text.includes("\r\n"))
            assert.doesNotMatch(fixed, /[^\r]\n/, `${fix.title} mixed the line breaks`);
        }
      }
    });
  }
}

test("every rule has a fixture that names it", () => {
  const marked = names.flatMap(name => expected(readFileSync(join(folder, name), "utf8")));
  const missing = rules.filter(rule => !marked.some(each => each.includes(` ${rule.id}: `)));
  assert.deepEqual(
    missing.map(rule => rule.id),
    [],
    "add a card to test/fixtures/cards",
  );
});

test("rules have ids of two parts, each once, and a summary of one sentence", () => {
  const ids = rules.map(rule => rule.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, summary } of rules) {
    assert.match(id, /^[a-z-]+\/[a-z-]+$/);
    assert.match(summary, /^Finds [^\n]+\.$/, `${id}: the summary says what the rule finds`);
  }
});

test("messages are one sentence that never calls anything illegal", () => {
  for (const name of names) {
    const text = readFileSync(join(folder, name), "utf8");
    for (const { message, rule } of lintCard(text, contextOf(text)).findings) {
      assert.doesNotMatch(message, /illegal|violat|\n|undefined|null/, `${rule}: ${message}`);
      assert.match(message, /[.?]$/, `${rule}: ${message}`);
      assert.ok(message.length < 260, `${rule} says too much: ${message}`);
    }
  }
});
