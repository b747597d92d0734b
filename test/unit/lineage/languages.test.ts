import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeLanguage } from "../../../src/lineage/languages";

test("spellings of one language compare equal", () => {
  const cases: Record<string, string | null> = {
    en: "en",
    EN: "en",
    " en ": "en",
    "en-US": "en",
    en_GB: "en",
    eng: "en",
    ger: "de",
    deu: "de",
    "zh-Hans-CN": "zh",
    no: "no",
    nb: "no",
    nno: "no",
    yue: "yue",
    code: "code",
    multilingual: "multilingual",
    mul: "multilingual",
    und: null,
    unk: null,
    English: null,
    "en, de": null,
    "": null,
    ["e".repeat(100_000)]: null,
    "en-a-a-a": null,
  };
  for (const [text, code] of Object.entries(cases)) {
    assert.equal(normalizeLanguage(text), code, text.slice(0, 40));
  }
});

test("a tag that is malformed after its language still gives the language", () => {
  assert.equal(normalizeLanguage("en-us-us"), "en");
  assert.equal(normalizeLanguage("de-1996-1996"), "de");
});
