import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { yamlText } from "../../../src/card/edits";

const texts = [
  ..."- ? : , [ ] { } # & * ! | > ' \" % @ ` ~ \\ null no Yes ON y N true .inf 1 1e5 0x1f 2024-01-01 12:30:45 << = a:".split(
    " ",
  ),
  "",
  " ",
  "a: b",
  "a #b",
  "a\nb",
  "a\r\n---\nb",
  "\t",
  "\u0000\u001b\u007f\u0085\u0092",
  "\u2028\u2029\ufeff\ufffe",
  "\ud83e\udd17 ü",
  "01-ai/Yi",
  "a,b",
  "a]",
  "x".repeat(2_000),
];

test("a text that a fix writes is read as that text, alone, in a list in brackets, and before a comment", () => {
  for (const text of texts) {
    const yaml = yamlText(text);
    assert.doesNotMatch(yaml, /[\p{Cc}\u2028\u2029\ufeff\ufffe]/u, "no character that YAML refuses");
    for (const version of ["1.1", "1.2"] as const) {
      assert.deepEqual(parse(`a: ${yaml} # so\nb: [x, ${yaml}]\nc: {d: ${yaml}}\n`, { version }), {
        a: text,
        b: ["x", text],
        c: { d: text },
      });
    }
  }
});

test("ordinary words, IDs and addresses stay as they are", () => {
  for (const text of [
    "apache-2.0",
    "google/gemma-2b",
    "openrail++",
    "https://huggingface.co/lab/a_b",
    "text-generation",
  ])
    assert.equal(yamlText(text), text);
});
