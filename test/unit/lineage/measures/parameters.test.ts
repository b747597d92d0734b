import assert from "node:assert/strict";
import { test } from "node:test";
import { modelParameters } from "../../../../src/lineage/measures/parameters";

/** A count of parameters in millions, where it comes from, and whether it is an estimate. */
function read(
  id: string,
  tags: readonly string[],
  stored?: Readonly<Record<string, number>>,
  gguf?: number,
  total?: number,
) {
  const sum = Object.values(stored ?? {}).reduce((all, count) => all + count, 0);
  const safetensors = stored && { parameters: stored, total: total ?? sum };
  const known = modelParameters({
    id,
    tags,
    safetensors,
    gguf: gguf === undefined ? undefined : { total: gguf },
  });
  return known && [Math.round(known.parameters / 1e6), known.basis, known.estimate];
}

// Counts in the proportions of the formats, for a model of 6.5 billion weights in layers and 0.5 billion in embeddings.
const whole = { BF16: 7.0e9 };
const awq = { I32: 0.8125e9, F16: 0.55e9 };
const gptq8 = { I32: 1.625e9, F16: 0.55e9 };
const mlx = { U32: 0.875e9, F16: 0.2e9 };
const nf4 = { U8: 3.35e9, F32: 0.5e6, BF16: 0.5e9 };
const nvfp4 = { U8: 3.25e9, F8_E4M3: 0.40625e9, BF16: 0.5e9 };
const mxfp4 = { I8: 3.25e9, F8_E8M0: 0.203125e9, BF16: 0.5e9 };

test("files that are not packed are counted", () => {
  assert.deepEqual(read("a/owl-13b", [], whole), [7000, "safetensors", false]);
  assert.deepEqual(read("a/owl-13b", [], whole, 9e9), [7000, "safetensors", false]);
  assert.deepEqual(read("a/owl-13b", [], undefined, 9e9), [9000, "gguf", false]);
  assert.deepEqual(read("a/owl-13b", []), [13_000, "name", true]);
  assert.equal(read("a/owl", []), undefined);
  assert.deepEqual(read("a/owl-7b-4bit", ["4-bit", "bitsandbytes"], whole), [7000, "safetensors", false]);
  // Masks are integers, too.
  assert.deepEqual(read("a/owl-7b", ["4-bit"], { F16: 7e9, U8: 0.1e9 }), [7100, "safetensors", false]);
  assert.deepEqual(read("a/owl-7b", [], { F16: 3e9, U8: 3.35e9 }), [6350, "safetensors", false]);
});

test("packed files are unpacked, by what the format puts into an element", () => {
  const packed = (count: number) => [count, "safetensors-packed", true];
  assert.deepEqual(read("a/owl-7b", ["4-bit", "gptq"], awq), packed(7050));
  assert.deepEqual(read("a/owl-7b-AWQ", [], awq), packed(7050));
  assert.deepEqual(read("a/owl-7b-Int8", ["gptq"], gptq8), packed(7050));
  assert.deepEqual(read("a/owl-7b", ["8-bit", "gptq"], gptq8), packed(7050));
  assert.deepEqual(read("a/owl-7b.w4a16", ["compressed-tensors"], awq), packed(7050));
  assert.deepEqual(read("a/owl-7b-4bit", ["mlx"], mlx), packed(7200));
  assert.deepEqual(read("a/owl-7b", ["4-bit", "bitsandbytes"], nf4), packed(7201));
});

test("scales of FP4 blocks show by themselves that weights are packed, and are no parameters", () => {
  const packed = [7000, "safetensors-packed", true];
  assert.deepEqual(read("a/owl", [], nvfp4), packed);
  assert.deepEqual(read("a/owl-70b", [], mxfp4), packed);
  // Scales of FP8 blocks of 128 by 128 are few.
  const fp8 = { F8_E4M3: 6.5e9, F8_E8M0: 0.4e6, BF16: 0.5e9, I8: 1e3 };
  assert.deepEqual(read("a/owl", ["fp8"], fp8), [7000, "safetensors", false]);
});

