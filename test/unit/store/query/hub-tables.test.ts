import assert from "node:assert/strict";
import { test } from "node:test";
import { inventory } from "../../../../src/analyses/inventory/inventory";
import { mutation } from "../../../../src/analyses/mutation";
import { structure } from "../../../../src/analyses/structure/structure";
import { queryTemplate } from "../../../../src/app/index/query-template";
import { statementsOf } from "../../../../src/app/index/sql-statements";
import { hubTables } from "../../../../src/app/ports/snapshot-ports";
import { hubTablesIn } from "../../../../src/app/ports/wanted-tables";
import { lineageColumns } from "../../../../src/columns/snapshot-columns";
import { openSnapshot } from "../../../../src/snapshot/open-snapshot";
import { loadSqlite } from "../../../../src/store/database";
import type { OpenIndex } from "../../../../src/store/open-index";
import { queryWithHub } from "../../../../src/store/query/hub-tables";
import { familyRows, importRows, withSnapshotFiles } from "../../snapshot/snapshot-stage";
import { decoded, openTestIndex, putAll, wasm } from "../test-index";

const options = { mode: "paper", seed: 1, within: null, relation: null } as const;

async function ask(index: OpenIndex, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await index.query({ sql, limit: 1_000 })).rows;
}

test("SQL over the snapshot matches the analyses", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const columns = lineageColumns(snapshot.columns(), bytes => new TextDecoder().decode(bytes));
    const index = await openTestIndex({ snapshot: files });

    const { models, edges, selfReferences } = structure.run(columns, options).result;
    assert.deepEqual(await ask(index, "SELECT count(*) FROM hub.models"), [[models]]);
    assert.deepEqual(
      await ask(
        index,
        "SELECT sum(resolved), sum(resolved AND child = parent), sum(NOT resolved) FROM hub.edges",
      ),
      [[edges, selfReferences, columns.unresolved]],
    );

    const { traits, edgesByRelation } = inventory.run(columns, options).result;
    for (const [trait, sql] of [
      ["task", "SELECT task, count(*) FROM hub.models WHERE task IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"],
      ["language", "SELECT language, count(*) FROM hub.model_languages GROUP BY 1 ORDER BY 2 DESC, 1"],
      ["dataset", "SELECT dataset, count(*) FROM hub.model_datasets GROUP BY 1 ORDER BY 2 DESC, 1"],
    ] as const) {
      const top = traits.find(each => each.trait === trait)?.top ?? assert.fail(trait);
      const rows = top.map(row => [row.value, row.models] as const);
      rows.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      assert.ok(rows.length > 0, trait);
      assert.deepEqual(await ask(index, sql), rows, trait);
    }
    const byRelation = edgesByRelation.filter(row => row.edges > 0).map(row => [row.relation, row.edges]);
    assert.deepEqual(
      await ask(index, "SELECT relation, count(*) FROM hub.edges WHERE resolved GROUP BY 1 ORDER BY 1"),
      byRelation.sort(),
    );

    const library = mutation
      .run(columns, options)
      .result.rows.find(row => row.trait === "library" && row.relation === "all");
    const changed = `SELECT count(*), coalesce(sum(p.library <> c.library), 0) FROM hub.edges AS e
      JOIN hub.models AS p ON p.id = e.parent JOIN hub.models AS c ON c.id = e.child
      WHERE p.library IS NOT NULL AND c.library IS NOT NULL`;
    assert.deepEqual(await ask(index, changed), [[library?.edges, library?.sum]]);
    snapshot.close();
    await index.close();
  }));

test("a snapshot model has the same columns as in the index", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const index = await openTestIndex({ snapshot: files });
    const { columns, rows } = await index.query({
      sql: "SELECT * FROM hub.models WHERE id LIKE 'maker/%' ORDER BY id LIMIT 2",
      limit: 9,
    });
    assert.deepEqual(columns, hubTables.models);
    assert.deepEqual(rows, [
      [...["maker/Straße", "maker", null, null, null, null, null, null, null], ...[null, null]],
      [
        ...["maker/base", "maker", "apache-2.0", null, "fill-mask", "transformers", 900, 3, 110],
        ...["2022-03-02T23:29:04.000Z", "2024-07-01T00:00:00.000Z"],
      ],
    ]);
    const tuned = "SELECT created_at FROM hub.models WHERE id = 'maker/tuned'";
    assert.deepEqual(await ask(index, tuned), [["2024-06-02T01:02:03.000Z"]]);
    assert.deepEqual(
      await ask(index, "SELECT license, license_name FROM hub.models WHERE id = 'maker/merged'"),
      [["other", "own-terms"]],
    );
    await index.close();
  }));

