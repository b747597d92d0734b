import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import type * as vscode from "vscode";
import { HubError, UserError } from "../../../src/app/ports/errors";
import type { familyPanel } from "../../../src/vscode/family/family-panel";
import type { queryPanel } from "../../../src/vscode/query/query-panel";
import type { reportPanel } from "../../../src/vscode/report/report-panel";
import { bundled } from "./bundled";
import type * as fake from "./vscode-fake";

interface Panels {
  readonly familyPanel: typeof familyPanel;
  readonly queryPanel: typeof queryPanel;
  readonly reportPanel: typeof reportPanel;
  readonly vscode: typeof fake;
}

const words =
  "o/gated is gated: only people whom its owners have approved can read its files. Accept its terms.";
const logged: string[] = [];
const log = { error: (line: string) => logged.push(line) } as unknown as vscode.LogOutputChannel;
const extension = "extension" as unknown as vscode.Uri;
const refuse = () => Promise.reject(new HubError("gated", words));
const nothing = () => undefined;
let panels: Panels;

before(async () => {
  panels = await bundled<Panels>(
    ["src/vscode/family/family-panel", "src/vscode/query/query-panel", "src/vscode/report/report-panel"],
    "test/unit/vscode/vscode-fake.ts",
  );
});

beforeEach(() => {
  for (const list of [panels.vscode.shown, panels.vscode.posted, logged]) list.length = 0;
});

/** Does in the open view what `call` stands for; resolves to the panel's answer. */
async function act(call: string, params: unknown) {
  const { sendFromView, posted } = panels.vscode;
  sendFromView({ call, id: 7, params });
  while (posted.length === 0) await new Promise(resolve => setImmediate(resolve));
  assert.equal(posted.length, 1);
  return posted[0];
}

/** Asserts that a person saw `message` once, that the log has it once, and that the view is not told to log it again. */
async function isToldOnce(call: string, params: unknown, message: string | RegExp): Promise<void> {
  const { shown } = panels.vscode;
  shown.length = 0;
  logged.length = 0;
  panels.vscode.posted.length = 0;
  const answer = await act(call, params);
  assert.equal(shown.length, 1, `${call} must show one error, not ${JSON.stringify(shown)}`);
  if (typeof message === "string") assert.equal(shown[0], message);
  else assert.match(shown[0] ?? "", message);
  assert.equal(logged.length, 1, call);
  assert.equal(answer?.error, undefined, call);
}

test("every failure in the family panel is shown once", async () => {
  panels.familyPanel(1, extension, log, {
    view: () => assert.fail("no view is asked for"),
    copyId: refuse,
    openOnHub: refuse,
    openCard: refuse,
    compare: refuse,
    pin: nothing,
    show: refuse,
    refresh: refuse,
    cancel: nothing,
    pick: refuse,
    beside: refuse,
    source: async () => ({ host: "", version: "" }),
    exportFamily: refuse,
    save: refuse,
    closed: nothing,
    activated: nothing,
  });
  const id = "o/gated";
  const csv = { format: "csv", bytes: new Uint8Array() };
  for (const call of ["openOnHub", "openCard", "show"]) await isToldOnce(call, id, words);
  for (const call of ["refresh", "pick", "beside", "exportFamily"]) await isToldOnce(call, undefined, words);
  await isToldOnce("compare", { parent: id, child: "o/child" }, words);
  await isToldOnce("save", csv, words);
  await isToldOnce("openCard", "no id at all", /not a model on the Hub/);
  await isToldOnce("save", { format: "exe" }, /sent invalid data/);
});

test("every failure in the query panel is shown once", async () => {
  panels.queryPanel({ type: "query", title: "Query" }, extension, log, {
    view: () => assert.fail("no view is asked for"),
    cancel: refuse,
    again: refuse,
    exportCsv: refuse,
    copyMarkdown: refuse,
    show: refuse,
    closed: nothing,
  });
  for (const call of ["cancel", "again", "exportCsv", "copyMarkdown"])
    await isToldOnce(call, undefined, words);
  await isToldOnce("show", "o/gated", words);
  await isToldOnce("show", "no id at all", /not a model on the Hub/);
});

