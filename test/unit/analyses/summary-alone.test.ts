import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../src/analyses/analysis";
import { analyses } from "../../../src/analyses/list";
import { optionsOf } from "../../../src/app/report/analysis-report";
import type { LineageColumns } from "../../../src/columns/columns";
import { ecosystem } from "./ecosystem";
import { smolColumns } from "./recorded-tables";

test("a summary found alone is the summary of all findings", () => {
  const tables: readonly LineageColumns[] = [smolColumns(), ecosystem()];
  let lines = 0;
  for (const columns of tables)
    for (const mode of ["paper", "corrected"] as const)
      for (const { id, summaryAlone, run } of analyses) {
        if (summaryAlone === undefined) continue;
        const scope = id === "organization" ? { organization: columns.author.values[0] as string } : {};
        const options: AnalysisOptions = { ...optionsOf(columns, { mode, seed: 1, scope }), draws: 0 };
        // The other one first, because figures of the same models may be kept.
        const all = run(columns, options).summary;
        assert.deepEqual(summaryAlone(columns, options), all, `${id}, mode ${mode}`);
        lines += all?.length ?? 0;
      }
  assert.ok(lines > 40, `${lines}`);
});
