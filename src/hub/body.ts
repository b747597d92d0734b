/** The bytes of an answer; `cut` says that there were more than the limit allows and the rest was not read. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cut: boolean;
}

/** Reads at most `limit` bytes of an answer and then stops the transfer; calls `onChunk` with the size of each chunk that arrives. */
export async function readBody(
  response: Response,
  limit: number,
  onChunk: (bytes: number) => void,
): Promise<Body> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader !== undefined && size <= limit) {
    const { done, value } = await reader.read();
    if (done) return { bytes: join(chunks, size), cut: false };
    onChunk(value.length);
    chunks.push(value);
    size += value.length;
  }
  // Nobody needs the rest, so it does not matter whether the transfer ends cleanly.
  reader?.cancel().catch(() => undefined);
  return { bytes: join(chunks, Math.min(size, limit)), cut: size > limit };
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, size - offset), offset);
    offset += Math.min(chunk.length, size - offset);
  }
  return bytes;
}

/**
 * What keeps a body from being JSON, judged by its first and last characters: nothing (null), it is something else, or
 * its end is missing. The host does not parse bodies; the worker does.
 */
export function jsonProblem(bytes: Uint8Array): "other" | "truncated" | null {
  const isSpace = (byte: number | undefined) => byte === 32 || byte === 9 || byte === 10 || byte === 13;
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let start = hasMark ? 3 : 0;
  let end = bytes.length - 1;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end])) end--;
  const close = bytes[start] === 0x7b ? 0x7d : bytes[start] === 0x5b ? 0x5d : null;
  if (close === null) return bytes.length === 0 ? "truncated" : "other";
  return start < end && bytes[end] === close ? null : "truncated";
}
