import * as zlib from "node:zlib";
import { crc32 } from "../columns/checksum";

/**
 * The CRC-32 of bytes; `before` is that of the bytes before them. The runtime's own is many times faster than ours, but Node has it
 * only from 20.15 on.
 */
export const checksum: (bytes: Uint8Array, before?: number) => number = zlib.crc32 ?? crc32;
