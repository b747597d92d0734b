import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gguf } from "@huggingface/gguf";
import { BadHeader, NeedsMore } from "../../../src/evidence/files/byte-reader";
import { ggufBuild, ggufEvidence } from "../../../src/evidence/files/gguf-evidence";
import { readGgufHeader } from "../../../src/evidence/files/gguf-header";
import { readLfsPointer } from "../../../src/evidence/files/lfs-pointer";
import {
  isAdapterHeader,
  readSafetensorsHeader,
  safetensorsBuild,
} from "../../../src/evidence/files/safetensors-header";
import { repoRoot } from "../../harness/root";

// Written by the Python packages gguf 0.19 and safetensors 0.7, with made-up names.
const path = (name: string) => join(repoRoot(), "test/fixtures/evidence", name);
const bytesOf = (name: string) => new Uint8Array(readFileSync(path(name)));
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("a GGUF header reads as @huggingface/gguf reads it", async () => {
  const { metadata: theirs } = await gguf(path("converted.gguf"), { allowLocalFile: true });
  const { metadata, isWhole, tensors, version } = readGgufHeader(bytesOf("converted.gguf"), decode);
  assert.ok(isWhole);
  assert.deepEqual([version, tensors], [theirs.version, Number(theirs.tensor_count)]);
  const { version: _, tensor_count: __, kv_count: count, ...values } = theirs;
  assert.equal(metadata.size, Number(count));
  for (const [key, value] of Object.entries(values)) {
    const expected = Array.isArray(value) ? { length: value.length } : value;
    assert.deepEqual(metadata.get(key), typeof expected === "bigint" ? Number(expected) : expected, key);
  }
});

test("a GGUF header tells the parents and the build", () => {
  const header = readGgufHeader(bytesOf("converted.gguf"), decode);
  assert.deepEqual(
    ggufEvidence(header, "x.gguf").map(({ clue, parent }) => [clue, parent]),
    [
      ["gguf/base-model", "made-up-lab/poet-7b"],
      ["gguf/source", "made-up-lab/poet-7b-instruct"],
    ],
  );
  assert.deepEqual(ggufBuild(header), {
    architecture: "llama",
    vocabulary: 6,
    width: 64,
    layers: 2,
    quantization: "gguf",
  });
});

test("every shorter beginning of a GGUF file gives what it has, or says that it is none", () => {
  const bytes = bytesOf("converted.gguf");
  const whole = readGgufHeader(bytes, decode).metadata;
  for (let length = 0; length < bytes.length; length++) {
    try {
      const { metadata } = readGgufHeader(bytes.subarray(0, length), decode);
      for (const [key, value] of metadata) assert.deepEqual(value, whole.get(key));
    } catch (error) {
      assert.ok(error instanceof BadHeader && length < 8, String(error));
    }
  }
});

/** The start of a GGUF file with these numbers of tensors and entries, and what follows. */
function hostile(tensors: bigint, entries: bigint, rest: readonly number[] = []): Uint8Array {
  const bytes = new Uint8Array(24 + rest.length);
  bytes.set([0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0]);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(8, tensors, true);
  view.setBigUint64(16, entries, true);
  bytes.set(rest, 24);
  return bytes;
}

test("a GGUF header that claims 2^60 of anything costs nothing", () => {
  const huge = 2n ** 60n;
  const began = process.cpuUsage();
  assert.throws(() => readGgufHeader(hostile(huge, 1n), decode), BadHeader);
  assert.throws(() => readGgufHeader(hostile(1n, huge), decode), BadHeader);
  // A key, then a list of 2^50 numbers, or of 2^50 texts.
  const key = [1, 0, 0, 0, 0, 0, 0, 0, 0x61, 9, 0, 0, 0];
  const length = [0, 0, 0, 0, 0, 0, 4, 0];
  for (const type of [4, 8]) {
    const { isWhole, metadata } = readGgufHeader(
      hostile(1n, 1n, [...key, type, 0, 0, 0, ...length, 1, 2, 3]),
      decode,
    );
    assert.deepEqual([isWhole, metadata.size], [false, 0]);
  }
  // A list of lists, which would nest without end.
  assert.throws(() => readGgufHeader(hostile(1n, 1n, [...key, 9, 0, 0, 0, ...length]), decode), BadHeader);
  const { user } = process.cpuUsage(began);
  assert.ok(user < 1_000_000, `took ${user} µs`);
});

test("a safetensors header tells the build, and an adapter is one", () => {
  const header = readSafetensorsHeader(bytesOf("model.safetensors"), decode);
  assert.equal(header.tensors.size, 4);
  assert.equal(header.metadata.get("format"), "pt");
  assert.deepEqual(safetensorsBuild(header), {
    architecture: null,
    vocabulary: 6,
    width: 8,
    layers: 3,
    quantization: null,
  });
  assert.equal(isAdapterHeader(header), false);
  assert.ok(isAdapterHeader(readSafetensorsHeader(bytesOf("adapter_model.safetensors"), decode)));
});

test("a safetensors header that is cut, hostile, or none is refused", () => {
  const bytes = bytesOf("model.safetensors");
  assert.throws(() => readSafetensorsHeader(bytes.subarray(0, 40), decode), NeedsMore);
  assert.throws(() => readSafetensorsHeader(bytes.subarray(0, 7), decode), BadHeader);
  const claims = bytes.slice();
  new DataView(claims.buffer).setBigUint64(0, 2n ** 60n, true);
  assert.throws(() => readSafetensorsHeader(claims, decode), BadHeader);
  const made = (json: string) => {
    const text = new TextEncoder().encode(json);
    const file = new Uint8Array(8 + text.length);
    new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
    file.set(text, 8);
    return file;
  };
  for (const json of ["[]", "{", '{"a":1}', '{"a":{"dtype":"F16"}}', '{"a":{"dtype":"F16","shape":[-1]}}'])
    assert.throws(() => readSafetensorsHeader(made(json), decode), BadHeader, json);
  const odd = readSafetensorsHeader(made('{"__proto__":{"dtype":"F16","shape":[2]}}'), decode);
  assert.deepEqual([...odd.tensors.keys()], ["__proto__"]);
});

test("pointers of git LFS and Xet tell the hash, and nothing else is one", () => {
  const hash = "a".repeat(64);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize 12345\n`;
  assert.deepEqual(readLfsPointer(pointer), { sha256: hash, size: 12345 });
  assert.equal(readLfsPointer(pointer.replace("sha256:a", "sha256:z")), null);
  assert.equal(readLfsPointer(`# README\n${pointer}`), null);
  assert.equal(readLfsPointer(pointer + "x".repeat(2000)), null);
});
