import { UserError } from "../../../src/app/ports/errors";
import type { SnapshotFiles } from "../../../src/app/ports/file-ports";
import { crc32 } from "../../../src/columns/checksum";
import type { SnapshotColumns } from "../../../src/columns/snapshot-columns";
import { readSnapshot } from "../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import { saveSnapshot } from "../../../src/snapshot/save-snapshot";
import { SnapshotReader } from "../../../src/snapshot/snapshot-reader";
import { loadAll } from "../../harness/recorded/load-columns";
import { inMemory, parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { familyRows } from "../../unit/snapshot/snapshot-stage";
import { type FuzzTarget, holds, orSentence } from "../fuzz-target";

/** What the sound files hold, once they are written. */
const sound = new Set<string>();
const soundLookups = new Set<string>();

/** The file of the whole Hub. */
export const snapshot: FuzzTarget = {
  name: "snapshot",
  oracle:
    "Opening, loading all columns, and looking up single models ends with a UserError or with exactly what was written.",
  async seeds() {
    const files = [await written(), await written(["id", "tags"])];
    for (const file of files) {
      sound.add((await loaded(file)) ?? "");
      soundLookups.add((await lookedUp(file)) ?? "");
    }
    return files;
  },
  words: ["HLSNAP\r\n", '"facts":', '"sections":', '"offset":-1', '"crcs":[]', "u8", "f64", "null", "{}"],
  async check(input) {
    const found = await orSentence(() => loaded(input));
    holds(found === null || sound.has(found), () => "a changed file was read as if it were sound");
    const single = await orSentence(() => lookedUp(input));
    holds(
      single === null || soundLookups.has(single),
      () => "a changed file answered a lookup as if it were sound",
    );
  },
};

async function written(only?: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const table = await openSnapshotTable(inMemory(parquetOf(familyRows, only === undefined ? {} : { only })));
  const { columns, skipped } = await readSnapshot(table, {});
  const pieces: Uint8Array[] = [];
  const files = filesOf(new Uint8Array());
  const replace = async (all: Iterable<Uint8Array>) => void pieces.push(...all);
  await saveSnapshot({ ...files, replace }, columns, { columns: table.columns, skipped });
  return new Uint8Array(pieces.flatMap(piece => [...piece]));
}

/** Everything that a file holds, as text; null if there is no file. */
async function loaded(bytes: Uint8Array): Promise<string | null> {
  const opened = await openSnapshot(filesOf(bytes));
  if (opened === null) return null;
  const columns = opened.columns();
  loadAll(columns);
  return JSON.stringify([opened.facts, opened.facts.models > 1e6 ? [] : ids(columns), columns], plain);
}

/** What lookups say of each model that was written; only what they need is read. */
async function lookedUp(bytes: Uint8Array): Promise<string | null> {
  const opened = await openSnapshot(filesOf(bytes));
  if (opened === null) return null;
  const reader = new SnapshotReader(opened);
  const names = [...new Set(familyRows.map(({ id }) => id))].filter(id => id !== "");
  return JSON.stringify(
    names.map(id => {
      const row = reader.find(id);
      return row < 0 ? null : [reader.model(row), reader.parents(row), reader.children([id])];
    }),
  );
}

function ids(columns: SnapshotColumns): readonly string[] {
  return Array.from({ length: columns.models }, (_, at) => new TextDecoder().decode(columns.id(at)));
}

function plain(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;
}

/** Bytes in memory as the folder of a snapshot. */
function filesOf(bytes: Uint8Array): SnapshotFiles {
  const none = async () => undefined;
  return {
    checksum: crc32,
    open: async () => ({
      bytes: bytes.length,
      mark: "fuzz",
      read(into, from) {
        if (from < 0 || from + into.length > bytes.length) throw new UserError("The file ends too early.");
        into.set(bytes.subarray(from, from + into.length));
      },
      close: () => undefined,
    }),
    mark: async () => "fuzz",
    replace: none,
    remove: none,
    setAside: async () => "aside",
    kept: () => ({ read: async () => null, write: none, clear: none }),
    derived: () => ({ read: async () => null, write: none, clear: none }),
    dropParts: none,
  };
}
