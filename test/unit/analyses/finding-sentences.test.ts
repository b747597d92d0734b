import assert from "node:assert/strict";
import { test } from "node:test";
import type { Analysis, AnalysisOptions, ResultTable, Sentence } from "../../../src/analyses/analysis";
import { analyses } from "../../../src/analyses/list";
import { modelsWithin } from "../../../src/analyses/scope";
import { figureCell, sentenceInWords } from "../../../src/analyses/sentence";
import { columnsOf } from "../../../src/columns/build-columns";
import { ecosystem } from "./ecosystem";

const older = { columns: ecosystem(1_200), within: null };
const options: AnalysisOptions = {
  older,
  organization: "google",
  mode: "corrected",
  seed: 1,
  within: null,
  relation: null,
  samples: 60,
  resamples: 40,
};

const columns = ecosystem();
/** The options with what an analysis cannot do without. */
function optionsFor({ requires }: Analysis): AnalysisOptions {
  if (requires === "older") return { ...options, older: { columns, within: null } };
  if (requires === undefined) return options;
  return { ...options, organization: "google", within: modelsWithin(columns, { organization: "google" }) };
}

const found = new Map(analyses.map(analysis => [analysis.id, analysis.run(columns, optionsFor(analysis))]));

/** What a sentence writes itself, and what it reads from its tables. */
function partsOf(sentence: Sentence, tables: readonly ResultTable[]) {
  const written = sentence.filter(part => typeof part === "string");
  const read = sentence.filter(part => typeof part !== "string");
  return { written, read, words: read.map(part => sentenceInWords([part], tables)) };
}

for (const [id, { finding, tables }] of found) {
  test(`${id} finds a number, and every number in its sentence is a cell of its tables`, () => {
    assert.ok(finding, "it finds nothing in a whole ecosystem");
    const { written, read, words } = partsOf(finding, tables);
    // The level of an interval is no finding.
    for (const text of written)
      assert.doesNotMatch(text.replace("95% interval", ""), /\p{N}/u, "a number that no table has");
    for (const part of read) assert.notEqual(figureCell(part, tables), null, part.column);
    assert.ok(
      words.some(word => /\d/.test(word)),
      "no number at all",
    );
    const sentence = sentenceInWords(finding, tables);
    for (const digits of sentence.replaceAll("95% interval", "").match(/\d[\d.,]*\d|\d/g) ?? [])
      assert.ok(
        words.some(word => word.includes(digits)),
        `${digits} in: ${sentence}`,
      );
    assert.doesNotMatch(sentence, /unknown|NaN|undefined/);
  });
}

test("without what it needs, an analysis has no sentence or one without an unknown", () => {
  const bare = columnsOf([{ id: "a" }, { id: "b" }], [{ parent: "a", child: "b", relation: "finetune" }]);
  for (const few of [columnsOf([], []), bare]) {
    for (const analysis of analyses) {
      const { finding, tables } = analysis.run(few, options);
      if (finding !== undefined)
        assert.doesNotMatch(sentenceInWords(finding, tables), /unknown|NaN/, analysis.id);
    }
  }
});

test("an interval is told where the tables have one", () => {
  const told = [...found].flatMap(([id, { finding = [], tables }]) =>
    /\(95% interval \S+ to \S+\)/.test(sentenceInWords(finding, tables)) ? [id] : [],
  );
  for (const id of [
    "structure",
    "similarity",
    "mutation",
    "drift",
    "uploads",
    "kinds",
    "leaders",
    "emissions",
  ])
    assert.ok(told.includes(id), id);
});
