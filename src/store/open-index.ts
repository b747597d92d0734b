import { type HubDecoder, type Index, type IndexFiles, UserError } from "../app/ports";
import { gatherFamily } from "../lineage/graph";
import { type Database, loadSqlite, reasonOf } from "./database";
import { familySource } from "./family-source";
import { card, children, lookup, presentId, status } from "./queries";
import { Saver, type Schedule } from "./saver";
import { migrate } from "./schema";
import { userQuery } from "./user-query";
import { clear, putCard, putChildren, putFailure, putModel } from "./writes";

/** What an index is made of. */
export interface IndexParts {
  /** The bytes of sql.js' `.wasm` file. */
  readonly wasm: ArrayBuffer | Uint8Array;
  readonly files: IndexFiles;
  readonly decoder: HubDecoder;
  /** How long a save waits for further writes, in ms; a second where absent. */
  readonly saveDelayMs?: number;
  readonly schedule?: Schedule;
}

/** An index that can be closed; closing saves first and rejects when that fails. */
export type OpenIndex = Index & { close(): Promise<void> };

const longestWaitMs = 5_000;

const timers: Schedule = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

interface Opened {
  readonly database: Database;
  readonly notice: string | null;
  /** Moves a damaged file aside that could not be moved yet; a save must not overwrite it. */
  readonly beforeSave: (() => Promise<void>) | null;
}

type OpenDatabase = (bytes: Uint8Array | null) => Database;

function prepared(database: Database): Database {
  // The file lies in memory and is saved whole: a journal beside it and syncing would protect nothing.
  database.raw.run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY");
  migrate(database);
  return database;
}

/**
 * Whether a file is as long as its header says (page size at byte 16, number of pages at byte 28 of the SQLite file
 * format). SQLite itself takes an empty file for an empty database, and reads zeros where the last page is cut off.
 */
function isWhole(bytes: Uint8Array): boolean {
  if (bytes.length < 100) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const declared = header.getUint16(16);
  const pageSize = declared === 1 ? 65_536 : declared;
  return bytes.length === pageSize * header.getUint32(28);
}

/** Opens and checks a saved index; null when it is damaged. Throws UserError when it is not ours to use. */
function openSaved(open: OpenDatabase, bytes: Uint8Array): Database | null {
  if (!isWhole(bytes)) return null;
  const database = open(bytes);
  try {
    if (database.value("PRAGMA quick_check(1)") === "ok") {
      return prepared(database);
    }
  } catch (error) {
    if (error instanceof UserError) {
      database.close();
      throw error;
    }
  }
  database.close();
  return null;
}

function openEmpty(open: OpenDatabase): Database {
  return prepared(open(null));
}

async function readSaved(files: IndexFiles): Promise<Uint8Array | null> {
  try {
    return await files.read();
  } catch (error) {
    throw new UserError(
      `The index could not be read: ${reasonOf(error)}. Make the index folder readable, or choose another one.`,
    );
  }
}

async function openDatabase(open: OpenDatabase, files: IndexFiles): Promise<Opened> {
  const bytes = await readSaved(files);
  if (bytes === null) return { database: openEmpty(open), notice: null, beforeSave: null };
  const saved = openSaved(open, bytes);
  if (saved !== null) return { database: saved, notice: null, beforeSave: null };
  const database = openEmpty(open);
  try {
    const place = await files.setAside();
    const notice = `The saved index was damaged. It was moved to ${place}, and a new index was begun; models are read from the Hub again as they are needed.`;
    return { database, notice, beforeSave: null };
  } catch (error) {
    const notice = `The saved index is damaged and could not be moved aside: ${reasonOf(error)}. Nothing is saved until it can be; make the index folder writable, or choose another one.`;
    return { database, notice, beforeSave: async () => void (await files.setAside()) };
  }
}

/**
 * Opens the index that `files` keep, or begins an empty one. A damaged file is set aside, and status().notice says
 * so. Throws UserError for a file of a newer version and for one that cannot be read; such a file stays as it is.
 */
export async function openIndex(parts: IndexParts): Promise<OpenIndex> {
  const { files, decoder, saveDelayMs = 1_000, schedule = timers } = parts;
  const opened = await openDatabase(await loadSqlite(parts.wasm), files);
  const { database } = opened;
  let { notice, beforeSave } = opened;

  const saver = new Saver({
    write: async () => {
      await beforeSave?.();
      if (beforeSave !== null) notice = beforeSave = null;
      await files.replace(database.bytes());
    },
    delayMs: saveDelayMs,
    atMostMs: Math.max(longestWaitMs, saveDelayMs),
    schedule,
  });
  const savingNotice = () =>
    saver.problem === null
      ? null
      : `The index could not be saved: ${reasonOf(saver.problem)}. What was read is kept in memory and is saved with the next change; free some space or make the index folder writable.`;
  const save = async () => {
    try {
      await saver.flush();
    } catch {
      throw new UserError(savingNotice() ?? "The index could not be saved.");
    }
  };

  return {
    lookup: async ids => ids.map(id => lookup(database, id)),
    family: async ({ id, up, down }) =>
      gatherFamily(familySource(database), {
        root: presentId(database, id),
        up: up ?? Number.POSITIVE_INFINITY,
        down: down ?? Number.POSITIVE_INFINITY,
      }),
    children: async request => children(database, request),
    card: async id => card(database, id),
    query: async ({ sql, limit }) => userQuery(database, sql, { rows: limit }),
    export: async () => database.bytes(),
    status: async () => ({
      ...status(database),
      notice: [notice, savingNotice()].filter(Boolean).join(" ") || null,
    }),
    putModel: async ({ asked, body, at }) => {
      const answer = decoder.model(body);
      putModel(database, asked, answer, at);
      saver.changed();
      return { id: answer.model.id };
    },
    putChildren: async ({ body, ...page }) => {
      const answers = decoder.list(body);
      putChildren(database, page, answers);
      saver.changed();
      return { ids: answers.map(answer => answer.model.id) };
    },
    putFailure: async ({ id, reason, at }) => {
      putFailure(database, id, reason, at);
      saver.changed();
    },
    putCard: async ({ id, text, at }) => {
      putCard(database, id, text, at);
      saver.changed();
    },
    clear: async () => {
      clear(database);
      saver.changed();
    },
    save,
    close: async () => {
      try {
        await save();
      } finally {
        database.close();
      }
    },
  };
}
