import { createHash } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "../../app/ports/errors";
import { t } from "../../words/words";
import { onDisk } from "../disk-errors";
import { makeFolder } from "../make-folder";
import { syncFolder } from "../node-files";
import { uniqueWord } from "../node-process";
import { type PinnedDuckdb, pinnedDuckdb } from "./pinned-duckdb";
import { zipEntry } from "./zip-entry";

/** How DuckDB is downloaded. */
export interface DuckdbDownload {
  /** The folder that holds it, which only this program writes to. */
  readonly folder: string;
  readonly pinned: PinnedDuckdb;
  /** Requests as the editor makes them, through its proxy. */
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Told of the share that has arrived, from 0 to 1. */
  onShare(share: number): void;
}

/** The build for this system. Throws UserError if there is none. */
export function duckdbForHere(): PinnedDuckdb {
  const system = `${process.platform}-${process.arch}`;
  const found = pinnedDuckdb(system);
  if (found === null)
    throw new UserError(
      t`There is no DuckDB to download for this system (${system}). Install it, and name it in the setting hubLineage.duckdb.`,
    );
  return found;
}

/** Where a build is once it was downloaded. */
export function downloadedDuckdb(folder: string, { version, program }: PinnedDuckdb): string {
  return join(folder, version, basename(program));
}

/** The downloaded build for this system in a folder; null if there is none. */
export async function foundDownload(folder: string): Promise<string | null> {
  const pinned = pinnedDuckdb(`${process.platform}-${process.arch}`);
  if (pinned === null) return null;
  const path = downloadedDuckdb(folder, pinned);
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() ? path : null;
}

/**
 * Downloads DuckDB, compares its checksum before anything of it is unpacked, and puts the program in place by one rename. Returns
 * its path. Throws UserError, or the signal's reason; nothing is kept then.
 */
export async function downloadDuckdb(order: DuckdbDownload): Promise<string> {
  const { folder, pinned } = order;
  const archive = await received(order);
  const sum = createHash("sha256").update(archive).digest("hex");
  if (sum !== pinned.sha256)
    throw new UserError(
      t`What was downloaded is not DuckDB ${pinned.version}: its SHA-256 is ${sum}, not ${pinned.sha256}. It was deleted, and nothing was installed.`,
    );
  const program = zipEntry(archive, pinned.program);
  if (program === null)
    throw new UserError(t`The download of DuckDB has no program in it. Nothing was installed.`);
  const path = downloadedDuckdb(folder, pinned);
  await onDisk(folder, () => putInPlace(join(folder, pinned.version), path, program));
  return path;
}

async function received({ pinned, fetch, signal, onShare }: DuckdbDownload): Promise<Uint8Array> {
  const { host } = new URL(pinned.url);
  const inMB = (bytes: number) => (bytes / 1e6).toFixed(1);
  const whole = new Uint8Array(pinned.bytes);
  let done = 0;
  try {
    const response = await fetch(pinned.url, { signal });
    if (!response.ok || response.body === null)
      throw new UserError(
        t`${host} answered ${response.status}. DuckDB was not downloaded; try again later.`,
      );
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      if (done + piece.length > whole.length)
        throw new UserError(
          t`What was downloaded is not DuckDB ${pinned.version}: it is longer than ${inMB(whole.length)} MB. It was deleted, and nothing was installed.`,
        );
      whole.set(piece, done);
      done += piece.length;
      onShare(done / whole.length);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      t`DuckDB could not be downloaded from ${host}: ${reason}. Check the network and the proxy settings, then try again.`,
    );
  }
  if (done < whole.length)
    throw new UserError(
      t`The download of DuckDB ended after ${inMB(done)} of ${inMB(whole.length)} MB. Check the network, then try again.`,
    );
  return whole;
}

async function putInPlace(folder: string, path: string, program: Uint8Array): Promise<void> {
  await makeFolder(folder);
  const temporary = `${path}.${uniqueWord()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o755);
    try {
      await file.writeFile(program);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}
