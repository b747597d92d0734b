import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SnapshotFiles } from "../../../src/app/ports/file-ports";
import type { SnapshotFacts } from "../../../src/app/ports/snapshot-ports";
import { snapshotFilesIn } from "../../../src/platform/node-snapshot";
import { readSnapshot } from "../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { saveSnapshot } from "../../../src/snapshot/save-snapshot";
import { inMemory, parquetOf, type SnapshotRow } from "./import/parquet-rows";

/** Files of a snapshot in a folder of their own, which is gone when the work is done. */
export async function withSnapshotFiles<T>(
  work: (files: SnapshotFiles, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-snapshot-"));
  try {
    return await work(snapshotFilesIn(folder), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports rows as a Parquet file. */
export async function importRows(
  files: SnapshotFiles,
  rows: readonly SnapshotRow[],
  only?: readonly string[],
): Promise<SnapshotFacts> {
  const table = await openSnapshotTable(inMemory(parquetOf(rows, only ? { only } : {})));
  const { columns, skipped, present } = await readSnapshot(table, {});
  return saveSnapshot(files, columns, { columns: present, skipped });
}

/** A small family with what is odd in real ones. */
export const familyRows: readonly SnapshotRow[] = [
  {
    id: "maker/base",
    createdAt: new Date("2022-03-02T23:29:04.000Z"),
    lastModified: new Date("2024-07-01T00:00:00Z"),
    downloads: 900n,
    likes: 3n,
    tags: ["en", "tf", "license:apache-2.0", "dataset:glue", "arxiv:1910.09700", "transformers"],
    pipeline_tag: "fill-mask",
    library_name: "transformers",
    safetensors: { parameters: { F32: 1n }, total: 110n },
  },
  {
    id: "maker/tuned",
    createdAt: new Date("2024-06-02T01:02:03Z"),
    downloads: 5n,
    tags: [
      "base_model:maker/base",
      "base_model:finetune:maker/base",
      "license:mit",
      "license:mit",
      "de",
      "en",
    ],
    cardData: '{"license": "other", "license_name": "own", "base_model": "maker/base"}',
  },
  {
    id: "maker/merged",
    downloads: 7n,
    tags: [
      "base_model:maker/tuned",
      "base_model:gone/model",
      "base_model:merge:maker/tuned",
      "license:other",
    ],
    cardData: '{"license_name": "own-terms", "base_model": ["maker/tuned", "gone/model", "maker/base"]}',
    gguf: '{"total": 12}',
  },
  { id: "maker/self", tags: ["base_model:maker/self", "base_model:strange:maker/base"] },
  { id: "maker/Straße", tags: ["base_model:maker/merged", "Not-For-All-Audiences"] },
  { id: "maker/tuned", tags: ["license:gpl-3.0"] },
  { id: "", tags: [] },
];

/** The same without the rows that are skipped, which are too many of so few for an import that is not forced. */
export const soundRows: readonly SnapshotRow[] = familyRows.slice(0, 5);
