import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../harness/browser";
import { startSampleHub } from "../../harness/hub";
import { repoRoot } from "../../harness/root";
import { type AddressOptions, startVsCode, type VsCode, type VsCodeProgram } from "../../harness/vscode";
import { openWorkbench, screenshot } from "../../harness/workbench";
import { makeSampleWorkspace, type SampleWorkspace } from "../../harness/workspace";
import type { RequestRecord } from "../../hub/request-record";
import type { LoopbackHub } from "../../hub/server";

/** Options for a stage. */
export interface StageOptions {
  /** Added to the harness's User settings, which already set the endpoint. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** If true, VS Code asks for trust and no workspace is trusted. */
  readonly trust?: boolean;
  /** A VSIX to install; the extension then runs from it, and nothing of the checkout does. */
  readonly vsix?: string;
  /** Folder of an extension that runs beside the installed one. */
  readonly beside?: string;
  /** Folder of an extension that is installed, beside that of the checkout. */
  readonly another?: string;
  /** Another version of VS Code than the one of the harness. */
  readonly program?: VsCodeProgram | undefined;
  /** VS Code's display language (de, zh-cn); English if left out. */
  readonly language?: string;
  /** Added to the environment in which VS Code starts. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called before VS Code starts, to add models to the Hub and cards to the workspace. */
  readonly prepare?: (hub: LoopbackHub, workspace: SampleWorkspace) => void;
}

/** A loopback Hub, the sample workspace, a VS Code and a browser, for the tests of one file. */
export interface Stage {
  readonly hub: LoopbackHub;
  readonly workspace: SampleWorkspace;
  readonly vscode: VsCode;
  readonly browser: Browser;
  /** The last window opened. */
  readonly page: Page;
  /** Absolute path of our folder in VS Code's global storage, which may not exist. */
  readonly storage: string;
  /** Opens a window on the sample workspace or another folder, or an empty one for null. */
  open(options?: AddressOptions, folder?: string | null): Promise<Page>;
  /** Closes the window and kills its extension host, as a crash would. */
  crash(): Promise<void>;
  strike(): Promise<void>;
}

/** Starts everything; cleans up if that fails. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const undo: (() => unknown)[] = [];
  const strike = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const hub = await startSampleHub();
    undo.push(() => hub.close());
    const workspace = makeSampleWorkspace(hub.url);
    undo.push(() => workspace.remove());
    options.prepare?.(hub, workspace);
    const userSettings = { "hubLineage.endpoint": hub.url, ...options.settings };
    const vscode = await startVsCode({
      ...(options.vsix === undefined ? { extensionRoot: repoRoot() } : { install: [options.vsix] }),
      ...(options.beside === undefined ? {} : { extensionRoot: options.beside }),
      ...(options.another === undefined ? {} : { another: options.another }),
      ...(options.program === undefined ? {} : { program: options.program }),
      userSettings,
      env: options.env ?? {},
      trust: options.trust === true,
    });
    undo.push(() => vscode.stop());
    const browser = await launchBrowser();
    undo.push(() => browser.close());
    return made({ hub, workspace, vscode, browser, strike }, options.language ?? "");
  } catch (error) {
    await strike();
    throw error;
  }
}

function made(
  parts: Pick<Stage, "hub" | "workspace" | "vscode" | "browser" | "strike">,
  language: string,
): Stage {
  const { workspace, vscode, browser } = parts;
  let page: Page | undefined;
  return {
    ...parts,
    get page() {
      if (page === undefined) throw new Error("No window is open on this stage. Call open() first.");
      return page;
    },
    storage: join(vscode.serverDataDir, "data/User/globalStorage/hub-lineage.hub-lineage"),
    open: async (address, folder: string | null = workspace.folder) => {
      page = await openWorkbench(browser, vscode.address(folder, address), language);
      return page;
    },
    crash: async () => {
      await page?.close();
      page = undefined;
      vscode.endExtensionHosts();
    },
  };
}

/** A test in the stage's window; a failure names a screenshot of that window. */
export function scene(title: string, stage: () => Stage, play: (stage: Stage) => Promise<void>): void {
  test(title, async () => {
    try {
      await play(stage());
    } catch (error) {
      const picture = join(
        repoRoot(),
        ".vscode-test/failed",
        `${title.replace(/\W+/g, "-").slice(0, 60)}.png`,
      );
      const taken = await pictureOf(stage, picture);
      if (error instanceof Error) error.message += `\n${taken}`;
      throw error;
    }
  });
}

async function pictureOf(stage: () => Stage, path: string): Promise<string> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    await screenshot(stage().page, path);
    return `The window at that moment: ${path}`;
  } catch (error) {
    return `No screenshot of the window: ${String(error)}`;
  }
}

/** Adds a folder with a card to a workspace; with `repo`, the folder is a clone of that model on `endpoint`. */
export function addCard(
  workspace: SampleWorkspace,
  card: { readonly folder: string; readonly text: string; readonly remote?: string },
): void {
  const folder = join(workspace.folder, card.folder);
  mkdirSync(join(folder, ".git"), { recursive: true });
  writeFileSync(join(folder, "README.md"), card.text);
  if (card.remote === undefined) return;
  writeFileSync(join(folder, ".git/config"), `[remote "origin"]\n\turl = ${card.remote}\n`);
}

/** Resolves once `holds` returns a value other than undefined; throws with `what` if it never does. */
export async function until<T>(
  what: string,
  holds: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await holds();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`This did not happen within 30 s: ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A request to the Hub, in short: the ID of a model, "card of ID", "children of ID", or "search TEXT". */
export function asked(requests: readonly RequestRecord[]): string[] {
  return requests.map(({ path, query }) => {
    const params = new URLSearchParams(query);
    const parent = params.get("filter")?.replace(/^base_model:/, "");
    if (path === "/api/models") return parent ? `children of ${parent}` : `search ${params.get("search")}`;
    return path.replace(/^\/api\/models\//, "").replace(/^\/(.+)\/resolve\/.*$/, "card of $1");
  });
}
