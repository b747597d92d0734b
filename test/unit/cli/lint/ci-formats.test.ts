import assert from "node:assert/strict";
import { test } from "node:test";
import { gitlabReport } from "../../../../src/cli/lint/gitlab-report";
import { lintSummary } from "../../../../src/cli/lint/lint-summary";
import type { LintReport } from "../../../../src/cli/lint-command";
import { type LintFormat, printReport } from "../../../../src/cli/lint-report";

const at = (text: string, message: string, severity: "error" | "hint" = "error") => ({
  rule: "license/invalid-id",
  severity,
  message,
  range: { start: text.indexOf("MIT"), end: text.indexOf("MIT") + 3 },
  fixes: [],
});

function report(text: string, messages: readonly string[]): LintReport {
  const findings = messages.map(message => at(text, message));
  const files = [{ path: "a|b/README.md", text, findings, silenced: [], fixed: 0, problem: null }];
  const unread = [{ path: "c.md", message: "It cannot be read." }];
  return {
    files,
    notCards: [],
    skipped: [],
    unread,
    summary: { error: findings.length, warning: 0, info: 0, hint: 0 },
  };
}

interface Issue {
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

test("GitLab's report keeps a finding's fingerprint when it moves, and tells equal findings apart", () => {
  const first = gitlabReport(report("license: MIT", ["bad", "bad", "worse"])) as Issue[];
  const moved = gitlabReport(report("\n\nlicense: MIT", ["bad", "bad", "worse"])) as Issue[];
  assert.deepEqual(
    moved.map(({ fingerprint }) => fingerprint),
    first.map(({ fingerprint }) => fingerprint),
  );
  assert.equal(new Set(first.map(({ fingerprint }) => fingerprint)).size, 4);
  assert.deepEqual(
    moved.map(({ location, severity }) => [location.path, location.lines.begin, severity]),
    [
      ["a|b/README.md", 3, "major"],
      ["a|b/README.md", 3, "major"],
      ["a|b/README.md", 3, "major"],
      ["c.md", 1, "critical"],
    ],
  );
});

test("the summary of a job puts no path or message into another cell, and cuts long tables with a count", () => {
  const text = "license: MIT";
  const one = lintSummary(report(text, ["a | b <img src=x>"]));
  const row = one.split("\n").find(line => line.includes("invalid-id")) ?? "";
  assert.equal(row.replace(/\\\||[^|]/g, "").length, 5, row);
  assert.doesNotMatch(row, /[^\\]<img/);
  const many = lintSummary(
    report(
      text,
      Array.from({ length: 250 }, () => "bad"),
    ),
  );
  assert.match(many, /\n51 more rows in the log\.\n/);
  assert.equal(many.split("\n").filter(line => line.startsWith("| ") && !line.includes("Place")).length, 200);
});

test("the summary of cards without findings says so", () => {
  const { files, ...rest } = report("license: mit", []);
  const clean = lintSummary({ ...rest, files, unread: [] });
  assert.equal(clean, "### 1 model card: nothing found\n");
});

test("a card that could not be checked completely is told in every format", () => {
  const text = "license: mit";
  const problem = "a/README.md: The Hub refused the request for lab/one.";
  const files = [{ path: "a/README.md", text, findings: [], silenced: [], fixed: 0, problem }];
  const summary = { error: 0, warning: 0, info: 0, hint: 0 };
  const printed = (format: LintFormat) =>
    printReport({ files, notCards: [], skipped: [], unread: [], summary }, format, {
      version: "1.0.0",
      style: (_, said) => said,
    });
  assert.match(printed("text"), /^1 model card: .*; 1 model card could not be checked completely$/m);
  assert.match(printed("github"), /^::error file=a\/README\.md::a\/README\.md: The Hub refused /m);
  assert.equal(JSON.parse(printed("json")).summary.incomplete, 1);
  const [issue] = JSON.parse(printed("gitlab"));
  assert.deepEqual([issue.check_name, issue.severity], ["incomplete", "critical"]);
  const [{ executionSuccessful, toolExecutionNotifications }] = JSON.parse(printed("sarif")).runs[0]
    .invocations;
  assert.equal(executionSuccessful, false);
  assert.deepEqual(
    toolExecutionNotifications.map((each: { level: string; message: object }) => [each.level, each.message]),
    [["error", { text: problem }]],
  );
});