test("snapshot tables exist alongside the index's only during a query that names them", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const index = await openTestIndex({ snapshot: files });
    await putAll(index, [decoded("maker/base", [], { license: "mit" })]);
    const differs = `SELECT m.id, m.license, h.license FROM models AS m JOIN hub.models AS h USING (id)
      WHERE m.license <> h.license`;
    for (let round = 0; round < 2; round++)
      assert.deepEqual(await ask(index, differs), [["maker/base", "mit", "apache-2.0"]]);
    await assert.rejects(ask(index, "SELECT tasks FROM hub.models"), /no such column: tasks/);
    assert.deepEqual(await ask(index, "SELECT license FROM hub.models JOIN hub.edges LIMIT 1"), [
      ["apache-2.0"],
    ]);
    await assert.rejects(ask(index, "DELETE FROM hub.models"), /Queries are read-only/);
    assert.deepEqual(await ask(index, "SELECT name FROM pragma_database_list"), [["main"]]);
    await index.close();
  }));

test("the memory of a query is counted beside the snapshot's tables", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const openCopy = await loadSqlite(wasm());
    const limits = { rows: 9, memory: 1_000_000 };
    const sql = "SELECT count(*) FROM hub.models AS m JOIN hub.edges AS e ON e.child = m.id";
    assert.equal((await queryWithHub(openCopy(null), files, sql, limits)).rows.length, 1);
    const greedy =
      "SELECT hex(zeroblob(200000)) || hex(zeroblob(200000)) || hex(zeroblob(200000)) FROM hub.models";
    await assert.rejects(queryWithHub(openCopy(null), files, greedy, limits), {
      name: "UserError",
      message: /more memory than a query may take/,
    });
  }));

test("without a snapshot, a query that names one says what to do", async () => {
  const index = await openTestIndex();
  await assert.rejects(ask(index, "SELECT count(*) FROM hub.edges"), {
    name: "UserError",
    message:
      /^There is no table hub\.edges, because no Hub snapshot has been imported\. Run .*Import Hub Snapshot/,
  });
  await index.close();
});

test("only columns that a statement may refer to are read", () => {
  const wanted = (sql: string) =>
    hubTablesIn(sql).map(({ name, columns }) => `${name}: ${columns.join(" ")}`);
  assert.deepEqual(wanted("SELECT count(*) FROM hub.models"), ["models: "]);
  assert.deepEqual(wanted('SELECT License FROM "hub" . "models"'), ["models: license"]);
  assert.deepEqual(wanted("SELECT relation FROM hub.edges, hub.model_languages"), [
    "edges: relation",
    "model_languages: ",
  ]);
  assert.deepEqual(wanted("SELECT 1 FROM hub.model_languages NATURAL JOIN hub.model_datasets"), [
    "model_languages: model language",
    "model_datasets: model dataset",
  ]);
  assert.deepEqual(wanted("SELECT h.* FROM HUB.MODELS AS h"), [`models: ${hubTables.models.join(" ")}`]);
  assert.deepEqual(wanted("SELECT * FROM models, github.models, hub.modelsets"), []);
});

test("the starter document names the tables under hub, and its queries run on them", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const index = await openTestIndex({ snapshot: files });
    const text = queryTemplate([], true);
    for (const [name, columns] of Object.entries(hubTables))
      for (const word of [`hub.${name}`, ...columns])
        assert.match(text, new RegExp(`^-- .*\\b${word}\\b`, "m"));
    const last = statementsOf(text).at(-1)?.sql ?? "";
    assert.deepEqual((await ask(index, last))[0], [null, 2]);
    await index.close();
  }));
