import assert from "node:assert/strict";
import { test } from "node:test";
import { hubAddress } from "../../../src/lineage/hub-address";

const idOf = (address: ReturnType<typeof hubAddress>) => address && { kind: address.kind, id: address.id };
const at = (path: string) => idOf(hubAddress(`https://huggingface.co/${path}`));

test("an address of a model or dataset, or of one of its pages, leads to its ID", () => {
  const model = { kind: "model", id: "google/gemma-2b" };
  for (const path of [
    "google/gemma-2b",
    "google/gemma-2b/",
    "google/gemma-2b/tree/main/onnx",
    "google/gemma-2b?library=transformers#usage",
    "google/gemma-2b/resolve/main/config.json",
    "google/gemma-2b/discussions/12",
    "api/models/google/gemma-2b",
    "models/google/gemma-2b",
  ])
    assert.deepEqual(at(path), model, path);
  assert.deepEqual(idOf(hubAddress(" HTTPS://www.HuggingFace.co/google/gemma-2b ")), model);
  assert.deepEqual(idOf(hubAddress("hf.co/google/gemma-2b")), model);
  assert.deepEqual(at("gpt2/blob/main/README.md"), { kind: "model", id: "gpt2" });
  assert.deepEqual(at("datasets/squad"), { kind: "dataset", id: "squad" });
  assert.deepEqual(at("datasets/rajpurkar/squad/viewer/plain_text"), {
    kind: "dataset",
    id: "rajpurkar/squad",
  });
  assert.deepEqual(at("datasets/squad/viewer/plain_text"), { kind: "dataset", id: "squad" });
  assert.deepEqual(at("api/datasets/a/b"), { kind: "dataset", id: "a/b" });
});

test("any other page leads to nothing", () => {
  for (const path of [
    "",
    "google",
    "google/models",
    "google/gemma-2b/unknown-page",
    "api/whoami-v2",
    "api/spaces/a/b",
    "api/organizations/a/members",
    "settings/tokens",
    "join/x",
    "resolve/x/y",
    "models?other=base_model:google/gemma-2b",
    "spaces/a/b",
    "papers/2403.08295",
    "blog/gemma",
    "datasets",
    "collections/google/gemma-65d5e5ed7f7ac0ce1a6ddf6f",
    "docs/hub/model-cards",
    "a/b--c",
  ])
    assert.equal(at(path), null, path);
  assert.equal(hubAddress("https://example.com/google/gemma-2b"), null);
  assert.equal(hubAddress("https://huggingface.co.example.com/google/gemma-2b"), null);
  assert.equal(hubAddress("google/gemma-2b"), null);
  assert.equal(hubAddress(`https://huggingface.co/a/b?${"x".repeat(2_000)}`), null);
});

test("an address of a revision, a folder, or a file is not that of the whole repo", () => {
  const isWhole = (path: string) => hubAddress(`https://huggingface.co/${path}`)?.isWhole;
  for (const path of ["a/b", "a/b/", "a/b/tree/main", "a/b/blob/main/README.md", "datasets/a/b/viewer"])
    assert.equal(isWhole(path), true, path);
  for (const path of [
    "a/b/tree/v2.0",
    "a/b/blob/main/model.gguf",
    "a/b/tree/main/sub",
    "a/b/resolve/main/config.json",
  ])
    assert.equal(isWhole(path), false, path);
});
