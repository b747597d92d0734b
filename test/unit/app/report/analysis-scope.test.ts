import assert from "node:assert/strict";
import { test } from "node:test";
import { readScope } from "../../../../src/app/report/analysis-scope";

test("a year, a month, or a day that exists limits the time, and any other text is refused", () => {
  assert.deepEqual(readScope({ since: "2024", before: "2024-02-29" }), {
    from: Date.UTC(2024, 0, 1),
    to: Date.UTC(2024, 1, 29),
  });
  for (const since of ["2024-02-30", "2023-02-29", "2024-04-31", "2024-13", "2024-1-1", "yesterday"])
    assert.throws(() => readScope({ since }), /since must be a year, month, or day/, since);
});
