import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { keyedTexts, packedTexts, textKey, unpackedTexts } from "../../src/words/text-key";
import { repoRoot } from "../harness/root";

test("every translation comes out of the packed dictionary as it went in", () => {
  for (const language of ["de", "zh-cn"]) {
    const texts = JSON.parse(readFileSync(join(repoRoot(), `l10n/bundle.l10n.${language}.json`), "utf8"));
    assert.deepEqual(unpackedTexts(packedTexts(texts)), keyedTexts(texts));
    for (const text of Object.values<string>(texts)) assert.doesNotMatch(text, /\0/);
  }
});

test("keys have one length, and what is no packed dictionary holds nothing", () => {
  for (const text of ["", "a", "Model {0}", "x".repeat(500)]) assert.match(textKey(text), /^[\da-z]{5}$/);
  for (const bundle of [{}, { texts: 3 }, { other: "a" }]) assert.deepEqual(unpackedTexts(bundle), {});
  assert.deepEqual(unpackedTexts(packedTexts({})), {});
});
