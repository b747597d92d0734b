import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { setStage } from "./extension-host";
import { repoRoot } from "./root";
import { tallyText } from "./suites/tally";
import { testEnvironment } from "./test-environment";
import { writeUserSettings } from "./vscode";

/** The oldest VS Code that package.json promises to run in. */
const version = "1.100.0";

async function desktopProgram(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: join(repoRoot(), ".vscode-test") });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Desktop VS Code ${version} could not be downloaded (${reason}). ` +
        "Run this where update.code.visualstudio.com can be reached; `npm test` runs the same tests without it.",
    );
  }
}

async function main(): Promise<number> {
  const vscodeExecutablePath = await desktopProgram();
  const stage = await setStage();
  const dataDir = mkdtempSync(join(tmpdir(), "hub-lineage-desktop-"));
  writeUserSettings(dataDir, stage.userSettings);
  try {
    // A failing test makes runTests throw; the tally below says which test.
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: repoRoot(),
      extensionTestsPath: stage.testsModule,
      extensionTestsEnv: testEnvironment(stage.env),
      launchArgs: [
        stage.folder,
        `--user-data-dir=${join(dataDir, "data")}`,
        `--extensions-dir=${join(dataDir, "extensions")}`,
        "--disable-workspace-trust",
        "--disable-gpu",
      ],
    }).catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
    const tally = stage.result();
    if (!tally)
      throw new Error("Desktop VS Code ended before the tests wrote a result. Check its output above.");
    if (tally.details) console.log(tally.details);
    console.log(`desktop: ${tallyText(tally)}`);
    return tally.failed > 0 ? 1 : 0;
  } finally {
    await stage.strike();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
