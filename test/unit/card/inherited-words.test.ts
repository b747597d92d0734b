import assert from "node:assert/strict";
import { test } from "node:test";
import { cardFields } from "../../../src/card/fields";
import type { CardContext } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { rulePage } from "../../../src/card/rule-pages/rule-page";
import { sourceOfRule } from "../../../src/card/rule-pages/rule-reasons";
import { rules } from "../../../src/card/rules";
import { licenseVerdict } from "../../../src/licenses/compatibility";
import { bareModel } from "../../../src/lineage/model";

/** What every object inherits. */
const words = [...Object.getOwnPropertyNames(Object.prototype), "length", "name"];

/** Every model is known and says the same word in each of its traits. */
function contextOf(word: string): CardContext {
  const traits = {
    license: word,
    licenseName: word,
    task: word,
    library: word,
    newVersion: `${word}/${word}`,
  };
  return {
    repo: `${word}/${word}-2`,
    files: [word],
    lookup: id => {
      const model = { ...bareModel(id), ...traits, languages: [word], datasets: [word] };
      return { state: "known", id, model, parents: [], at: 0 };
    },
  };
}

test("a word that objects inherit is a word like any other in each field, and as a key", () => {
  for (const word of words) {
    const texts = cardFields.map(({ key }) => `---\nbase_model: a/b\n${key}: ${word}\n---\n`);
    const lists = cardFields.map(({ key }) => `---\n${key}: [${word}]\nlicense_name: x\n---\n`);
    const tag = `---\ntags: ["${word}:x"]\n${word}: ${word}\nco2_eq_emissions: {training_type: ${word}}\n---\n`;
    for (const text of [...texts, ...lists, tag]) {
      for (const { message, fixes, related, rule } of lintCard(text, contextOf(word)).findings) {
        const said = [message, related?.message, ...fixes.map(({ title }) => title)].join();
        assert.doesNotMatch(said, /native code|\[object|undefined|=>/, `${rule} in:\n${text}`);
        for (const { newText } of fixes.flatMap(({ edits }) => edits)) {
          assert.equal(typeof newText, "string", rule);
          assert.doesNotMatch(newText, /native code|\[object/, rule);
        }
      }
    }
  }
});

test("pipeline_tag: constructor has no fix, for no task is meant", () => {
  const { findings } = lintCard("---\nbase_model: a/b\npipeline_tag: constructor\n---\n", {
    repo: null,
    files: null,
    lookup: () => ({ state: "unknown" }),
  });
  assert.deepEqual(
    findings.map(({ rule, fixes }) => [rule, fixes.length]),
    [["task/unknown", 0]],
  );
});

test("rules and licenses that are called like something inherited are unknown", () => {
  const [rule] = rules;
  assert.ok(rule);
  for (const word of words) {
    assert.match(sourceOfRule(`${word}/x`), /^https:/);
    assert.doesNotMatch(rulePage({ ...rule, id: word }, ""), /native code|\[object/);
    assert.equal(
      licenseVerdict(word, "mit", "finetune").verdict,
      licenseVerdict("no-such", "mit", "finetune").verdict,
    );
  }
});
