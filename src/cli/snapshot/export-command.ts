import { constants, mkdirSync } from "node:fs";
import { open, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "../../app/ports/errors";
import { writeTogether } from "../../platform/node-whole-files";
import type { TableToWrite } from "../../snapshot/export/parquet-file";
import { edgeTable, modelTable, traitTable } from "../../snapshot/export/parquet-tables";
import { inLine } from "../printable";
import { text as runClickhouse } from "../sql/run-clickhouse.py";
import { text as runSpark } from "../sql/run-spark.py";
import { exportedStatements } from "../sql/statements";
import type { ProgressLine } from "../terminal/progress-line";
import type { SnapshotCommand } from "./snapshot-arguments";
import { overSnapshotAt } from "./snapshot-place";
import { writeTableFile } from "./write-table-file";

type ExportCommand = SnapshotCommand & { readonly name: "export" };

/** The programs that run the statements where no command line of the engine does. */
const programs = {
  spark: { "run-spark.py": runSpark },
  clickhouse: { "run-clickhouse.py": runClickhouse },
  duckdb: {},
};

/**
 * Writes the imported table as Parquet files, plus SQL to run on them: all of them, or none. Throws UserError, also where files of
 * an earlier export would be read along with these.
 */
export async function runExport(command: ExportCommand, progress: ProgressLine): Promise<string> {
  const { dialect, places, format } = command;
  // Engines for many machines read folders, whose files they share among them.
  const parts = command.parts ?? (dialect === "duckdb" ? null : 1);
  return overSnapshotAt(places, async columns => {
    const out = resolve(command.out);
    const tables: Readonly<Record<string, TableToWrite>> = {
      models: modelTable(columns),
      traits: traitTable(columns),
      edges: edgeTable(columns),
    };
    if (parts === null)
      for (const name of Object.keys(tables)) await refuseForeign(join(out, `${name}.parquet`));
    if (parts !== null) for (const name of Object.keys(tables)) await refuseOthers(join(out, name), parts);
    const statements = Object.entries(exportedStatements({ dialect, inParts: parts !== null }));
    const texts = [
      ...statements.map(([name, sql]) => [`${name}.sql`, sql] as const),
      ...Object.entries<string>(programs[dialect]),
    ];
    const names = await writeTogether(out, async place => {
      const written: string[] = [];
      for (const [name, table] of Object.entries(tables)) {
        progress.sayBefore(`Writing ${name}`);
        written.push(...writeTable(place, name, table, parts));
      }
      for (const [name, text] of texts) await writeFile(join(place, name), text);
      return [...written, ...texts.map(([name]) => name)];
    });
    const rows = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.rows]));
    return format === "json"
      ? `${JSON.stringify({ out, rows, files: names })}\n`
      : `${names.join(", ")} in ${inLine(out)}\n`;
  });
}

const partName = (part: number) => `part-${String(part).padStart(4, "0")}.parquet`;

/** Writes a table as one file, or as parts in a folder of its name, and returns the names of the files. */
function writeTable(
  place: string,
  name: string,
  table: TableToWrite,
  parts: number | null,
): readonly string[] {
  if (parts === null) {
    writeTableFile(join(place, `${name}.parquet`), table);
    return [`${name}.parquet`];
  }
  mkdirSync(join(place, name));
  const next = table.read();
  return Array.from({ length: parts }, (_, part) => {
    const until = (at: number) => Math.floor((table.rows * at) / parts);
    const rows = until(part + 1) - until(part);
    const file = join(name, partName(part));
    writeTableFile(join(place, file), { ...table, rows, read: () => next });
    return file;
  });
}

/** Bytes at the end of a Parquet file in which its writer is named, after the places of all columns. */
const footerBytes = 1 << 20;

/** Refuses to replace a table that no export wrote: it may be the one that was imported, which has more than is exported. */
async function refuseForeign(path: string): Promise<void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (file === null) return;
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, footerBytes));
    await file.read(bytes, 0, bytes.length, size - bytes.length);
    if (bytes.includes("hub-lineage")) return;
  } catch {
    // What cannot be read, such as a folder, is told when it is to be written.
    return;
  } finally {
    await file.close();
  }
  throw new UserError(
    `${inLine(path)} is in the way: no export wrote it, and it may be the table that was imported. Choose another --out, or move it.`,
  );
}

/** Refuses a folder with files that are not written now: an engine reads all that are in it. */
async function refuseOthers(folder: string, parts: number): Promise<void> {
  const own = new Set(Array.from({ length: parts }, (_, part) => partName(part)));
  const names = await readdir(folder).catch(() => []);
  const other = names.find(name => !own.has(name));
  if (other !== undefined)
    throw new UserError(
      `${inLine(join(folder, other))} is in the way: engines read every file of a table's folder. Choose another --out, or remove it.`,
    );
}
