import type { SnapshotRoom } from "../../platform/history/dated-snapshots";

/** Bytes in MB, as a number with one decimal. */
export function inMegabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

/** What a dated snapshot takes on the disk, in words. */
export function roomInWords({ bytes, shared }: SnapshotRoom): string {
  const size = `${inMegabytes(bytes)} MB`;
  return shared === 0 ? size : `${size}, of which ${inMegabytes(shared)} MB are shared with other snapshots`;
}
