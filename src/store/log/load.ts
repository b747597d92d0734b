import { UserError } from "../../app/ports/errors";
import type { IndexFiles, SavedDatabase } from "../../app/ports/file-ports";
import type { Database } from "../database";
import { reasonOf } from "../reason-of";
import { migrate } from "../schema";
import { type SealState, sealOf } from "./seal";

/** Opens a database from its bytes, or an empty one. */
export type OpenDatabase = (bytes: Uint8Array | null) => Database;

/** What was found in place of the saved database. */
export interface Loaded {
  readonly database: Database;
  /** The mark of the file, null if there was none. */
  readonly mark: string | null;
  /** Whether there was an unusable file; the database is then empty. */
  readonly damaged: boolean;
  /** Whether the file has a valid checksum; true if there is no file. */
  readonly sealed: boolean;
  readonly notice: string | null;
}

function prepared(database: Database): Database {
  // The file is in memory and saved as one piece: a journal and syncing would protect nothing.
  database.raw.run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY");
  migrate(database);
  return database;
}

/** An empty index. */
export function openEmpty(open: OpenDatabase): Database {
  return prepared(open(null));
}

/**
 * Whether a file is as long as its header says (in SQLite's file format, page size at byte 16 and number of pages at
 * byte 28). SQLite itself takes an empty file for an empty database, and reads zeros if the last page is cut off.
 */
function isWhole(bytes: Uint8Array): boolean {
  if (bytes.length < 100) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const declared = header.getUint16(16);
  const pageSize = declared === 1 ? 65_536 : declared;
  return bytes.length === pageSize * header.getUint32(28);
}

/** Opens and checks a saved index; null if it is damaged. Throws UserError if it belongs to a newer version or another program. */
function openSaved(open: OpenDatabase, { bytes }: SavedDatabase, seal: SealState): Database | null {
  if (seal === "broken") return null;
  const database = open(bytes);
  try {
    // With the right checksum, the file is what SQLite wrote, and its own check, which sees less, is left out.
    if (seal === "whole" || database.value("PRAGMA quick_check(1)") === "ok") return prepared(database);
  } catch (error) {
    if (error instanceof UserError) {
      database.close();
      throw error;
    }
  }
  database.close();
  return null;
}

async function readSaved(files: IndexFiles): Promise<SavedDatabase | null> {
  try {
    return await files.read();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The index could not be read: ${reasonOf(error)}. Make the index folder readable, or choose another one.`,
    );
  }
}

/**
 * Loads the saved database. Throws UserError for a file that comes from a newer version or cannot be read; such a file
 * is left unchanged.
 */
export async function load(open: OpenDatabase, files: IndexFiles): Promise<Loaded> {
  const saved = await readSaved(files);
  if (saved === null)
    return { database: openEmpty(open), mark: null, damaged: false, sealed: true, notice: null };
  const { mark, notice = null } = saved;
  const seal = isWhole(saved.bytes) ? sealOf(saved.bytes) : "broken";
  const database = openSaved(open, saved, seal);
  const damaged = database === null;
  return { database: database ?? openEmpty(open), mark, damaged, sealed: seal === "whole", notice };
}
