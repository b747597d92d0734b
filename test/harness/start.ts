import { once } from "node:events";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startSampleHub } from "./hub";
import { type LookOptions, lookOnce, sampleFolder, themes } from "./once";
import { repoRoot } from "./root";
import { startVsCode } from "./vscode";
import { makeSampleWorkspace } from "./workspace";

const publicHub = { url: "https://huggingface.co", close: async () => {} };

interface Choice {
  readonly live: boolean;
  readonly once: boolean;
  readonly screenshot: string;
  readonly theme: keyof typeof themes;
}

function readChoice(): Choice {
  const { values } = parseArgs({
    options: {
      live: { type: "boolean", default: false },
      once: { type: "boolean", default: false },
      screenshot: { type: "string", default: join(repoRoot(), ".vscode-test/screenshot.png") },
      theme: { type: "string", default: "dark" },
    },
  });
  const { live, once: alone, theme } = values;
  if (!isTheme(theme))
    throw new Error(`There is no theme ${theme}. Use one of: ${Object.keys(themes).join(", ")}.`);
  return { live, once: alone, theme, screenshot: resolve(values.screenshot) };
}

function isTheme(name: string): name is keyof typeof themes {
  return name in themes;
}

/** On the public Hub the user's own settings apply; on loopback they must not. */
function hubEnvironment(live: boolean): Record<string, string> {
  if (!live) return {};
  const own = Object.entries(process.env).filter(([name]) => name.startsWith("HF_"));
  const home = { HF_HOME: join(process.env.HOME ?? "", ".cache/huggingface") };
  return { ...home, ...Object.fromEntries(own.map(([name, value]) => [name, value ?? ""])) };
}

async function main(choice: Choice): Promise<void> {
  const hub = choice.live ? publicHub : await startSampleHub();
  const workspace = makeSampleWorkspace(hub.url);
  const tidy = async () => {
    workspace.remove();
    await hub.close();
  };
  const env = hubEnvironment(choice.live);
  const card = workspace.card(sampleFolder);
  const stage = { extensionRoot: repoRoot(), endpoint: hub.url, folder: workspace.folder, card, env };
  try {
    if (choice.once) await printLook({ ...stage, ...choice });
    else await untilInterrupted(stage, choice.theme);
  } finally {
    await tidy();
  }
}

async function printLook(options: LookOptions): Promise<void> {
  // process.exit runs the handlers that stop the server.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  console.log(JSON.stringify(await lookOnce(options)));
}

async function untilInterrupted(
  stage: {
    extensionRoot: string;
    endpoint: string;
    folder: string;
    card: string;
    env: Record<string, string>;
  },
  theme: keyof typeof themes,
): Promise<void> {
  const userSettings = { "hubLineage.endpoint": stage.endpoint, "workbench.colorTheme": themes[theme] };
  const vscode = await startVsCode({ extensionRoot: stage.extensionRoot, userSettings, env: stage.env });
  console.log(`
VS Code with Hub Lineage is at
  ${vscode.address(stage.folder, { openFile: stage.card })}
The Hub it asks is ${stage.endpoint}

Three things to try:
  1. Hover the id under base_model in ${sampleFolder}/README.md, then open the Problems view (Ctrl+Shift+M).
  2. Press F1 and run "Hub Lineage: Show Family".
  3. Open my-bloom-assistant/README.md, put the cursor on an underlined value and press Ctrl+. for its fix.

Ctrl+C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  // A second Ctrl+C during cleanup must not leave a server running.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  await vscode.stop();
}

async function startOrSayWhy(): Promise<number> {
  try {
    await main(readChoice());
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

startOrSayWhy().then(code => process.exit(code));
