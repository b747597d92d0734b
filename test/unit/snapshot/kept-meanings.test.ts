import assert from "node:assert/strict";
import { test } from "node:test";
import { repairedColumns } from "../../../src/columns/repaired-links";
import { lineageColumns } from "../../../src/columns/snapshot-columns";
import { readSnapshot } from "../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import { encodeSnapshot } from "../../../src/snapshot/snapshot-file";
import { toSections } from "../../../src/snapshot/snapshot-sections";
import { inMemory, parquetOf } from "./import/parquet-rows";
import { withSnapshotFiles } from "./snapshot-stage";

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const names = (...parents: string[]) => parents.map(parent => `base_model:${parent}`);
const rows = [
  { id: "openai-community/gpt2", tags: [] },
  { id: "o/Same", tags: names("gpt2", "o/never") },
  { id: "o/twice", tags: names("o/same", " o/Same ") },
  { id: "o/Twice", tags: names("o/TWICE", "o/twice", "O/sAME", " ") },
];

test("a snapshot keeps what lost names mean, and one of an earlier version has them looked up", () =>
  withSnapshotFiles(async files => {
    const table = await openSnapshotTable(inMemory(parquetOf(rows)));
    const { columns } = await readSnapshot(table, {});
    const sections = toSections(columns);
    const { "parents.meant": meant, ...earlier } = sections;
    assert.ok(meant);
    for (const written of [sections, earlier]) {
      await files.replace(encodeSnapshot({ models: columns.models }, written, files.checksum));
      const snapshot = await openSnapshot(files);
      assert.ok(snapshot);
      const lineage = lineageColumns(snapshot.columns(), decode);
      assert.equal(lineage.lost?.meant === null, written === earlier);
      const { repaired, unresolved } = repairedColumns(lineage);
      assert.deepEqual(
        repaired?.repairs.map(({ declared, kind, parent }) => [declared, kind, parent]),
        [
          [" o/Same ", "spaces", 1],
          ["O/sAME", "letter case", 1],
          ["gpt2", "renamed", 0],
          ["o/same", "letter case", 1],
        ],
      );
      assert.equal(unresolved, rows.length - 1);
      snapshot.close();
    }
  }));
