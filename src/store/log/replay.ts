import type { SegmentFiles, SegmentInfo } from "../../app/ports/file-ports";
import { type Database, reasonOf } from "../database";
import { number, text } from "../rows";
import { withoutWrongDates } from "../wrong-dates";
import { type ReadFrame, readFrames } from "./frames";
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

async function replayOne(segments: SegmentFiles, segment: SegmentInfo, replay: Replay): Promise<boolean> {
  const { database, notify } = replay;
  const { name } = segment;
  const from = positionsOf(database).get(name) ?? 0;
  if (segment.bytes <= from) return false;
  const bytes = await segments.read(name, from);
  if (bytes === null) return false;
  // One transaction is many times faster than one per record.
  const applied = database.transaction(() => applyFrames(replay, readFrames(bytes)));
  if (applied.newer) notify(name, segmentNewer(name));
  else if (applied.damaged) notify(name, segmentDamaged(name, await copyWords(segments, name)));
  // Anything after the last complete record of a finished segment was never reported as saved.
  const end = replay.isOver(segment) && !applied.newer ? bytes.length : applied.end;
  setPosition(database, name, from + end);
  return applied.end > 0;
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
  for (const segment of listed) found = (await replayOne(segments, segment, replay)) || found;
  return found;
}
