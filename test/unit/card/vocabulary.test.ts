import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { cardField, cardFields } from "../../../src/card/fields";
import {
  isLanguageCode,
  languages,
  libraries,
  licenseWords,
  relationWords,
  tasks,
} from "../../../src/card/vocabulary";
import { goldenLines } from "../../golden/read-golden";
import { repoRoot } from "../../harness/root";

test("the stored vocabulary matches the packages", () => {
  execFileSync(process.execPath, ["vocabulary.mjs", "--check"], { cwd: repoRoot(), stdio: "pipe" });
});

test("every word has an id without blanks and a label, and is listed once", () => {
  for (const list of [tasks, libraries, languages, licenseWords, relationWords]) {
    assert.equal(new Set(list.map(word => word.id)).size, list.length);
    for (const { id, label } of list) {
      assert.match(id, /^\S+$/);
      assert.match(label, /^\S.*\S$|^\S$/, id);
    }
  }
  assert.equal(licenseWords.length, 83);
  assert.deepEqual(relationWords.map(word => word.id).sort(), ["adapter", "finetune", "merge", "quantized"]);
});

test("tasks and libraries agree with the Hub's lists", () => {
  const lists = goldenLines("hub-vocabulary.txt").map(line => line.split(" ").slice(1));
  const [hubTasks = [], hubLibraries = []] = lists;
  assert.deepEqual(tasks.map(task => task.id).sort(), hubTasks);
  assert.equal(hubLibraries.length, 240);
  const lacking = hubLibraries.filter(id => !libraries.some(word => word.id === id));
  assert.ok(lacking.length <= 3, `libraries that only the Hub's list has: ${lacking.join(", ")}`);
});

test("language codes are those of ISO 639 in lower case, and two words", () => {
  for (const code of [
    "en",
    "deu",
    "ger",
    "zh",
    "yue",
    "code",
    "multilingual",
    "no",
    "nb",
    "ber",
    "roa",
    "zxx",
    "sh",
  ])
    assert.ok(isLanguageCode(code), code);
  for (const text of ["EN", "en-US", "english", "xx", "qqq", "", "e", "tlh ", "zh_CN", "ÿÿÿ", "a-b"])
    assert.ok(!isLanguageCode(text), text);
});

test("fields have one key each and a meaning in complete sentences", () => {
  assert.equal(new Set(cardFields.map(field => field.key)).size, cardFields.length);
  for (const { meaning, key } of cardFields) assert.match(meaning, /^\S.+\.$/, key);
  assert.equal(cardField("license")?.vocabulary, "licenses");
  assert.equal(cardField("constructor"), null);
});
