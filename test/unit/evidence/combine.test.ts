import assert from "node:assert/strict";
import { test } from "node:test";
import { buildContradictions } from "../../../src/evidence/build-contradictions";
import { combine } from "../../../src/evidence/combine";
import { parentContradictions } from "../../../src/evidence/contradictions";
import type { Evidence } from "../../../src/evidence/evidence";
import type { ModelBuild } from "../../../src/evidence/files/model-config";

const piece = (parent: string | null, more: Partial<Evidence> = {}): Evidence => ({
  kind: "adapter-config",
  clue: "adapter-config/base",
  parent,
  seen: "x",
  where: "adapter_config.json",
  relation: "adapter",
  ...more,
});
const prose = (parent: string): Evidence =>
  piece(parent, { kind: "prose", clue: "prose/says", where: "README.md", relation: null });
const how = { self: "lab/me", resolve: (id: string) => id };

test("one clue gives its own probability, and agreement raises it to at most 99%", () => {
  const [alone] = combine([piece("lab/a")], how);
  assert.ok(Math.abs((alone?.probability ?? 0) - 1 / (1 + Math.exp(-4.3))) < 1e-9);
  const [agreed] = combine([piece("lab/a"), prose("lab/a")], how);
  assert.ok((agreed?.probability ?? 0) > (alone?.probability ?? 1));
  assert.ok((agreed?.probability ?? 1) <= 0.9902);
  const [repeated] = combine([prose("lab/a"), prose("lab/a")], how);
  assert.equal(repeated?.probability, combine([prose("lab/a")], how)[0]?.probability);
});

test("rivals share what is left, and the parents of a merge do not exclude each other", () => {
  const rivals = combine([piece("lab/a"), piece("lab/b")], how);
  assert.ok(rivals.every(({ probability }) => probability < 0.5));
  const merged = combine(
    ["lab/a", "lab/b"].map(id => piece(id, { clue: "mergekit/model", isOneOfSeveral: true })),
    how,
  );
  assert.ok(merged.every(({ probability }) => probability > 0.95));
});

test("a model is not its own parent, a missing model is none, and a renamed one counts under its new name", () => {
  const resolve = (id: string) => (id === "lab/gone" ? null : id === "lab/old" ? "lab/new" : id);
  const found = combine([piece("Lab/Me"), piece("lab/gone"), piece("lab/old"), prose("lab/new")], {
    self: "lab/me",
    resolve,
  });
  assert.deepEqual(
    found.map(({ parent, evidence }) => [parent, evidence.length]),
    [["lab/new", 2]],
  );
});

test("contradictions are named: between files, and with what is declared", () => {
  const inferred = combine([piece("lab/a"), piece("lab/b", { where: "config.json" })], how);
  assert.deepEqual(
    parentContradictions(inferred, ["lab/c"]).map(({ about }) => about),
    ["parents", "declared"],
  );
  assert.deepEqual(parentContradictions(combine([piece("lab/a")], how), ["LAB/a"]), []);
  assert.deepEqual(parentContradictions(combine([prose("lab/a")], how), ["lab/b"]), []);
});

test("builds contradict where one cannot be made from the other", () => {
  const build = (more: Partial<ModelBuild>): ModelBuild => ({
    architecture: "llama",
    vocabulary: 32_000,
    width: 4096,
    layers: 32,
    quantization: null,
    ...more,
  });
  const about = (child: Partial<ModelBuild>, relation: "finetune" | "quantized" | "adapter") =>
    buildContradictions(build(child), build({}), { parent: "lab/a", relation }).map(each => each.about);
  assert.deepEqual(about({}, "finetune"), []);
  assert.deepEqual(about({ architecture: "bert" }, "finetune"), ["architecture"]);
  assert.deepEqual(about({ architecture: "mistral" }, "quantized"), []);
  assert.deepEqual(about({ width: 2048 }, "finetune"), ["layers"]);
  assert.deepEqual(about({ width: 2048, quantization: "packed" }, "quantized"), []);
  assert.deepEqual(about({ layers: 24 }, "quantized"), ["layers"]);
  assert.deepEqual(about({ layers: 24 }, "finetune"), []);
  assert.deepEqual(about({ vocabulary: 32_064 }, "quantized"), []);
  assert.deepEqual(about({ vocabulary: 128_256 }, "finetune"), ["vocabulary"]);
  assert.deepEqual(
    about({ vocabulary: null, width: null, layers: null, architecture: null }, "quantized"),
    [],
  );
  assert.deepEqual(about({ architecture: "bert" }, "adapter"), []);
});
