import { HubError } from "../../app/ports/errors";
import type { RemoteFile } from "../../app/ports/import-ports";
import type { FilePart, SnapshotBytes } from "../../app/ports/snapshot-ports";

/** Maximum bytes per request, and therefore the most that a broken connection can lose. */
const partBytes = 8 * 1024 * 1024;

/** Maximum concurrent requests for one file. */
const atOnce = 3;

/**
 * A file at an http(s) address, read in parts; only the requested parts are transferred. Parts read in an earlier run
 * are not requested again while the file's ETag is unchanged. Throws HubError.
 */
export async function openAddress({ url, files, kept, signal }: RemoteFile): Promise<SnapshotBytes> {
  const first = await files.part({ url, from: 0, to: 4 }, signal);
  const store =
    first.etag === null ? null : kept(`${url}\n${first.etag}\n${first.modified ?? ""}\n${first.total}`);
  const read = async (from: number, to: number): Promise<Uint8Array> => {
    const known = await store?.read(`${from}-${to}`);
    if (known && known.length === to - from) return known;
    const part = await files.part({ url, from, to }, signal);
    if (!isSame(part, first)) throw changed(url);
    await store?.write(`${from}-${to}`, part.bytes);
    return part.bytes;
  };
  return {
    name: url,
    byteLength: first.total,
    ...(first.etag === null && first.modified === null ? { unmarkedHost: new URL(url).host } : {}),
    slice: (start, end = first.total) => slice(read, start, end),
    forget: async () => store?.clear(),
    close: async () => undefined,
  };
}

async function slice(
  read: (from: number, to: number) => Promise<Uint8Array>,
  start: number,
  end: number,
): Promise<ArrayBuffer> {
  const whole = new Uint8Array(Math.max(0, end - start));
  let next = start;
  const lane = async (): Promise<void> => {
    while (next < end) {
      const from = next;
      const to = Math.min(end, from + partBytes);
      next = to;
      whole.set(await read(from, to), from - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return whole.buffer;
}

function isSame(one: FilePart, other: FilePart): boolean {
  return one.total === other.total && one.etag === other.etag && one.modified === other.modified;
}

function changed(url: string): HubError {
  return new HubError(
    "unreadable",
    `The file at ${new URL(url).host} was replaced while it was being read. Run the import again to read the new file.`,
  );
}
