import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { authorFlows } from "../../../../src/analyses/authors/author-flows";
import { authorTurnover } from "../../../../src/analyses/authors/author-turnover";
import { concentration } from "../../../../src/analyses/authors/concentration";
import { organizationPage } from "../../../../src/analyses/authors/organization-page";
import { repackagers } from "../../../../src/analyses/authors/repackagers";
import { snapshotGrowth } from "../../../../src/analyses/authors/snapshot-growth";
import { modelsWithin } from "../../../../src/analyses/scope";
import { figureCell, sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";
import { ecosystem } from "../ecosystem";

const columns = ecosystem();
const options: AnalysisOptions = { mode: "corrected", seed: 1, within: null, relation: null };
const scoped: AnalysisOptions = {
  ...options,
  organization: "google",
  within: modelsWithin(columns, { organization: "google" }),
};
const comparing: AnalysisOptions = { ...options, older: { columns, within: null } };
const runs = [
  [concentration, options],
  [authorFlows, options],
  [repackagers, options],
  [authorTurnover, options],
  [organizationPage, scoped],
  [snapshotGrowth, comparing],
] as const;

for (const [analysis, how] of runs) {
  test(`${analysis.id}: numbers of its sentence are cells, and tables and pictures fit`, () => {
    const { finding = [], tables, pictures, coverage, result } = analysis.run(columns, how);
    // The level of an interval is no finding.
    for (const part of finding)
      if (typeof part === "string")
        assert.doesNotMatch(part.replace("95% interval", ""), /\p{N}/u, "a number that no table has");
      else assert.notEqual(figureCell(part, tables), null, part.column);
    const sentence = sentenceInWords(finding, tables);
    assert.match(sentence, /\d/);
    assert.doesNotMatch(sentence, /unknown|NaN|undefined|Infinity/);
    for (const { id, columns: names, rows } of tables) {
      for (const row of rows) assert.equal(row.length, names.length, id);
      assert.equal(new Set(names).size, names.length, id);
    }
    for (const { table, x, y, by, low, high, size } of pictures) {
      const names = tables.find(({ id }) => id === table)?.columns ?? [];
      for (const name of [x, y, by, low, high, size])
        assert.ok(name === undefined || names.includes(name), `${table} ${name}`);
    }
    for (const { known, total } of coverage) assert.ok(known <= total);
    assert.ok(!/NaN|Infinity/.test(JSON.stringify(result)));
    const again = analysis.run(columns, how);
    assert.equal(JSON.stringify(again), JSON.stringify(analysis.run(columns, how)));
  });

  test(`${analysis.id}: nothing is not a number`, () => {
    const bare = columnsOf([{ id: "a" }, { id: "b" }], [{ parent: "a", child: "b", relation: "finetune" }]);
    for (const few of [columnsOf([], []), bare]) {
      const older = how.older === undefined ? {} : { older: { columns: few, within: null } };
      const { finding = [], tables, coverage } = analysis.run(few, { ...options, ...older });
      assert.ok(coverage.length > 0);
      assert.doesNotMatch(sentenceInWords(finding, tables), /unknown|NaN|Infinity/);
      const cells = tables.flatMap(({ rows }) => rows.flat());
      assert.ok(cells.every(cell => typeof cell !== "number" || Number.isFinite(cell)));
    }
  });
}
