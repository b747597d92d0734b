import assert from "node:assert/strict";
import { test } from "node:test";
import { analysisIds } from "../../../src/analyses/analysis-ids";
import { analyses } from "../../../src/analyses/list";

test("the IDs in help and completion are those of the analyses, in their order", () =>
  assert.deepEqual(
    analysisIds,
    analyses.map(({ id }) => id),
  ));