test("every failure in the report panel is shown once, even before its work starts", async () => {
  const early = () => {
    throw new UserError("There is nothing to save yet. Run an analysis first.");
  };
  panels.reportPanel(null, extension, log, {
    view: () => assert.fail("no view is asked for"),
    run: refuse,
    cancel: nothing,
    models: early,
    show: refuse,
    exportReport: early,
    save: refuse,
    closed: nothing,
  });
  await isToldOnce("run", { id: "structure" }, words);
  await isToldOnce("show", "o/gated", words);
  await isToldOnce("show", "no id at all", /not a model on the Hub/);
  await isToldOnce("exportReport", undefined, /nothing to save yet/);
  await isToldOnce("models", { table: "t", row: [] }, /nothing to save yet/);
  await isToldOnce("models", { table: "t" }, /not a row of a table/);
  await isToldOnce("save", { title: "t", format: "png", bytes: new Uint8Array() }, words);
  await isToldOnce("save", { title: "t", format: "exe", bytes: new Uint8Array() }, /SVG or PNG/);
});

/** What a page that is not ours might send in place of anything. */
const hostile: readonly unknown[] = [
  undefined,
  null,
  7,
  Number.NaN,
  true,
  "",
  "javascript:alert(1)",
  "../../etc/passwd",
  "<img src=x onerror=alert(1)>",
  "command:workbench.action.quit",
  "o/\u0000",
  "x".repeat(1_000_000),
  [],
  [["o/a"]],
  {},
  { toString: 5, id: "o/a" },
  { title: { toString: null }, format: "svg", bytes: "<svg/>" },
  { title: null, format: "constructor", bytes: new Uint8Array() },
  { format: "__proto__", bytes: { length: 1 } },
  { parent: "o/a", child: {} },
  { table: "__proto__", row: [{}] },
  { table: "t", row: Array.from({ length: 1_000 }, () => 1) },
  { id: { toString: 1 }, mode: [], scope: { family: 1, task: { toString: 2 } } },
];

test("whatever a view sends, no action gets another shape than its own, and no raw error is shown", async () => {
  const got: unknown[] = [];
  const take = async (...values: unknown[]) => void got.push(...values);
  const view = () => assert.fail("no view is asked for");
  const all = {
    ...{ openOnHub: take, openCard: take, compare: take, pin: take, show: take, save: take },
    ...{
      refresh: nothing,
      cancel: nothing,
      pick: nothing,
      beside: nothing,
      closed: nothing,
    },
    ...{
      again: nothing,
      exportCsv: nothing,
      copyMarkdown: nothing,
      exportReport: nothing,
      exportFamily: nothing,
    },
    ...{ run: take, models: take, view },
  };
  const calls = {
    family: ["openOnHub", "openCard", "compare", "pin", "show", "save", "failed"],
    query: ["show", "failed"],
    report: ["run", "models", "show", "save", "failed"],
  };
  const opened = {
    family: () => panels.familyPanel(1, extension, log, all as never),
    query: () => panels.queryPanel({ type: "query", title: "Query" }, extension, log, all as never),
    report: () => panels.reportPanel(null, extension, log, all as never),
  };
  for (const name of ["family", "query", "report"] as const) {
    opened[name]();
    for (const call of calls[name])
      for (const value of hostile) {
        panels.vscode.posted.length = 0;
        const answer = await act(call, value);
        assert.equal(answer?.error, undefined, `${name} ${call}`);
      }
  }
  const raw = [...panels.vscode.shown, ...logged].filter(line =>
    /could not complete|TypeError|RangeError/.test(line),
  );
  assert.deepEqual(raw, []);
  for (const value of got)
    if (typeof value === "string") assert.doesNotMatch(value, /[<>:\0]|\.\./);
    else if (typeof value === "object") assert.ok(value !== null && !("bytes" in value), "no file is whole");
});

test("a cancellation is not shown, and an unexpected failure points to the log", async () => {
  let error: Error = new HubError("canceled", "The request was canceled.");
  panels.queryPanel({ type: "query", title: "Query" }, extension, log, {
    view: () => assert.fail("no view is asked for"),
    cancel: refuse,
    again: () => Promise.reject(error),
    exportCsv: refuse,
    copyMarkdown: refuse,
    show: refuse,
    closed: nothing,
  });
  await act("again", undefined);
  assert.deepEqual([panels.vscode.shown, logged], [[], []]);
  error = new TypeError("x is undefined");
  await isToldOnce("again", undefined, "Hub Lineage could not complete the action: x is undefined");
});
