import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator, Page } from "playwright-core";
import { drawnFamily } from "../../harness/once";
import { openFile, runCommand, screenshot, webviewFrame } from "../../harness/workbench";
import { problems } from "../../harness/workbench-views";
import { until } from "./stage";

/** One of our CodeLenses in an editor, by part of its text. */
export function lens(editor: Locator, text: string): Locator {
  return editor.locator(".codelens-decoration a", { hasText: text }).first();
}

/** The input of Quick Open, the palette, or a command's prompt. */
export function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget:visible input:is([type=text], [type=password], .input)").first();
}

/** A row of the quick input, by part of its text. */
export function quickRow(page: Page, text: string): Locator {
  return page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: text }).first();
}

/** Accepts the file in VS Code's dialog (a quick input here) and reads what is written to it, one character per byte. */
export async function saveAs(page: Page, path: string): Promise<string> {
  const input = quickInput(page);
  await input.waitFor();
  await until(`${path} is offered`, async () => ((await input.inputValue()) === path ? true : undefined));
  await page.keyboard.press("Enter");
  // VS Code creates the file first and fills it later.
  return until(`${path} is written`, () =>
    existsSync(path) ? readFileSync(path, "latin1") || undefined : undefined,
  );
}

/** The newest notification that contains `words`. */
export function notice(page: Page, words: string | RegExp): Locator {
  return page.locator(".notification-list-item-message", { hasText: words }).first();
}

/** The modal dialog. */
export function dialog(page: Page): Locator {
  return page.locator(".monaco-dialog-box");
}

/** Hovers over a word in an editor and resolves to the hover that opens. */
export async function hoverOver(page: Page, editor: Locator, word: string): Promise<Locator> {
  const hover = page.locator(".monaco-hover:visible .hover-row").first();
  await page.keyboard.press("Escape");
  await editor.locator(".view-line span span", { hasText: word }).first().hover();
  await hover.waitFor();
  return page.locator(".monaco-hover:visible").first();
}

/** Puts the cursor at the end of the first line of an editor that begins with `text`. */
export async function goToEndOf(page: Page, editor: Locator, text: string): Promise<void> {
  await editor
    .locator(".view-line", { hasText: new RegExp(`^${text}`) })
    .first()
    .click();
  await page.keyboard.press("End");
}

/** Closes the active editor or panel and discards its changes. */
export async function closeEditor(page: Page): Promise<void> {
  const tabs = page.locator(".tabs-container .tab");
  const before = await tabs.count();
  await runCommand(page, "View: Revert and Close Editor");
  await page.waitForFunction(n => document.querySelectorAll(".tabs-container .tab").length < n, before);
}

/** Closes the family panel with the button on its tab. */
export async function closePanel(page: Page): Promise<void> {
  await page.locator('.tab:has-text("Family:") .codicon-close').click();
  await page.locator("iframe.webview").waitFor({ state: "detached" });
}

/** Writes the workspace's settings in VS Code's own editor and saves them. */
export async function writeWorkspaceSettings(
  page: Page,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = join(folder, ".vscode/settings.json");
  await openFile(page, path);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(JSON.stringify(settings));
  await page.keyboard.press("Control+S");
  await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
  await closeEditor(page);
}

/**
 * The port of the page that `act` opens in the browser. This VS Code routes loopback URLs through its own proxy by port,
 * so the path is not visible.
 */
export async function portOpenedBy(page: Page, act: () => Promise<unknown>): Promise<string> {
  const [opened] = await Promise.all([page.waitForEvent("popup"), act()]);
  await opened.waitForURL(/^http/);
  const { port, pathname } = new URL(opened.url());
  await opened.close();
  return /^\/proxy\/(\d+)\//.exec(pathname)?.[1] ?? port;
}

/** The themes in which every view is checked, each with the class that VS Code sets on a webview's body. */
export const lookedAt = [
  ["Default Light Modern", "vscode-light"],
  ["Default High Contrast", "vscode-high-contrast"],
  ["Default Dark Modern", "vscode-dark"],
] as const;

/** Begins to import the table that a server on this computer has. */
export async function importFromPort(page: Page, port: number): Promise<void> {
  await runCommand(page, "Hub Lineage: Import Hub Snapshot");
  await quickRow(page, "From a URL").click();
  const input = quickInput(page);
  await until("the URL prompt opens", async () =>
    (await input.inputValue()).startsWith("https://") ? true : undefined,
  );
  await input.fill(`http://127.0.0.1:${port}/models.parquet`);
  await page.keyboard.press("Enter");
}

/** Selects a color theme by its full name, as a user does. */
export async function chooseTheme(page: Page, name: string): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  await quickInput(page).fill(name);
  // A theme is listed by its label, followed by its settings ID if that differs.
  const label = `:is([aria-label^="${name}"], [aria-label$=", ${name}"])`;
  await page.locator(`.quick-input-widget .monaco-list-row.focused${label}`).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Takes a picture for a person who wants to look (HUB_LINEAGE_PICTURES names the folder). */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUB_LINEAGE_PICTURES;
  if (folder) await screenshot(page, join(folder, `${name}.png`));
}

/** Waits for the findings of the assistant among the sample cards, which need its parent and the file beside it. */
export async function assistantFindings(page: Page): Promise<void> {
  const rules = await until("three findings", async () => {
    const found = (await problems(page)).map(row => row.code);
    return found.length === 3 ? found.sort() : undefined;
  });
  assert.match(
    rules.join(" "),
    /license\/use-restrictions-dropped.*relation\/contradicts-files.*trait\/languages-lost/,
    "a rule did not see the parent, or the file beside the card",
  );
}

/** Shows the family of bloom-560m from its open card, once the lens counts its children. */
export async function bloomFamily(page: Page): Promise<void> {
  await page.locator(".codelens-decoration").filter({ hasText: "74 children" }).waitFor();
  await runCommand(page, "Hub Lineage: Show Family");
  const family = await drawnFamily(await webviewFrame(page));
  assert.deepEqual(family, { model: "bigscience/bloom-560m", familySize: 75, edges: 74 });
}

/** Shows the parts of the family panel that fold by themselves in a narrow window. */
export async function unfold(frame: Frame): Promise<void> {
  const closed = frame.locator('button.fold[aria-expanded="false"]').first();
  while ((await closed.count()) > 0) await closed.click();
}
