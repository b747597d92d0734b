import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { repoRoot } from "../../harness/root";

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

/** Lengths to compare, each with the one before: up to a megabyte in test:long. */
const steps = process.env.HUB_LINEAGE_LONG === "1" ? [8_192, 65_536, 524_288, 1_048_576] : [8_192, 65_536];

/** The least CPU time of three searches, in µs: other programs only ever add to it. */
function cost(pattern: RegExp, text: string): number {
  const all = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    pattern.lastIndex = 0;
    text.search(pattern);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...all);
}

test("no regular expression that meets card text grows faster than its input", t => {
  const patterns = ["src/card", "src/licenses", "src/lineage"].flatMap(patternsBelow);
  assert.ok(patterns.length > 40, "the expressions are found");
  const slow: string[] = [];
  for (const { place, pattern } of patterns) {
    for (const unit of units) {
      const text = (length: number) => `${unit.repeat(length / unit.length)}\u0000`;
      let small = cost(pattern, text(steps[0] ?? 0));
      for (const [at, length] of steps.slice(1).entries()) {
        const large = cost(pattern, text(length));
        const times = length / (steps[at] ?? length);
        // On eight times the input, a linear search takes eight times as long, a quadratic one 64 times.
        if (large > 4_000 && large > small * times * 3) {
          slow.push(`${place} on ${JSON.stringify(unit)}: ${small} to ${large} µs`);
          break;
        }
        small = large;
      }
    }
  }
  t.diagnostic(`${patterns.length} expressions on ${units.length} inputs each`);
  assert.deepEqual(slow, []);
});
