import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { repoRoot } from "../../harness/root";
import { sampled } from "../../harness/suites/long-runs";

/** What makes a regular expression backtrack: long runs of what its repeated parts match. */
const units = [
  "a",
  "-",
  " ",
  "/",
  ".",
  "_",
  "0",
  "a/",
  "a-",
  "-a",
  "a.",
  "0_",
  "0.",
  "1 ",
  "1-",
  "\n",
  "\r\n",
  "'",
  '"',
  "(",
  "models--a--",
  "q4_",
  "-4bit",
];

interface Pattern {
  readonly place: string;
  readonly pattern: RegExp;
}

/** Every regular expression in the code of a folder. */
function patternsBelow(folder: string): readonly Pattern[] {
  const names = readdirSync(join(repoRoot(), folder), { recursive: true, encoding: "utf8" });
  return names.filter(name => name.endsWith(".ts")).flatMap(name => patternsIn(join(folder, name)));
}

function patternsIn(path: string): readonly Pattern[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(repoRoot(), path), "utf8"),
    ts.ScriptTarget.ES2022,
  );
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      found.push({
        place: `${path}: ${node.text}`,
        pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Lengths that are compared, each with the one before. */
const lengths = [8_192, 65_536, 524_288, 1_048_576];

/** The least CPU time of so many searches, in µs: other programs only ever add to it. */
function cost(pattern: RegExp, text: string, searches: number): number {
  const all = Array.from({ length: searches }, () => {
    const before = process.cpuUsage();
    pattern.lastIndex = 0;
    text.search(pattern);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...all);
}

const texts = new Map<string, string>();

/** A run of a unit that ends in something else; made once, because making it takes longer than most searches. */
function textOf(unit: string, length: number): string {
  const name = `${unit} ${length}`;
  const text = texts.get(name) ?? Buffer.from(`${unit.repeat(length / unit.length)}\u0000`).toString();
  texts.set(name, text);
  return text;
}

/** What says that a search grows faster than its input; null where it does not, or is too quick to tell. */
function growth(pattern: RegExp, unit: string, from: number, to: number): string | null {
  const noticeable = 4_000;
  if (cost(pattern, textOf(unit, to), 1) <= noticeable) return null;
  const small = cost(pattern, textOf(unit, from), 3);
  const large = cost(pattern, textOf(unit, to), 3);
  // A linear search of eight times the input takes eight times as long, a quadratic one sixty-four times.
  const isSlow = large > noticeable && large > small * (to / from) * 3;
  return isSlow ? `${small} to ${large} µs` : null;
}

test("no regular expression of the product grows faster than its input", t => {
  // Card text, ids and names of the Hub reach every part of the product, so that no folder is left out.
  const patterns = ["src", "webview"].flatMap(patternsBelow);
  for (const folder of ["src/card", "src/lineage", "src/hub", "src/snapshot", "webview"])
    assert.ok(
      patterns.some(({ place }) => place.startsWith(folder)),
      `expressions of ${folder} are found`,
    );
  const longest = sampled(t, "characters of input", 65_536, 1_048_576);
  const slow: string[] = [];
  for (const { place, pattern } of patterns) {
    for (const unit of units) {
      for (const [at, to] of lengths.slice(1).entries()) {
        if (to > longest) break;
        const found = growth(pattern, unit, lengths[at] ?? to, to);
        if (found === null) continue;
        slow.push(`${place} on ${JSON.stringify(unit)}: ${found}`);
        break;
      }
    }
  }
  t.diagnostic(`${patterns.length} expressions on ${units.length} inputs each`);
  assert.deepEqual(slow, []);
});
