import assert from "node:assert/strict";
import { test } from "node:test";
import { similarIds } from "../../../../src/app/card/similar-ids";

const ids = [
  "bigscience/bloom-560m",
  "bigscience/bloom-7b1",
  "bigscience/bloomz",
  "lab/bloom-560m",
  "mistralai/Mistral-7B-v0.1",
  "gpt2",
];
const search = async (text: string) => ids.filter(id => id.toLowerCase().includes(text.toLowerCase()));

test("a misspelled ID leads to those that differ in a few letters or in the author, the nearest first", async () => {
  assert.deepEqual(await similarIds("bigscience/bloom-650m", [search]), ["bigscience/bloom-560m"]);
  assert.deepEqual(await similarIds("bigsciense/bloom-560m", [search]), [
    "bigscience/bloom-560m",
    "lab/bloom-560m",
  ]);
  assert.deepEqual(await similarIds("mistral/Mistral-7B-v0.1", [search]), ["mistralai/Mistral-7B-v0.1"]);
  assert.deepEqual(await similarIds("gpt-2", [search]), ["gpt2"]);
  assert.deepEqual(await similarIds("nobody/has-this-model", [search]), []);
});

test("every place is searched, and an ID that several of them have is suggested once", async () => {
  const hub = async () => ["bigscience/bloom-560m", "bigscience/bloom-560"];
  assert.deepEqual(await similarIds("bigscience/bloom-560mm", [search, hub]), [
    "bigscience/bloom-560m",
    "bigscience/bloom-560",
  ]);
});