test("files that the Hub has unpacked are not unpacked once more", () => {
  const unpacked = { I32: 6.5e9, F16: 0.5e9 };
  assert.deepEqual(read("a/owl-7b-AWQ", ["awq"], unpacked), [7000, "safetensors", false]);
  const nf4Unpacked = { U8: 6.6e9, F32: 0.5e6, BF16: 0.5e9 };
  assert.deepEqual(read("a/owl-7b", ["4-bit", "bitsandbytes"], nf4Unpacked), [7101, "safetensors", false]);
  // The author states the total in the index of the shards.
  assert.deepEqual(read("a/owl", ["mlx"], mlx, undefined, 7e9), [7000, "safetensors", false]);
});

test("the parent's name or a gguf file tells what the own name does not", () => {
  const parent = ["awq", "base_model:quantized:a/owl-7b", "base_model:a/owl-7b"];
  assert.deepEqual(read("a/parrot", parent, awq), [7050, "safetensors-packed", true]);
  assert.deepEqual(read("a/parrot-4bit", ["awq"], awq, 6.9e9), [6900, "gguf", false]);
  // Nothing tells: the Hub's count, as an estimate.
  assert.deepEqual(read("a/parrot", ["awq"], awq), [1363, "safetensors", true]);
});

test("a total that the types contradict is replaced by their sum", () => {
  assert.deepEqual(read("a/owl", [], whole, undefined, 414_720), [7000, "safetensors", false]);
  assert.deepEqual(read("a/owl", [], whole, undefined, 7.3e9), [7300, "safetensors", false]);
  assert.deepEqual(read("a/owl", [], {}, undefined, 7e9), [7000, "safetensors", false]);
  assert.equal(read("a/owl", [], {}, undefined, 0), undefined);
});

test("a total alone counts packed weights if tags say packed and the name says far more", () => {
  assert.deepEqual(read("a/owl-7b", ["awq"], {}, undefined, 1.4e9), [7000, "name", true]);
  assert.deepEqual(read("a/owl-7b", ["awq"], {}, undefined, 7.2e9), [7200, "safetensors", false]);
  assert.deepEqual(read("a/owl-7b", ["awq"], {}, 6.9e9, 1.4e9), [6900, "gguf", false]);
  // Not packed, so the name is wrong.
  assert.deepEqual(read("a/owl-7b", [], {}, undefined, 1.4e9), [1400, "safetensors", false]);
});

test("active parameters come from the name, beside any count", () => {
  const total = (parameters: number) => ({ total: parameters });
  assert.deepEqual(modelParameters({ id: "a/owl-30B-A3B", safetensors: total(30.5e9) }), {
    ...{ parameters: 30.5e9, basis: "safetensors", estimate: false, active: 3e9 },
  });
  assert.deepEqual(modelParameters({ id: "a/owl-30B-A3B", safetensors: total(2e9) }), {
    ...{ parameters: 2e9, basis: "safetensors", estimate: false },
  });
});

test("the name of an agent tells its steps, not its size", () => {
  assert.equal(read("a/ppo-LunarLander-1M", ["reinforcement-learning"]), undefined);
  assert.deepEqual(read("a/ppo-LunarLander-1M", []), [1, "name", true]);
});

test("whatever stands in the Hub's fields, a size is positive or unknown", () => {
  const odd = [null, 7, "7", [], {}, { total: -1 }, { total: 1.5 }, { total: "7" }, { total: Number.NaN }];
  for (const safetensors of [...odd, { parameters: [] }, { parameters: { I32: -1, U8: "x", F16: 1e300 } }])
    for (const gguf of odd)
      assert.equal(modelParameters({ id: "a/owl", tags: ["awq"], safetensors, gguf }), undefined);
});
