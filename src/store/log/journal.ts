import type { OpenSegment, SegmentFiles } from "../../app/ports/file-ports";
import { frame } from "./frames";

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The segments that this process writes, one at a time. */
export class Journal {
  /** Names of the segments that this process has finished and not removed yet. */
  readonly left = new Set<string>();
  readonly #segments: SegmentFiles;
  #open: OpenSegment | null = null;
  #bytes = 0;

  constructor(segments: SegmentFiles) {
    this.#segments = segments;
  }

  /** The current segment and its length; null before the first record. */
  get present(): { readonly name: string; readonly bytes: number } | null {
    return this.#open && { name: this.#open.name, bytes: this.#bytes };
  }

  /** Appends payloads with one write and one sync; starts a new segment if the current one cannot be written. */
  async append(payloads: readonly Uint8Array[]): Promise<void> {
    const bytes = joined(payloads.map(frame));
    const hadOne = this.#open !== null;
    try {
      await this.#write(bytes);
    } catch (error) {
      await this.leave();
      if (!hadOne) throw error;
      await this.#write(bytes).catch(async again => {
        await this.leave();
        throw again;
      });
    }
  }

  /** Finishes the current segment; the next record starts another one. */
  async leave(): Promise<void> {
    const segment = this.#open;
    if (segment === null) return;
    this.#open = null;
    this.left.add(segment.name);
    await segment.close().catch(() => undefined);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#open === null) {
      this.#open = await this.#segments.begin();
      this.#bytes = 0;
    }
    await this.#open.append(bytes);
    this.#bytes += bytes.length;
  }
}
