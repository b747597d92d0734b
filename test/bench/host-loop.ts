import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "../harness/bench-row";
import { launchBrowser } from "../harness/browser";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { startVsCode } from "../harness/vscode";
import { openWorkbench } from "../harness/workbench";
import { makeSampleWorkspace } from "../harness/workspace";
import { factsFromJson } from "../hub/models/facts";
import type { HostLoop } from "./inside/host-loop-probe";

/** What this bench measures. */
export const title =
  "How long the extension host's event loop is held while a family of 10,000 is read and shown";

/** Programs that the bench runs in. */
export const needs = ["vscode"] as const;

const root = "crowd/root";
const children = 10_000;

/** Shows the family once in the real VS Code; times in ms. */
export async function run(): Promise<readonly BenchRow[]> {
  const hub = await startSampleHub();
  hub.data.put([factsFromJson({ id: root, license: "mit" })]);
  hub.data.put(
    Array.from({ length: children }, (_, i) =>
      factsFromJson({
        id: `crowd/model-${i}`,
        parents: [root],
        relation: "adapter",
        license: "mit",
        languages: ["en"],
      }),
    ),
  );
  const workspace = makeSampleWorkspace(hub.url);
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  const result = join(folder, "result.json");
  const vscode = await startVsCode({
    extensionRoot: repoRoot(),
    userSettings: { "hubLineage.endpoint": hub.url },
    env: { HUB_LINEAGE_TEST_RESULT: result, HUB_LINEAGE_HUB: hub.url, HUB_LINEAGE_MODEL: root },
  });
  const browser = await launchBrowser();
  try {
    const tests = join(repoRoot(), "out/bench/inside/host-loop-probe.js");
    await openWorkbench(browser, vscode.address(workspace.folder, { tests }));
    const deadline = Date.now() + 120_000;
    while (!existsSync(result)) {
      if (Date.now() > deadline) throw new Error(`The extension host wrote no figures.\n${vscode.output()}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    const { firstRequestMs, longestMs, idleMs, parseMs, seconds } = JSON.parse(
      readFileSync(result, "utf8"),
    ) as HostLoop;
    return [
      {
        what: "longest hold, compared with an idle host",
        value: longestMs,
        unit: "ms",
        beside: idleMs,
        ratio: longestMs / idleMs,
      },
      {
        what: "longest hold, compared with one page parsed",
        value: longestMs,
        unit: "ms",
        beside: parseMs,
        ratio: longestMs / parseMs,
      },
      { what: "VS Code's own first request", value: firstRequestMs, unit: "ms" },
      { what: "reading and showing", value: seconds, unit: "s" },
      { what: "requests", value: hub.requests().length, unit: "requests" },
    ];
  } finally {
    await browser.close();
    await vscode.stop();
    workspace.remove();
    rmSync(folder, { recursive: true, force: true });
    await hub.close();
  }
}
