import assert from "node:assert/strict";
import { test } from "node:test";
import { auditFigures } from "../../../../src/app/audit/audit-card";
import { auditImported, auditTable } from "../../../../src/app/audit/audit-sources";
import { columnsToAnalyze, overSnapshot } from "../../../../src/app/snapshot/over-snapshot";
import { openSnapshot } from "../../../../src/snapshot/open-snapshot";
import { importRows, withSnapshotFiles } from "../../snapshot/snapshot-stage";
import { openTestIndex } from "../../store/test-index";

const gemma = "https://ai.google.dev/gemma/terms";
const rows = [
  { id: "base/gemma", tags: ["license:gemma", "en"] },
  { id: "base/nc", tags: ["license:cc-by-nc-4.0"] },
  {
    id: "base/linked",
    tags: ["license:other"],
    cardData: JSON.stringify({ license: "other", license_link: gemma }),
  },
  { id: "lab/mit", tags: ["license:mit", "base_model:base/gemma", "base_model:finetune:base/gemma"] },
  { id: "lab/nc", tags: ["license:mit", "base_model:base/nc", "base_model:finetune:base/nc"] },
  { id: "lab/linked", tags: ["license:mit", "base_model:base/linked", "base_model:finetune:base/linked"] },
  { id: "lab/bare", tags: ["base_model:base/gemma", "base_model:adapter:base/gemma"] },
  { id: "lab/alone", tags: [] },
  { id: "xlab/other", tags: ["license:mit", "base_model:base/nc"] },
];

test("the editor's audit of the imported snapshot says what the command line's says of the table, and asks nobody", () =>
  withSnapshotFiles(async files => {
    await importRows(files, rows);
    const table = await overSnapshot(openSnapshot(files), "none", saved =>
      auditTable(columnsToAnalyze(saved), "lab"),
    );
    const index = await openTestIndex({ snapshot: files });
    const told: string[] = [];
    const imported = await auditImported(index, "lab", {
      now: 0,
      progress: (done, all) => told.push(`${done}/${all}`),
    });
    await index.close();
    const sorted = (models: typeof table) => [...models].sort((a, b) => a.id.localeCompare(b.id));
    const plain = (models: typeof table) =>
      sorted(models).map(({ id, license, isCard, findings, obligations, unclear }) => ({
        ...{ id, license, isCard, findings, unclear },
        // By which entry a license is known is not in the columns that are analyzed.
        obligations: obligations.map(each => ({ ...each, recognizedBy: null })),
      }));
    assert.deepEqual(plain(imported), plain(table));
    assert.deepEqual(
      sorted(imported).map(({ id }) => id),
      ["lab/alone", "lab/bare", "lab/linked", "lab/mit", "lab/nc"],
    );
    assert.equal(told.at(-1), "5/5");
    const found = imported.find(({ id }) => id === "lab/linked");
    assert.ok(found?.findings.some(({ rule }) => rule === "license/use-restrictions-dropped"));
    assert.equal(found?.obligations[0]?.recognizedBy, "license_link");
    assert.equal(auditFigures({ models: imported }).cards, 0);
  }));
