import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  edgeTable,
  modelTable,
  type TableToWrite,
  traitTable,
  writeTable,
} from "../snapshot/export/parquet-tables";
import { inLine } from "./printable";
import type { SnapshotCommand } from "./snapshot-arguments";
import { overSnapshotAt } from "./snapshot-place";
import { text as drift } from "./sql/drift.sql";
import { text as inventory } from "./sql/inventory.sql";
import { text as mutation } from "./sql/mutation.sql";
import { text as structure } from "./sql/structure.sql";

type ExportCommand = SnapshotCommand & { readonly name: "export" };

const statements: Readonly<Record<string, string>> = { structure, mutation, drift, inventory };

/** Writes the imported table as Parquet files, plus SQL to run on them, each file atomically. Throws UserError. */
export async function runExport(command: ExportCommand): Promise<string> {
  return overSnapshotAt(command.places, async columns => {
    const out = resolve(command.out);
    await mkdir(out, { recursive: true });
    const tables: Readonly<Record<string, TableToWrite>> = {
      models: modelTable(columns),
      traits: traitTable(columns),
      edges: edgeTable(columns),
    };
    const rows: Record<string, number> = {};
    for (const [name, table] of Object.entries(tables))
      rows[name] = await whole(join(out, `${name}.parquet`), path => writeTable(path, table));
    for (const [name, sql] of Object.entries(statements))
      await whole(join(out, `${name}.sql`), path => writeFile(path, sql));
    const names = [
      ...Object.keys(tables).map(name => `${name}.parquet`),
      ...Object.keys(statements).map(name => `${name}.sql`),
    ];
    return command.format === "json"
      ? `${JSON.stringify({ out, rows, files: names })}\n`
      : `${names.join(", ")} in ${inLine(out)}\n`;
  });
}

/** Writes to a temporary file, then renames it once it is complete. */
async function whole<T>(path: string, write: (path: string) => T | Promise<T>): Promise<T> {
  const beside = `${path}.tmp`;
  try {
    const result = await write(beside);
    await rename(beside, path);
    return result;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
