import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldAt, fieldSheet } from "../../../../src/app/card/field-sheet";
import { cardFields } from "../../../../src/card/fields";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { bareModel, type Model } from "../../../../src/lineage/model";

const gemma: Model = { ...bareModel("google/gemma-2b"), license: "gemma", languages: ["en", "de"] };

function sheetAt(text: string, parents: readonly Model[] = []) {
  const frontMatter = parseFrontMatter(text.replace("‸", ""));
  const field = fieldAt(frontMatter, text.indexOf("‸"));
  return field && fieldSheet(field, parents, frontMatter);
}

test("a field is found by its key or its value, and a key unknown to the Hub has no sheet", () => {
  assert.equal(sheetAt("---\nlice‸nse: mit\n---\n")?.key, "license");
  assert.equal(sheetAt("---\nlicense: mi‸t\n---\n")?.key, "license");
  assert.equal(sheetAt("---\nlanguage:\n- en\n- d‸e\n---\n")?.key, "language");
  assert.equal(sheetAt("---\nown: v‸alue\n---\n"), null);
  assert.equal(sheetAt("---\nlicense: mit\n---\nte‸xt"), null);
});

test("a license is shown with its requirements, next to the parents' licenses", () => {
  const sheet = sheetAt("---\nlicense: Apa‸che-2.0\n---\n", [gemma, bareModel("a/silent")]);
  assert.match(
    sheet?.own[0] ?? "",
    /^Apache-2.0: Apache license 2.0\. Anyone who .*: pass on a copy of the license;/,
  );
  assert.deepEqual(sheet?.parents, [
    { id: "google/gemma-2b", value: "gemma" },
    { id: "a/silent", value: "none" },
  ]);
  assert.match(sheet?.allowed ?? "", /83 licenses, such as apache-2.0/);
});

test("codes and relations are spelled out", () => {
  assert.deepEqual(sheetAt("---\nlanguage: [en, d‸e, xx]\n---\n")?.own, ["en: English · de: German"]);
  const relation = sheetAt("---\nbase_model_relation: adap‸ter\n---\n", [gemma]);
  assert.equal(relation?.allowed, "One of finetune, adapter, merge, and quantized.");
  assert.equal(relation?.parents, null);
});

test("every field has a description and says what values it takes", () => {
  for (const { key } of cardFields) {
    const sheet = sheetAt(`---\n${key}‸: x\n---\n`);
    assert.ok(sheet && sheet.meaning.length > 20 && /\w\.$/.test(sheet.allowed), key);
    assert.doesNotMatch(sheet.allowed, /such as\s*[.,]/, key);
  }
});
