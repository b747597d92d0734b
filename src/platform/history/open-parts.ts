import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../app/ports/errors";
import { isMissing } from "../node-process";
import { decodeParts, type SnapshotPart } from "./parts-list";

/** The folder with the parts of a dated snapshot, beside its file. */
export const partsOfSnapshot = "parts";

/** A file whose bytes are in several files. */
export interface JoinedFile {
  readonly bytes: number;
  read(into: Uint8Array, from: number): void;
  close(): void;
}

/** A part that is shorter than the list says. */
class CutOff extends Error {}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly file: number;
  /** Where it begins in that file. */
  readonly at: number;
}

/** Fills `into` from an offset in a file; throws UserError if the file ends first. */
export function readFully(file: number, into: Uint8Array, from: number, incomplete: string): void {
  let done = 0;
  while (done < into.length) {
    const count = readSync(file, into, done, into.length - done, from + done);
    if (count === 0) throw new UserError(incomplete);
    done += count;
  }
}

/**
 * The snapshot whose parts the open file `list` names, or null if it is no list of parts, and is the snapshot itself. All of them
 * are opened at once, so that a snapshot that is removed meanwhile can be read to its end. Throws UserError if one is missing.
 */
export function openParts(
  list: number,
  path: string,
  fileBytes: number,
  incomplete: string,
): JoinedFile | null {
  const found = decodeParts((into, from) => readFully(list, into, from, incomplete), fileBytes);
  if (found === null) return null;
  const opened: number[] = [];
  const close = () => {
    for (const file of [list, ...opened]) closeSync(file);
  };
  const stretches: Stretch[] = [];
  let [bytes, own] = [0, found.own];
  try {
    for (const part of found.parts) {
      const stretch = stretchOf(part, bytes, {
        list,
        own,
        opened,
        folder: join(dirname(path), partsOfSnapshot),
      });
      stretches.push(stretch);
      bytes = stretch.to;
      if (stretch.file === list) own += stretch.to - stretch.from;
    }
  } catch (error) {
    for (const file of opened) closeSync(file);
    throw error instanceof CutOff || isMissing(error) ? new UserError(incomplete) : error;
  }
  return {
    bytes,
    read: (into, from) => readAcross(stretches, into, from, incomplete),
    close,
  };
}

function stretchOf(
  part: SnapshotPart,
  from: number,
  { list, own, opened, folder }: { list: number; own: number; opened: number[]; folder: string },
): Stretch {
  if (typeof part === "number") return { from, to: from + part, file: list, at: own };
  const file = openSync(join(folder, part.name), "r");
  opened.push(file);
  if (fstatSync(file).size !== part.bytes) throw new CutOff();
  return { from, to: from + part.bytes, file, at: 0 };
}

function readAcross(stretches: readonly Stretch[], into: Uint8Array, from: number, incomplete: string): void {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let done = 0;
  for (let at = low; done < into.length; at++) {
    const stretch = stretches[at];
    if (stretch === undefined) throw new UserError(incomplete);
    const begin = from + done - stretch.from;
    const count = Math.min(into.length - done, stretch.to - stretch.from - begin);
    readFully(stretch.file, into.subarray(done, done + count), stretch.at + begin, incomplete);
    done += count;
  }
}
