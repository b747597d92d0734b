import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hubTables } from "../../../src/app/ports/snapshot-ports";
import type { OpenIndex } from "../../../src/store/open-index";
import { repoRoot } from "../../harness/root";
import { familyRows, importRows, withSnapshotFiles } from "../snapshot/snapshot-stage";
import { body, decoded, openTestIndex, putAll } from "./test-index";

const text = readFileSync(join(repoRoot(), "docs/index.md"), "utf8");

/** The columns of each table on the page, by table name. */
const described = new Map(
  [...text.matchAll(/^### `([\w.]+)`$([\s\S]*?)(?=^##|(?![\s\S]))/gm)].map(([, table = "", section = ""]) => [
    table,
    [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, column = ""]) => column),
  ]),
);

async function rowsOf(index: OpenIndex, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await index.query({ sql, limit: 1_000 })).rows;
}

/** Works on an index with a family that has what the examples look for, and an imported snapshot. */
function withIndex(work: (index: OpenIndex) => Promise<void>): Promise<void> {
  return withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const index = await openTestIndex({ snapshot: files });
    const evaluations = [{ task: "text-generation", dataset: "mmlu", metric: "acc", value: 0.4 }];
    const tuned = decoded("lab/tuned", ["google/gemma-2b"], { license: "mit", languages: ["en"] });
    await putAll(index, [
      decoded("google/gemma-2b", [], { license: "gemma", languages: ["en", "de"], evaluations }),
      decoded("lab/copy", [{ parent: "lab/tuned", relation: "quantized" }, "lab/copy"], { license: "mit" }),
      decoded("lab/late", ["lab/former"]),
    ]);
    // Requested by its former id, which thus becomes an alias.
    await index.putModel({ asked: "lab/former", body: body(tuned), at: 2_000, moved: true });
    await work(index);
    await index.close();
  });
}

test("every example in docs/index.md runs and returns rows", () =>
  withIndex(async index => {
    const examples = [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = ""]) => sql);
    assert.ok(examples.length >= 10);
    for (const sql of examples) assert.notEqual((await rowsOf(index, sql)).length, 0, sql);
  }));

test("docs/index.md describes every table and view of the index, with its columns in order", () =>
  withIndex(async index => {
    const names = (
      await rowsOf(index, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
    ).map(([name]) => String(name));
    const ofIndex = [...described.keys()].filter(name => !name.startsWith("hub."));
    assert.deepEqual(ofIndex.sort(), names);
    for (const name of names) {
      const columns = await rowsOf(index, `SELECT name FROM pragma_table_xinfo('${name}') ORDER BY cid`);
      assert.deepEqual(described.get(name), columns.flat(), name);
    }
  }));

test("docs/index.md describes every table of the snapshot, with its columns in order", () => {
  const ofSnapshot = [...described].filter(([name]) => name.startsWith("hub."));
  assert.deepEqual(
    Object.fromEntries(ofSnapshot.map(([name, columns]) => [name.slice("hub.".length), columns])),
    hubTables,
  );
});
