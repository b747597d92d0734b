import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bill, familyBill } from "../../../src/bills/bill";
import { billToCyclonedx } from "../../../src/bills/cyclonedx/bom-document";
import { billToSpdx } from "../../../src/bills/spdx/spdx-document";
import { hubDecoder } from "../../../src/hub/decode";
import type { Family } from "../../../src/lineage/family";
import { unreadModel } from "../../../src/lineage/model";
import { cyclonedxChecker, needsSchemas, spdxChecker } from "../../harness/bills/bill-schemas";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { sampled } from "../../harness/suites/long-runs";
import { jsonLines } from "../../hub/models/recorded-models";
import { making } from "./made-bill";

const table = "tables/hub_2024-07_details_8650.jsonl.gz";

/** A recorded answer of the Hub as the bill of a model whose parents were not read. */
function recordedBill(answer: object): Bill {
  const { model, parents } = hubDecoder.model(Buffer.from(JSON.stringify(answer)));
  const edges = parents
    .filter(({ parent }) => parent !== model.id)
    .map(({ parent, relation }) => ({ child: model.id, parent, relation }));
  const above = [...new Set(edges.map(({ parent }) => parent))].map(unreadModel);
  const family: Family = {
    ...{ root: model.id, models: [model, ...above], edges },
    ...{ missing: [], cycles: [], unchecked: [], oldestAt: 5 },
  };
  return familyBill(family, making);
}

test("the bills of recorded models are valid in both formats", needsRecorded(table), t => {
  const [cyclonedx, spdx] = [cyclonedxChecker(), spdxChecker()];
  if (cyclonedx === null || spdx === null) return t.skip(needsSchemas);
  const answers = [...jsonLines(recordedPath(table))];
  const few = sampled(t, "models", 200, answers.length);
  const step = Math.floor(answers.length / few);
  let read = 0;
  for (const [at, answer] of answers.entries()) {
    if (at % step !== 0) continue;
    read += 1;
    const bill = recordedBill(answer);
    const faults: readonly string[] = [
      ...cyclonedx(JSON.parse(billToCyclonedx(bill))),
      ...spdx(JSON.parse(billToSpdx(bill))),
    ];
    assert.deepEqual(faults, [], bill.family.root);
  }
  assert.ok(read >= few);
});
