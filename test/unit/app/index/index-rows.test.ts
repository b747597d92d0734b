import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesInWords } from "../../../../src/app/card/fact-sheet";
import type { IndexedFamily, IndexOverview } from "../../../../src/app/index/index-overview";
import { type IndexActivity, type IndexRow, indexRows } from "../../../../src/app/index/index-rows";

const now = 100 * 3_600_000;
const idle: IndexActivity = { reading: null, problem: null };
const some: IndexOverview = {
  models: 1_234,
  edges: 1_240,
  bytes: 3_100_000,
  updatedAt: now - 3 * 3_600_000,
  notice: null,
  snapshot: null,
  hub: null,
  otherHubs: [],
  families: [],
};
const nothing: IndexOverview = {
  models: 0,
  edges: 0,
  bytes: 4_096,
  updatedAt: null,
  notice: null,
  snapshot: null,
  hub: null,
  otherHubs: [],
  families: [],
};

function family(root: string, more: Partial<IndexedFamily> = {}): IndexedFamily {
  return {
    root,
    kind: "family",
    models: 75,
    unchecked: 0,
    updatedAt: now - 60_000,
    state: "complete",
    message: null,
    ...more,
  };
}

const labels = (rows: readonly IndexRow[]) => rows.map(({ label }) => label);

test("bytes are shown in the unit that fits", () => {
  assert.deepEqual([1, 999, 64_200, 3_100_000, 15_240_000_000, 3e12].map(bytesInWords), [
    "1 byte",
    "999 bytes",
    "64 kB",
    "3.1 MB",
    "15.2 GB",
    "3.0 TB",
  ]);
});

test("an empty index has no rows, so the view says what to do", () => {
  assert.deepEqual(indexRows(nothing, idle, now), []);
});

test("size and age are shown", () => {
  assert.deepEqual(labels(indexRows(some, idle, now)), [
    "1,234 models · 1,240 edges · 3.1 MB",
    "Last read 3 hours ago",
  ]);
});

test("a notice and a failure say what happened and what to do, and offer the action", () => {
  const notice = "The saved index was damaged. It was kept as /a/b.sqlite, and a new index was started.";
  const problem = "The Hub cannot be reached. Check the network.";
  const [first, second, ...rest] = indexRows({ ...nothing, notice }, { ...idle, problem }, now);
  assert.deepEqual(labels(rest), ["0 models · 0 edges · 4 kB"]);
  assert.equal(first?.label, "The saved index was damaged.");
  assert.equal(first?.tooltip, notice);
  assert.deepEqual(labels(first?.children ?? []), [
    "It was kept as /a/b.sqlite, and a new index was started.",
    "Try Again",
    "Show Log",
  ]);
  assert.deepEqual(labels(second?.children ?? []), ["Check the network.", "Try Again", "Show Log"]);
});

test("a running job is shown with its progress", () => {
  const reading = { title: "Reading the family of o/m", far: "12 of 75 models checked" };
  const [row] = indexRows(some, { ...idle, reading }, now);
  assert.deepEqual([row?.label, row?.description, row?.icon], [reading.title, reading.far, "sync~spin"]);
});

test("families and organizations are distinguished, each with its state", () => {
  const families = [
    family("o/whole"),
    family("o/part", { state: "partial", unchecked: 1_200, models: 4_000 }),
    family("o/now", { state: "running", models: 1_983, unchecked: 571, message: "70 requests left" }),
    family("o/later", { state: "waiting", models: 1, updatedAt: null }),
    family("o/broken", { state: "failed", message: "The Hub answered 503. Try again later." }),
    family("org", { kind: "organization" }),
  ];
  const groups = indexRows({ ...some, families }, idle, now).slice(2);
  assert.deepEqual(labels(groups), ["Families (5)", "Organizations (1)"]);
  const rows = groups[0]?.children ?? [];
  assert.deepEqual(
    rows.map(({ label, description, id }) => [label, description, id]),
    [
      ["o/whole", "75 models · 1 minute ago", "o/whole"],
      ["o/part", "4,000 models · 1,200 unchecked · 1 minute ago", "o/part"],
      ["o/now", "1,412 of 1,983 checked", "o/now"],
      ["o/later", "1 of 1 checked · waiting for the Hub's rate limit", "o/later"],
      ["o/broken", "75 models · 1 minute ago", "o/broken"],
    ],
  );
  assert.equal(new Set(rows.map(({ icon }) => icon)).size, 5, "two states have the same icon");
  const broken = rows[4]?.children ?? [];
  assert.deepEqual(labels(broken), ["The Hub answered 503.", "Try again later.", "Try Again", "Show Log"]);
  assert.equal(broken[2]?.family?.root, "o/broken", "Try Again must know what to try");
  assert.equal(groups[1]?.children[0]?.id, null, "an organization has no family to show");
});

test("an imported snapshot has its own row, even if nothing was looked up", () => {
  const snapshot = {
    models: 760_000,
    edges: 105_402,
    columns: [],
    takenAt: now - 3 * 86_400_000,
    skipped: { withoutId: 0, duplicates: 0, damaged: 0, first: null },
  };
  const rows = indexRows({ ...nothing, snapshot }, { reading: null, problem: null }, now);
  const row = rows.find(({ key }) => key === "snapshot");
  assert.equal(row?.description, "760,000 models · 105,402 edges · 3 days ago");
});
