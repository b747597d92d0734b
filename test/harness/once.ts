import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Frame, Page } from "playwright-core";
import { launchBrowser } from "./browser";
import { startVsCode } from "./vscode";
import { editorOf, openWorkbench, patience, runCommand, screenshot, webviewFrame } from "./workbench";
import { expandRow, findingsAreThere, isIdle, openSidebar, problems, statusItem } from "./workbench-views";

/** The folder of the sample workspace whose card `npm start -- --once` opens. */
export const sampleFolder = "wandb__gemma-2b-zephyr-sft";

/** The color themes available for a screenshot. */
export const themes = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  hc: "Default High Contrast",
} as const;

/** What a screenshot run needs. */
export interface LookOptions {
  readonly extensionRoot: string;
  readonly endpoint: string;
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** Absolute path of the card to open in it. */
  readonly card: string;
  /** Where the PNG is saved. */
  readonly screenshot: string;
  readonly theme: keyof typeof themes;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a user sees: read from the webview's accessible DOM and the Problems view, never from the extension's state. */
export interface Look {
  readonly model: string;
  /** Models in the family tree. */
  readonly familySize: number;
  readonly edges: number;
  /** The extension's rows in the Problems view. */
  readonly findings: number;
  /** Milliseconds from running "Show Family" to the tree being drawn. */
  readonly firstFamilyMs: number;
  readonly screenshot: string;
}

/** Opens a card in the real VS Code, shows its family, and reports what is on the screen; throws an error that names what is missing. */
export async function lookOnce(options: LookOptions): Promise<Look> {
  const vscode = await startVsCode({
    extensionRoot: options.extensionRoot,
    userSettings: { "hubLineage.endpoint": options.endpoint, "workbench.colorTheme": themes[options.theme] },
    ...(options.env ? { env: options.env } : {}),
  });
  try {
    return await lookWithBrowser(vscode.address(options.folder, { openFile: options.card }), options);
  } finally {
    await vscode.stop();
  }
}

async function lookWithBrowser(address: string, options: LookOptions): Promise<Look> {
  const browser = await launchBrowser();
  try {
    return await look(await openWorkbench(browser, address), options);
  } finally {
    await browser.close();
  }
}

async function look(page: Page, options: LookOptions): Promise<Look> {
  mkdirSync(dirname(options.screenshot), { recursive: true });
  try {
    await editorOf(page, options.card).waitFor();
    // The extension is active once its status bar item appears; starting earlier would measure the startup of VS Code.
    await statusItem(page).waitFor();
    const ready = await showFamily(page);
    await findingsAreThere(page);
    const findings = await problems(page);
    await compose(page);
    await screenshot(page, options.screenshot);
    return { ...ready, findings: findings.length, screenshot: options.screenshot };
  } catch (error) {
    await screenshot(page, options.screenshot);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}\nThe window at that moment: ${options.screenshot}`);
  }
}

/** Arranges the window for a screenshot: the sidebar's tree open, the Problems view small. */
async function compose(page: Page): Promise<void> {
  await openSidebar(page, "Hub Lineage");
  await expandRow(page, "Model Family", "Children");
  await lensTellsDescendants(page);
  const panel = await page.locator(".part.panel").boundingBox();
  if (!panel) throw new Error("The Problems view is not on the screen.");
  await page.mouse.move(panel.x + panel.width / 2, panel.y);
  await page.mouse.down();
  await page.mouse.move(panel.x + panel.width / 2, panel.y + panel.height - 90, { steps: 4 });
  await page.mouse.up();
  await isIdle(page);
}

async function lensTellsDescendants(page: Page): Promise<void> {
  const lenses = page.locator(".codelens-decoration");
  try {
    await lenses
      .filter({ hasText: /child|descendant/ })
      .first()
      .waitFor();
  } catch (error) {
    const texts = await lenses.allInnerTexts();
    throw new Error(`No code lens tells of children; there are: ${JSON.stringify(texts)}.`, { cause: error });
  }
}

async function showFamily(page: Page): Promise<Omit<Look, "findings" | "screenshot">> {
  const start = await runCommand(page, "Hub Lineage: Show Family");
  const frame = await webviewFrame(page);
  const family = await drawnFamily(frame);
  return { ...family, firstFamilyMs: Math.round(performance.now() - start) };
}

/** The family that a webview shows once its tree is drawn; throws an error with the summary if it ends in another state. */
export async function drawnFamily(
  frame: Frame,
): Promise<{ model: string; familySize: number; edges: number }> {
  const settled = frame.locator(
    '.family:has(#family-summary:not([data-state="loading"])[data-state]):not(:has([role="tree"][aria-busy="true"]))',
  );
  const until = performance.now() + patience;
  for (;;) {
    await settled.waitFor({ state: "attached", timeout: Math.max(1, until - performance.now()) });
    const { state, text, model, models, edges } = await summaryAtOnce(frame);
    // A family that is read again, as after a reload, is ready, then loading, then ready.
    if (state === "loading") continue;
    if (state !== "ready" && state !== "partial")
      throw new Error(`The family panel ended in the state "${state}": ${text}`);
    return { model, familySize: Number(models), edges: Number(edges) };
  }
}

/** What the summary says, all of it from one moment. */
function summaryAtOnce(frame: Frame) {
  return frame.locator('[role="status"]#family-summary').evaluate(element => {
    const { state = "", model = "", models = "", edges = "" } = element.dataset;
    return { state, model, models, edges, text: element.textContent.trim() };
  });
}
