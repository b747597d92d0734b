import assert from "node:assert/strict";
import { test } from "node:test";
import { meantId } from "../../../src/lineage/nearest";

const tasks = ["fill-mask", "text-generation", "text-to-image", "gpt", "rag", "whisper"];

test("spelling that does not count leads to an id however long it is", () => {
  assert.equal(meantId("Text_Generation", tasks), "text-generation");
  assert.equal(meantId("GPT", tasks), "gpt");
  assert.equal(meantId("a b", ["ab", "A-B"]), null, "two ids are no guess");
});

test("up to four letters no change is forgiven, up to seven one, and from eight on two", () => {
  for (const [text, id] of [
    ["gpx", null],
    ["ragg", null],
    ["whispe", "whisper"],
    ["whispr", "whisper"],
    ["wisher", null],
    ["whisperz", "whisper"],
    ["whisperzz", "whisper"],
    ["whisperzzz", null],
    ["fil-mask", "fill-mask"],
    ["text-generaton", "text-generation"],
    ["txt-generaton", "text-generation"],
    ["txt-generatn", null],
  ] as const)
    assert.equal(meantId(text, tasks), id, text);
});

test("a guess needs one nearest id", () => {
  assert.equal(meantId("modelx", ["model1", "model2"]), null);
  assert.equal(meantId("modelab", ["modela", "modelacd"]), "modela", "one change beats two");
  assert.equal(meantId("anything", []), null);
});

test("of a long text the first 80 characters are looked at", () => {
  const id = "a".repeat(80);
  assert.equal(meantId(`${id}${"b".repeat(1_000_000)}`, [id]), id);
  assert.equal(meantId("x".repeat(1_000_000), tasks), null);
});
