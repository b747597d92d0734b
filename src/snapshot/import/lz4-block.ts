import { Damage } from "./import-limits";

/** Unpacks one LZ4 block into `output` from `start` and returns where it ends; throws Damage if it does not fit. */
export function unpackLz4(input: Uint8Array, output: Uint8Array, start: number): number {
  let at = 0;
  let to = start;
  const byte = () => {
    const value = input[at++];
    if (value === undefined) throw new Damage("an LZ4 page is cut off");
    return value;
  };
  const length = (nibble: number) => {
    let value = nibble;
    if (nibble === 15) for (let more = 255; more === 255; value += more) more = byte();
    return value;
  };
  while (at < input.length) {
    const token = byte();
    const literals = length(token >> 4);
    if (at + literals > input.length || to + literals > output.length) throw tooLong();
    output.set(input.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at === input.length) return to;
    const distance = byte() | (byte() << 8);
    const copied = length(token & 15) + 4;
    if (distance === 0 || distance > to - start) throw new Damage("an LZ4 page is damaged");
    if (to + copied > output.length) throw tooLong();
    if (distance >= copied) output.copyWithin(to, to - distance, to - distance + copied);
    else for (let done = 0; done < copied; done++) output[to + done] = output[to + done - distance] ?? 0;
    to += copied;
  }
  throw new Damage("an LZ4 page is cut off");
}

/** Unpacks LZ4 as Hadoop frames it: pairs of lengths (big-endian), each before a block. */
export function unpackHadoopLz4(input: Uint8Array, output: Uint8Array): number {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let to = 0;
  for (let at = 0; at < input.length; ) {
    if (at + 8 > input.length) throw new Damage("an LZ4 page is cut off");
    const [unpacked, packed] = [view.getUint32(at), view.getUint32(at + 4)];
    if (packed > input.length - at - 8) throw new Damage("an LZ4 page is cut off");
    const end = unpackLz4(input.subarray(at + 8, at + 8 + packed), output, to);
    if (end - to !== unpacked) throw new Damage("an LZ4 page is damaged");
    to = end;
    at += 8 + packed;
  }
  return to;
}

function tooLong(): Damage {
  return new Damage("an LZ4 page unpacks to more than it says");
}
