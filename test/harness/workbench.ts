import { basename, dirname } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";

/** The time in ms within which even a slow machine starts the workbench and an extension host. */
export const patience = 60_000;

/**
 * A window of the real VS Code at `address`, in a separate browser context; resolves when the workbench is ready. A
 * `language` (de, zh-cn) becomes VS Code's display language; without its language pack, only extensions speak it.
 */
export async function openWorkbench(browser: Browser, address: string, language = ""): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(patience);
  // What the messages of a language pack set, before the workbench loads.
  if (language !== "")
    await page.addInitScript(name => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
  await page.goto(address);
  await workbenchStands(page);
  return page;
}

/** Resolves when a page's workbench is ready and themed, for example after a reload. */
export async function workbenchStands(page: Page): Promise<void> {
  await page.locator('.monaco-workbench[class*="vscode-theme-defaults"]').waitFor({ state: "attached" });
  await page.locator(".monaco-workbench .part.statusbar .statusbar-item").first().waitFor();
}

/**
 * Runs a command by its full title ("Hub Lineage: Show Family") through the command palette, as a user does;
 * resolves to the time of the click (performance.now(), ms), from which durations are measured.
 */
export async function runCommand(page: Page, title: string): Promise<number> {
  const entry = await findCommand(page, title);
  const start = performance.now();
  await entry.click();
  return start;
}

/**
 * Opens a workspace file by its absolute path through Quick Open (file search is not available in
 * this VS Code), waits for its editor, and places the cursor in it.
 */
export async function openFile(page: Page, path: string): Promise<void> {
  const input = await openQuickInput(page, "Control+P");
  await input.fill(path);
  // Recently opened files of the same name are listed first until the input is processed.
  const label = `${cssText(basename(path))} ${cssText(basename(dirname(path)))}`;
  await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`).first().click();
  // The file may be open in two groups; the active one has the cursor.
  await page.locator(`.monaco-editor.focused[data-uri$="${cssText(path)}"]`).waitFor();
}

/** The text editor showing a file whose URI ends with `path`. */
export function editorOf(page: Page, path: string): Locator {
  return page.locator(`.monaco-editor[data-uri$="${cssText(path)}"]`).first();
}

/** The frame that contains the visible webview's content; resolves when VS Code has made it active. */
export async function webviewFrame(page: Page): Promise<Frame> {
  const outer = await page.locator("iframe.webview:visible").first().elementHandle();
  const outerFrame = await outer?.contentFrame();
  const inner = await outerFrame?.waitForSelector("#active-frame", { timeout: patience });
  const frame = await inner?.contentFrame();
  if (!frame)
    throw new Error(
      "The webview closed while it was opened. Look at the screenshot for what took its place.",
    );
  return frame;
}

/** Saves a PNG of the entire window. */
export async function screenshot(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
}

/** The title of a palette entry may be followed by its keys or "recently used". */
async function findCommand(page: Page, title: string): Promise<Locator> {
  const text = cssText(title);
  const entry = page.locator(
    `.quick-input-list .monaco-list-row:is([aria-label="${text}"], [aria-label^="${text},"])`,
  );
  const deadline = Date.now() + patience;
  // The palette lists commands when it opens; a command registered later needs a new palette.
  while (Date.now() < deadline) {
    const input = await openQuickInput(page, "F1");
    // If the palette loses focus at that moment, it closes and must be opened again.
    const found = await input
      .fill(`>${title}`, { timeout: 3000 })
      .then(() => entry.first().waitFor({ timeout: 3000 }))
      .then(
        () => true,
        () => false,
      );
    if (found) return entry.first();
    await page.keyboard.press("Escape");
  }
  throw new Error(`The command palette has no "${title}". Check its title in package.json and its "when".`);
}

/** Key presses are lost while the workbench is loading, so they are repeated until the input appears. */
async function openQuickInput(page: Page, keys: string): Promise<Locator> {
  const input = page.locator(
    ".quick-input-widget:visible input[type=text], .quick-input-widget:visible input.input",
  );
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    await page.keyboard.press(keys);
    const shown = await input
      .first()
      .waitFor({ timeout: 3000 })
      .then(
        () => true,
        () => false,
      );
    if (shown) return input.first();
  }
  throw new Error(`${keys} opened no input. Look at the screenshot for a dialog that holds the focus.`);
}

function cssText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
