import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "../harness/bench-row";
import { launchBrowser } from "../harness/browser";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { startVsCode, type VsCode } from "../harness/vscode";
import { openWorkbench } from "../harness/workbench";
import { makeSampleWorkspace } from "../harness/workspace";
import type { Activation } from "./inside/activation-probe";

/** What this bench measures. */
export const title =
  "activation: what activate() costs the extension host, compared with VS Code's own Markdown extension";

/** Programs that the bench runs in. */
export const needs = ["vscode"] as const;

/** How many extension hosts each extension is activated in. */
export const rounds = 5;
const ours = "hub-lineage.hub-lineage";
const theirs = "vscode.markdown-language-features";
/** The environment in which the probe activates both and writes its figures to `result`. */
export const probed = (result: string) => ({
  HUB_LINEAGE_TEST_RESULT: result,
  HUB_LINEAGE_ACTIVATE: `${ours} ${theirs}`,
});

/** Activates both extensions in five fresh extension hosts; times in ms. */
export async function run(): Promise<readonly BenchRow[]> {
  const hub = await startSampleHub();
  const workspace = makeSampleWorkspace(hub.url);
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  const result = join(folder, "result.json");
  const vscode = await startVsCode({
    extensionRoot: repoRoot(),
    userSettings: { "hubLineage.endpoint": hub.url },
    env: probed(result),
  });
  const activations: Activation[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      activations.push(...(await activateOnce(vscode, workspace.folder, result)));
      rmSync(result);
    }
    return [
      ...activationFigures(activations, "cpuMs", "work"),
      ...activationFigures(activations, "wallMs", "wait"),
      { what: "requests made", value: hub.requests().length, unit: "requests" },
      { what: "files of the index", value: indexFiles(vscode.serverDataDir), unit: "files" },
    ];
  } finally {
    await vscode.stop();
    workspace.remove();
    rmSync(folder, { recursive: true, force: true });
    await hub.close();
  }
}

/** Activates both extensions in a fresh extension host, whose environment names `result` and them. */
export async function activateOnce(
  vscode: VsCode,
  folder: string,
  result: string,
): Promise<readonly Activation[]> {
  const browser = await launchBrowser();
  try {
    await openWorkbench(
      browser,
      vscode.address(folder, { tests: join(repoRoot(), "out/bench/inside/activation-probe.js") }),
    );
    const deadline = Date.now() + 60_000;
    while (!existsSync(result)) {
      if (Date.now() > deadline) throw new Error(`The extension host wrote no figures.\n${vscode.output()}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    return JSON.parse(readFileSync(result, "utf8")) as Activation[];
  } finally {
    await browser.close();
    vscode.endExtensionHosts();
  }
}

/** The median and the worst of activations of ours, beside those of VS Code's own Markdown extension. */
export function activationFigures(
  all: readonly Activation[],
  what: "cpuMs" | "wallMs",
  name: string,
): BenchRow[] {
  const of = (id: string): number[] => all.filter(each => each.id === id).map(each => each[what]);
  const own = median(of(ours));
  const beside = median(of(theirs));
  return [
    { what: `${name}, median of ${rounds}`, value: own, unit: "ms", beside, ratio: own / beside },
    { what: `${name}, worst`, value: Math.max(...of(ours)), unit: "ms", beside: Math.max(...of(theirs)) },
  ];
}

function indexFiles(serverDataDir: string): number {
  const folder = join(serverDataDir, "data/User/globalStorage", ours, "index");
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
