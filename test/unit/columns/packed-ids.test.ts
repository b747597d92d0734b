import assert from "node:assert/strict";
import { test } from "node:test";
import {
  findPackedId,
  IdBuilder,
  isPackedId,
  lastPackedId,
  packedId,
  packIds,
} from "../../../src/columns/id-builder";

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
const ids = ["a/Model", "gpt2", "b/Straße-😀", "A/model", "", "a/Model-2"];

test("packed ids are the UTF-8 of the texts, with half a pair of surrogates replaced", () => {
  const packed = packIds([...ids, "a/\ud800x"]);
  assert.deepEqual(
    [...ids, "a/\ufffdx"],
    Array.from({ length: ids.length + 1 }, (_, row) => decoder.decode(packedId(packed, row))),
  );
  const builder = new IdBuilder(ids.length);
  const named = ids.filter(id => id !== "");
  for (const id of named) builder.add(encoder.encode(id));
  const { bytes, offsets } = packIds(named);
  const built = builder.finish();
  assert.deepEqual([bytes, offsets], [built.bytes, built.offsets]);
});

test("an id is found by its bytes within others, exactly or in any case of letters", () => {
  const packed = packIds(ids);
  const within = encoder.encode("xxa/ModelYY");
  assert.equal(findPackedId(packed, within, 2, 9), 0);
  assert.equal(lastPackedId(packed, within, 2, 9), 3, "the last of those that differ in case");
  assert.equal(findPackedId(packed, within, 2, 10), -1);
  assert.equal(lastPackedId(packed, within, 2, 8), -1);
  assert.deepEqual([isPackedId(packed, 0, within, 2, 9), isPackedId(packed, 3, within, 2, 9)], [true, false]);
  assert.equal(findPackedId(packIds([]), within, 2, 9), -1);
});

test("rows with one id are all kept, and one of them is found", () => {
  const packed = packIds(["a/x", "a/x", "b/y"]);
  const bytes = encoder.encode("a/x");
  assert.equal(packed.offsets.length, 4);
  assert.equal(findPackedId(packed, bytes, 0, 3), 0);
  assert.equal(lastPackedId(packed, bytes, 0, 3), 1);
});
