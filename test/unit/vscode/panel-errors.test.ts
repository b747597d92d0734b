import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as vscode from "vscode";
import { HubError, UserError } from "../../../src/app/ports/errors";
import type { familyPanel } from "../../../src/vscode/family/family-panel";
import type { queryPanel } from "../../../src/vscode/query/query-panel";
import type { reportPanel } from "../../../src/vscode/report/report-panel";
import { repoRoot } from "../../harness/root";
import type * as fake from "./vscode-fake";

interface Panels {
  readonly familyPanel: typeof familyPanel;
  readonly queryPanel: typeof queryPanel;
  readonly reportPanel: typeof reportPanel;
  readonly vscode: typeof fake;
}

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-panels-"));
const words =
  "o/gated is gated: only people whom its owners have approved can read its files. Accept its terms.";
const logged: string[] = [];
const log = { error: (line: string) => logged.push(line) } as unknown as vscode.LogOutputChannel;
const extension = "extension" as unknown as vscode.Uri;
const refuse = () => Promise.reject(new HubError("gated", words));
const nothing = () => undefined;
let panels: Panels;

before(async () => {
  const outfile = join(folder, "panels.cjs");
  const files = ["family/family-panel", "query/query-panel", "report/report-panel"];
  await build({
    stdin: {
      contents: [
        ...files.map(file => `export * from "./src/vscode/${file}";`),
        'export * as vscode from "vscode";',
      ].join("\n"),
      resolveDir: repoRoot(),
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    alias: { vscode: join(repoRoot(), "test/unit/vscode/vscode-fake.ts") },
  });
  panels = (await import(pathToFileURL(outfile).href)) as Panels;
});

beforeEach(() => {
  for (const list of [panels.vscode.shown, panels.vscode.posted, logged]) list.length = 0;
});

after(() => rmSync(folder, { recursive: true, force: true }));

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

test("whatever fails in the family panel is shown once", async () => {
  panels.familyPanel(1, extension, log, {
    view: () => assert.fail("no view is asked for"),
    openOnHub: refuse,
    openCard: refuse,
    compare: refuse,
    pin: nothing,
    show: refuse,
    refresh: refuse,
    cancel: nothing,
    pick: refuse,
    beside: refuse,
    exportFamily: refuse,
    save: refuse,
    closed: nothing,
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

test("whatever fails in the query panel is shown once", async () => {
  panels.queryPanel(extension, log, {
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

test("whatever fails in the report panel is shown once, also before its work began", async () => {
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

test("what a person canceled is shown nowhere, and what we did not foresee points to the log", async () => {
  let error: Error = new HubError("canceled", "The request was canceled.");
  panels.queryPanel(extension, log, {
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
