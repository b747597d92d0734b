import assert from "node:assert/strict";
import { test } from "node:test";
import { isAnalysisLine, readAnalysisLine } from "../../../../src/app/notebook/analyze-line";
import { parseCommand } from "../../../../src/cli/arguments";

/** What the command line makes of the same words, or its sentence. */
function onCommandLine(words: readonly string[]): unknown {
  const command = parseCommand(["analyze", ...words]);
  assert.ok(command.name === "analyze");
  const { ids, mode, seed, scope, measures } = command;
  return { id: ids[0], mode, seed, scope, measures };
}

const same: readonly (readonly string[])[] = [
  ["drift"],
  ["drift", "--family", "google/gemma-2b"],
  ["drift", "--family=google/gemma-2b", "--since", "2024-01", "--before=2025"],
  ["structure", "--mode", "paper", "--seed", "7"],
  ["inventory", "--organization", "maker one", "--task", "text-generation"],
  ["similarity", "--measure", "metadata/tfidf", "--measure", "a,b"],
  ["drift", "--seed", "1", "--seed", "2"],
];

for (const words of same)
  test(`an analysis in a notebook means what it means on the command line: ${words.join(" ")}`, () => {
    const line = `-- analyze ${words.map(word => (word.includes(" ") ? `"${word}"` : word)).join(" ")}`;
    assert.ok(isAnalysisLine(line));
    assert.deepEqual(readAnalysisLine(line), onCommandLine(words));
  });

test("a wrong value is told with the sentence of the command line", () => {
  for (const words of [
    ["drift", "--mode", "both"],
    ["drift", "--seed", "x"],
    ["drift", "--family", "a//b"],
    ["drift", "--since", "soon"],
    ["drift", "--task="],
  ]) {
    let sentence = "";
    try {
      onCommandLine(words);
    } catch (error) {
      sentence = error instanceof Error ? error.message : "";
    }
    assert.throws(() => readAnalysisLine(`-- analyze ${words.join(" ")}`), {
      message: sentence,
      name: "UserError",
    });
  }
});

test("what a notebook cannot take is a sentence: other options, words, and quotes that are left open", () => {
  const says = (line: string, words: RegExp) =>
    assert.throws(() => readAnalysisLine(`-- analyze ${line}`), { name: "UserError", message: words });
  says("drift --out pages", /no option "--out"\. Use --mode, --seed/);
  says("drift --format html", /no option "--format"/);
  says("drift --constructor x", /no option "--constructor"/);
  says("drift --family a/b c/d", /no option "c\/d"/);
  says("drift --family", /--family needs a value/);
  says("drift --family --seed 1", /--family needs a value/);
  says('drift --task "text', /quote/);
});

test("only a line with an ID and options is an analysis", () => {
  for (const line of ["-- analyze drift", "-- analyze drift \t", "-- analyze drift --seed 1", "-- analyze x"])
    assert.equal(isAnalysisLine(line), true, line);
  for (const line of [
    "-- analyze",
    "-- analyze the licenses",
    "--analyze drift",
    "-- Analyze drift",
    "-- analyze a\n-- b",
  ])
    assert.equal(isAnalysisLine(line), false, line);
});
