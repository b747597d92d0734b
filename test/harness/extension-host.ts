import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "./browser";
import { startSampleHub } from "./hub";
import { repoRoot } from "./root";
import { oneFailure, type Tally } from "./suites/tally";
import { startVsCode, type VsCode } from "./vscode";
import { openWorkbench, screenshot } from "./workbench";
import { makeSampleWorkspace } from "./workspace";

/** What both kinds of VS Code need to run the integration suite. */
export interface HostStage {
  readonly folder: string;
  readonly testsModule: string;
  readonly userSettings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** The result that the suite wrote, or undefined while it has not. */
  result(): Tally | undefined;
  strike(): Promise<void>;
}

const millisecondsForSuite = 240_000;

/** Starts the loopback Hub and lays out a sample workspace for out/integration/index.js. */
export async function setStage(): Promise<HostStage> {
  const hub = await startSampleHub();
  const workspace = makeSampleWorkspace(hub.url);
  const resultFolder = mkdtempSync(join(tmpdir(), "hub-lineage-result-"));
  const resultFile = join(resultFolder, "result.json");
  // A separate folder: code that uses VS Code's own storage instead is exposed.
  const indexFolder = join(resultFolder, "index");
  return {
    folder: workspace.folder,
    testsModule: join(repoRoot(), "out/integration/index.js"),
    userSettings: { "hubLineage.endpoint": hub.url, "hubLineage.index.folder": indexFolder },
    env: {
      HUB_LINEAGE_HUB: hub.url,
      HUB_LINEAGE_INDEX_FOLDER: indexFolder,
      HUB_LINEAGE_TEST_RESULT: resultFile,
    },
    result: () =>
      existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, "utf8")) as Tally) : undefined,
    strike: async () => {
      await hub.close();
      workspace.remove();
      rmSync(resultFolder, { recursive: true, force: true });
    },
  };
}

/** Runs the integration suite inside the extension host of the real VS Code. */
export async function runInExtensionHost(extensionRoot = repoRoot()): Promise<Tally> {
  const stage = await setStage();
  try {
    const { userSettings, env } = stage;
    const vscode = await startVsCode({ extensionRoot, userSettings, env });
    try {
      return await playTests(stage, vscode);
    } finally {
      await vscode.stop();
    }
  } finally {
    await stage.strike();
  }
}

async function playTests(stage: HostStage, vscode: VsCode): Promise<Tally> {
  const browser = await launchBrowser();
  try {
    const page = await openWorkbench(browser, vscode.address(stage.folder, { tests: stage.testsModule }));
    const result = await untilWritten(stage);
    if (result) return result;
    const picture = join(repoRoot(), ".vscode-test/extension-host.png");
    await screenshot(page, picture);
    const seconds = millisecondsForSuite / 1000;
    return oneFailure(
      `The extension host wrote no result in ${seconds} s. Look at ${picture}.\n${vscode.output()}`,
    );
  } finally {
    await browser.close();
  }
}

async function untilWritten(stage: HostStage): Promise<Tally | undefined> {
  const deadline = Date.now() + millisecondsForSuite;
  while (Date.now() < deadline) {
    const result = stage.result();
    if (result) return result;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return undefined;
}
