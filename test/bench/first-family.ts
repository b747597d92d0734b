import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "../harness/bench-row";
import { launchBrowser } from "../harness/browser";
import { drawnFamily } from "../harness/once";
import { packVsix } from "../harness/packed/pack-vsix";
import { repoRoot } from "../harness/root";
import { startVsCode, type VsCode } from "../harness/vscode";
import { openWorkbench, runCommand, webviewFrame, workbenchStands } from "../harness/workbench";
import { activateOnce, activationFigures, probed, rounds } from "./activation";
import type { Activation } from "./inside/activation-probe";

/** What this bench measures. */
export const title =
  "first-family: from a clean install of the VSIX to the first family with sample data, and activation from the package, compared with VS Code's own Markdown extension";

/** Programs that the bench runs in. */
export const needs = ["vscode"] as const;

/** Installs the package into a clean VS Code, tries the sample data there, then activates it in fresh hosts; times in ms. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const { file, bytes } = await packVsix(join(folder, "bench.vsix"));
    const size = { what: "package", value: bytes / 1e6, unit: "MB" };
    return [size, ...(await firstFamily(file)), ...(await activations(file, folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstFamily(file: string): Promise<readonly BenchRow[]> {
  const begun = performance.now();
  const vscode = await startVsCode({ install: [file] });
  const started = performance.now();
  const browser = await launchBrowser();
  try {
    const page = await openWorkbench(browser, vscode.address(null));
    const stands = performance.now();
    const clicked = await runCommand(page, "Hub Lineage: Try with Sample Data");
    await page.waitForURL(/hub-lineage-sample/);
    await workbenchStands(page);
    const reopened = performance.now();
    await drawnFamily(await webviewFrame(page));
    const drawn = performance.now();
    return [
      ["from install to first family", drawn - begun],
      ["  install and start of VS Code", started - begun],
      ["  an empty window stands", stands - started],
      ["  from the command to the window of the sample", reopened - clicked],
      ["  from that window to the family", drawn - reopened],
    ].map(([what, value]) => ({ what: String(what), value: Math.round(Number(value)), unit: "ms" }));
  } finally {
    await browser.close();
    await vscode.stop();
  }
}

async function activations(file: string, folder: string): Promise<readonly BenchRow[]> {
  const result = join(folder, "result.json");
  // The probe runs as the tests of some other extension under development, because ours is installed.
  const probe = join(repoRoot(), "test/fixtures/memfs-extension");
  const vscode: VsCode = await startVsCode({ install: [file], extensionRoot: probe, env: probed(result) });
  const all: Activation[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      all.push(...(await activateOnce(vscode, folder, result)));
      rmSync(result);
    }
  } finally {
    await vscode.stop();
  }
  return [
    ...activationFigures(all, "cpuMs", "activation, work"),
    ...activationFigures(all, "wallMs", "activation, wait"),
  ];
}
