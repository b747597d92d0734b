import { inflateRawSync } from "node:zlib";
import { deflate } from "@gfx/zopfli";

/** Rounds in which Zopfli looks for a shorter code; more than five gain next to nothing. */
const mostRounds = 5;

/** Bytes compressed by Zopfli; rejects if they are not the same when unpacked. One round takes a third of the time of all. */
export function deflated(bytes: Buffer, rounds = mostRounds): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { numiterations: rounds, blocksplitting: true, blocksplittingmax: 15 };
    deflate(bytes, options, (error, packed) => {
      if (error) reject(error);
      else if (inflateRawSync(packed).equals(bytes)) resolve(Buffer.from(packed));
      else reject(new Error("A file of the package is not the same after it was packed."));
    });
  });
}
