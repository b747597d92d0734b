import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "../../../../src/columns/checksum";
import { frame, readFrames } from "../../../../src/store/log/frames";

const texts = ["one", "", "three 🌳 with more bytes than letters", "four"];
const payloads = texts.map(text => new TextEncoder().encode(text));
const segment = Uint8Array.from(payloads.map(frame).flatMap(bytes => [...bytes]));

function textsIn(bytes: Uint8Array): string[] {
  return readFrames(bytes).map(({ payload }) => new TextDecoder().decode(payload));
}

test("the checksum is the standard CRC-32", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc32(new TextEncoder().encode("6789"), crc32(new TextEncoder().encode("12345"))), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});

test("frames are read back in order, with their end offsets", () => {
  assert.deepEqual(textsIn(segment), texts);
  const found = readFrames(segment);
  assert.equal(found.at(-1)?.end, segment.length);
  assert.ok(found.every(one => !one.afterDamage));
  const rest = segment.slice(found[1]?.end);
  assert.deepEqual(textsIn(rest), texts.slice(2), "reading may go on where a frame ended");
});

test("a segment truncated at any point keeps its earlier frames and is not damaged", () => {
  const ends = readFrames(segment).map(({ end }) => end);
  for (let length = 0; length < segment.length; length++) {
    const found = readFrames(segment.slice(0, length));
    const whole = ends.filter(end => end <= length).length;
    assert.equal(found.length, whole, `cut off at ${length}`);
    assert.ok(found.every(one => !one.afterDamage));
  }
});

test("a changed byte loses only its own frame", () => {
  const ends = readFrames(segment).map(({ end }) => end);
  for (let at = 0; at < segment.length; at++) {
    const damaged = segment.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0x41;
    const lost = ends.findIndex(end => at < end);
    const found = readFrames(damaged);
    assert.deepEqual(textsIn(damaged), texts.toSpliced(lost, 1), `byte ${at}`);
    const last = found.at(-1);
    assert.equal(last?.afterDamage, lost < texts.length - 1, "frames after the damage should know of it");
  }
});

test("reading noise neither hangs nor fails", () => {
  let state = 1;
  for (let round = 0; round < 200; round++) {
    const noise = Uint8Array.from({ length: 300 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state > 0xc0000000 ? 0xff : state >>> 24;
    });
    noise.set([0xff, 0x48, 0x4c, 0x01], round);
    assert.deepEqual(readFrames(noise), []);
  }
});

/** A frame's head without its frame: it claims `length` bytes. */
function falseHead(length: number): Uint8Array {
  const head = frame(new Uint8Array());
  new DataView(head.buffer).setUint32(4, length, true);
  return head;
}

const repeated = (bytes: number, parts: (left: number) => readonly Uint8Array[]): Uint8Array => {
  const all: number[] = [];
  while (all.length < bytes) all.push(...parts(bytes - all.length).flatMap(part => [...part]));
  return Uint8Array.from(all);
};

for (const [what, parts] of [
  ["false heads", (left: number) => [falseHead(left)]],
  ["false heads between empty frames", (left: number) => [frame(new Uint8Array()), falseHead(left)]],
  ["false heads inside heads", (left: number) => [falseHead(left).subarray(0, 4)]],
  [
    "false heads over text",
    (left: number) => [falseHead(left / 2), new TextEncoder().encode("some text ".repeat(9))],
  ],
] as const) {
  test(`reading ${what} hashes no byte more than three times, and finds the frames after them`, () => {
    const noise = repeated(65_536, parts);
    const bytes = Uint8Array.from([...noise, ...segment]);
    let hashed = 0;
    const found = readFrames(bytes, payload => {
      hashed += payload.length;
      return crc32(payload);
    });
    assert.ok(hashed > 0 && hashed <= 3 * bytes.length, `${hashed} bytes were hashed for ${bytes.length}`);
    const read = found.slice(-texts.length).map(({ payload }) => new TextDecoder().decode(payload));
    assert.deepEqual(read, texts);
    assert.ok(found.slice(-texts.length).every(one => one.afterDamage));
  });
}
