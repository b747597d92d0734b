import { crc32 } from "../../../src/columns/checksum";
import { frame, readFrames } from "../../../src/store/log/frames";
import { type FuzzTarget, holds } from "../fuzz-target";

const encoder = new TextEncoder();
const headBytes = 12;

const segment = (texts: readonly string[]) =>
  Uint8Array.from(texts.flatMap(text => [...frame(encoder.encode(text))]));

/** The frames of the index's log. */
export const frames: FuzzTarget = {
  name: "frames",
  oracle:
    "Reading never throws; every frame that is returned has the right checksum, they follow each other, and none that a search from every byte finds is lost.",
  seeds: () => [
    segment(['{"type":"card","id":"lab/poet","text":"# Poet","at":1}', "", "x".repeat(300), "🌳"]),
    segment(Array.from({ length: 40 }, (_, at) => `record ${at}`)),
    segment([]),
  ],
  words: ["\u00ffHL\u0001", "HL\u0001", "{}"],
  check(input) {
    let end = 0;
    for (const { payload, end: stop } of readFrames(input)) {
      const head = stop - payload.length - headBytes;
      holds(head >= end && stop <= input.length, () => `a frame from ${head} to ${stop} follows ${end}`);
      const view = new DataView(input.buffer, input.byteOffset + head, headBytes);
      holds(view.getUint32(8, true) === crc32(payload), () => `the frame at ${head} has a wrong checksum`);
      holds(soundFrame(input, end, head) < 0, () => `a frame between ${end} and ${head} is lost`);
      end = stop;
    }
    holds(soundFrame(input, end, input.length) < 0, () => `a frame after ${end} is lost`);
  },
};

/** Where a complete frame starts in a range, or -1, by looking at every byte. */
function soundFrame(bytes: Uint8Array, from: number, to: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = from; at + headBytes <= bytes.length && at < to; at++) {
    if (view.getUint32(at, false) !== 0xff484c01) continue;
    const end = at + headBytes + view.getUint32(at + 4, true);
    if (end <= bytes.length && crc32(bytes.subarray(at + headBytes, end)) === view.getUint32(at + 8, true))
      return at;
  }
  return -1;
}
