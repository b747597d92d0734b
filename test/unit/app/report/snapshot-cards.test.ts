import assert from "node:assert/strict";
import { test } from "node:test";
import { organizationPage } from "../../../../src/analyses/authors/organization-page";
import { runAnalysis } from "../../../../src/app/report/analysis-report";
import { modelsBehindRow } from "../../../../src/app/report/models-behind-row";
import { columnsOf, type ModelRow } from "../../../../src/columns/build-columns";

const rows: readonly ModelRow[] = [
  { id: "base/nc", license: "cc-by-nc-4.0", numbers: { downloads: 9 } },
  { id: "o/same", license: "cc-by-nc-4.0", numbers: { downloads: 8 } },
  { id: "o/dropped", license: "apache-2.0", numbers: { downloads: 7 } },
  { id: "o/missing", numbers: { downloads: 6 } },
  { id: "o/nothing", numbers: { downloads: 5 } },
  { id: "o/typo", license: "apache-3", numbers: { downloads: null } },
];
const links = ["o/same", "o/dropped", "o/missing"].map(child => ({
  parent: "base/nc",
  child,
  relation: "finetune" as const,
}));
const run = { mode: "corrected", seed: 1, scope: { organization: "o" } } as const;
const columns = columnsOf(rows, links);
const report = runAnalysis(organizationPage, columns, run);

test("the page of an organization has the findings of the rules in what the table tells of its cards", () => {
  const found = report.tables.find(({ id }) => id === "card-findings")?.rows ?? [];
  assert.deepEqual(
    new Map(found.map(([rule, , , models, share, example]) => [rule, [models, share, example]])),
    new Map([
      ["license/missing", [1, 0.25, "o/missing"]],
      ["license/invalid-id", [1, 0.25, "o/typo"]],
      ["license/nc-dropped", [1, 0.25, "o/dropped"]],
    ]),
  );
  const row = found.find(([rule]) => rule === "license/missing") ?? [];
  const { models } = modelsBehindRow(organizationPage, columns, { ...run, table: "card-findings", row });
  assert.deepEqual(
    models.map(({ id }) => id),
    ["o/missing"],
  );
});

test("it says of how many models there are data of the card, and that no text was read", () => {
  const said = report.coverage.slice(-2).map(({ what, known, total }) => [what, known, total]);
  assert.deepEqual(said, [
    ["data of the card, of the 5 most downloaded models", 4, 5],
    ["text of the card (not read)", 0, 5],
  ]);
});

test("without any licenses in the table, cards are not judged rather than found without fault", () => {
  const bare = runAnalysis(
    organizationPage,
    { ...columns, traits: { ...columns.traits, license: null } },
    run,
  );
  assert.equal((bare.result as { readonly cards: unknown }).cards, null);
});
