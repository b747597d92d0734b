import type { SegmentFiles, SegmentInfo } from "../../app/ports/file-ports";
import type { Database } from "../database";
import { reasonOf } from "../reason-of";
import { number, text } from "../rows";
import { withoutWrongDates } from "../wrong-dates";
import { isUnfinished, type ReadFrame, readFrames } from "./frames";
import { segmentDamaged, segmentNewer } from "./notices";
import { applyRecord, decodeRecord, withoutDoubtfulEnd } from "./record";

/** How much of each segment, from its start, a database holds: bytes by name. */
export type Positions = ReadonlyMap<string, number>;

/** The positions that the database itself records. */
export function positionsOf(database: Database): Positions {
  const rows = database.all("SELECT name, bytes FROM folded_segments");
  return new Map(rows.map(row => [text(row[0]) ?? "", number(row[1]) ?? 0]));
}

/** Records in the database how much of a segment it now holds. */
export function setPosition(database: Database, name: string, bytes: number): void {
  database.run("INSERT OR REPLACE INTO folded_segments (name, bytes) VALUES (?, ?)", [name, bytes]);
}

/** Drops the positions of segments that no longer exist. */
export function forgetOthers(database: Database, names: readonly string[]): void {
  database.run("DELETE FROM folded_segments WHERE name NOT IN (SELECT value FROM json_each(?))", [
    JSON.stringify(names),
  ]);
}

/** What a replay needs in addition to the segments. */
export interface Replay {
  readonly database: Database;
  /** Whether the database lost its content, which means that earlier pages of a listing may be missing. */
  readonly doubtful: boolean;
  readonly isOver: (segment: SegmentInfo) => boolean;
  /** Later dates in records are wrong. */
  readonly latest: number;
  readonly notify: (subject: string, sentence: string) => void;
}

/** How far applying got, and whether anything was unreadable or refused on the way. */
interface Applied {
  readonly end: number;
  readonly damaged: boolean;
  readonly newer: boolean;
}

function applyFrames({ database, doubtful, latest }: Replay, frames: readonly ReadFrame[]): Applied {
  let end = 0;
  let damaged = false;
  for (const found of frames) {
    damaged ||= found.afterDamage;
    try {
      const record = decodeRecord(found.payload);
      if (record === null) return { end, damaged, newer: true };
      const read = doubtful || damaged ? withoutDoubtfulEnd(record) : record;
      applyRecord(database, withoutWrongDates(read, latest));
    } catch {
      // Its checksum is right, so it was written like this: one bad record must not block the others.
      damaged = true;
    }
    end = found.end;
  }
  return { end, damaged, newer: false };
}

/** What a segment added: whether it had anything new, and whether part of it was lost. */
interface Replayed {
  readonly found: boolean;
  readonly damaged: boolean;
}

const nothing: Replayed = { found: false, damaged: false };

/** Adds what a segment has after `from`, the end of what the database holds of it. */
async function replayOne(
  segments: SegmentFiles,
  segment: SegmentInfo,
  from: number,
  replay: Replay,
): Promise<Replayed> {
  const { database, notify } = replay;
  const { name } = segment;
  if (!segment.isFile) {
    notify(name, segmentDamaged(name, await placeWords(segments, name)));
    return { found: false, damaged: true };
  }
  if (segment.bytes <= from) return nothing;
  const bytes = await segments.read(name, from);
  if (bytes === null) return nothing;
  // One transaction is many times faster than one per record.
  const applied = database.transaction(() => applyFrames(replay, readFrames(bytes)));
  const isOver = replay.isOver(segment) && !applied.newer;
  const tail = bytes.subarray(applied.end);
  const damaged = applied.damaged || (isOver && tail.length > 0 && !isUnfinished(tail));
  if (applied.newer) notify(name, segmentNewer(name));
  else if (damaged) notify(name, segmentDamaged(name, await copyWords(segments, name)));
  // Anything after the last complete record of a finished segment was never reported as saved.
  setPosition(database, name, from + (isOver ? bytes.length : applied.end));
  return { found: applied.end > 0, damaged };
}

async function placeWords(segments: SegmentFiles, name: string): Promise<string> {
  return segments.setAside(name).then(
    place => `it is not a file; moved to ${place}`,
    error => `it is not a file, and could not be moved aside: ${reasonOf(error)}`,
  );
}

async function copyWords(segments: SegmentFiles, name: string): Promise<string> {
  return segments.keepCopy(name).then(
    place => `kept as ${place}`,
    error => `no copy could be kept: ${reasonOf(error)}`,
  );
}

/** Adds to a database whatever it lacks from the segments, in order of time; returns whether there was anything. */
export async function replaySegments(
  segments: SegmentFiles,
  listed: readonly SegmentInfo[],
  replay: Replay,
): Promise<boolean> {
  let found = false;
  let doubtful = replay.doubtful;
  // Read once: killed processes may have left thousands of segments.
  const positions = positionsOf(replay.database);
  for (const segment of listed) {
    const from = positions.get(segment.name) ?? 0;
    const replayed = await replayOne(segments, segment, from, { ...replay, doubtful });
    found ||= replayed.found;
    doubtful ||= replayed.damaged;
  }
  return found;
}
