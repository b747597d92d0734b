import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { writeTogether } from "../../platform/node-whole-files";
import {
  edgeTable,
  modelTable,
  type TableToWrite,
  traitTable,
  writeTable,
} from "../../snapshot/export/parquet-tables";
import { inLine } from "../printable";
import { text as drift } from "../sql/drift.sql";
import { text as inventory } from "../sql/inventory.sql";
import { text as mutation } from "../sql/mutation.sql";
import { text as structure } from "../sql/structure.sql";
import type { ProgressLine } from "../terminal/progress-line";
import type { SnapshotCommand } from "./snapshot-arguments";
import { overSnapshotAt } from "./snapshot-place";

type ExportCommand = SnapshotCommand & { readonly name: "export" };

const statements: Readonly<Record<string, string>> = { structure, mutation, drift, inventory };

/** Writes the imported table as Parquet files, plus SQL to run on them: all of them, or none. Throws UserError. */
export async function runExport(command: ExportCommand, progress: ProgressLine): Promise<string> {
  return overSnapshotAt(command.places, async columns => {
    const out = resolve(command.out);
    const tables: Readonly<Record<string, TableToWrite>> = {
      models: modelTable(columns),
      traits: traitTable(columns),
      edges: edgeTable(columns),
    };
    const rows = await writeTogether(out, async place => {
      const written = new Map<string, number>();
      for (const [name, table] of Object.entries(tables)) {
        progress.sayBefore(`Writing ${name}.parquet`);
        written.set(name, writeTable(join(place, `${name}.parquet`), table));
      }
      for (const [name, sql] of Object.entries(statements)) await writeFile(join(place, `${name}.sql`), sql);
      return written;
    });
    const names = [
      ...Object.keys(tables).map(name => `${name}.parquet`),
      ...Object.keys(statements).map(name => `${name}.sql`),
    ];
    return command.format === "json"
      ? `${JSON.stringify({ out, rows: Object.fromEntries(rows), files: names })}\n`
      : `${names.join(", ")} in ${inLine(out)}\n`;
  });
}
