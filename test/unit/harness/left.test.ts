import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { longOnlyReason } from "../../harness/suites/long-runs";
import { leftPrograms, readTap, runNodeTests } from "../../harness/suites/node-tests";
import { emptyTally, leftText, sumTallies } from "../../harness/suites/tally";

const report = `TAP version 13
# Subtest: kills
ok 1 - kills
# a sample: 10 of 200 kills in "kills"
# Subtest: the whole Hub
ok 2 - the whole Hub # SKIP ${longOnlyReason}
# Subtest: the census
ok 3 - the census # SKIP needs recorded data
1..3
# tests 3
# pass 1
# fail 0
# cancelled 0
# skipped 2
`;

test("a report tells what is skipped from what is left to test:long", () => {
  const { passed, failed, skipped, left } = readTap(report, "", 0);
  assert.deepEqual([passed, failed, skipped], [1, 0, ["the census: needs recorded data"]]);
  assert.deepEqual(left, { programs: [], tests: ["the whole Hub"], samples: ['10 of 200 kills in "kills"'] });
});

test("what is left is told by suite and name, and nothing when nothing is", () => {
  const programs = [{ name: "cli/duckdb-long.test.ts", tests: 3 }];
  const cli = sumTallies([{ ...emptyTally, left: { programs, tests: [], samples: [] } }]);
  assert.deepEqual(
    leftText([
      ["unit", readTap(report, "", 0)],
      ["cli", cli],
    ]),
    [
      "Left for npm run test:long: 1 program with 3 tests, 1 other test, the rest of 1 sample.",
      '  unit: "the whole Hub"',
      '  unit: only 10 of 200 kills in "kills"',
      "  cli: cli/duckdb-long.test.ts, 3 tests",
    ],
  );
  assert.deepEqual(leftText([["unit", emptyTally]]), []);
});

test("Node's runner writes the report that is read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-report-"));
  try {
    const program = join(folder, "some.test.js");
    writeFileSync(
      program,
      `const { test } = require("node:test");
      test("kills", t => t.diagnostic('a sample: 10 of 200 kills in "kills"'));
      test("the whole Hub", { skip: ${JSON.stringify(longOnlyReason)} }, () => {});
      test("the census", { skip: "needs recorded data" }, () => {});
      test("breaks", () => { throw new Error("broken"); });`,
    );
    const { passed, failed, skipped, left } = await runNodeTests([program], {
      concurrency: 1,
      timeout: 60_000,
    });
    assert.deepEqual([passed, failed, skipped], [1, 1, ["the census: needs recorded data"]]);
    assert.deepEqual(left.tests, ["the whole Hub"]);
    assert.deepEqual(left.samples, ['10 of 200 kills in "kills"']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the tests of a program that is left are counted, in groups and outside, without running one", () => {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-count-"));
  try {
    const program = join(folder, "kinds-long.test.js");
    writeFileSync(
      program,
      `const { after, describe, it, test } = require("node:test");
      after(() => { throw new Error("run"); });
      test("one", () => { throw new Error("run"); });
      describe("two and three", { timeout: 9 }, () => { it("two", () => {}); test("three", () => {}); });`,
    );
    assert.deepEqual(
      leftPrograms(folder).map(({ tests }) => tests),
      [3],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
