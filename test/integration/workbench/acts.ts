import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator, Page } from "playwright-core";
import { repoRoot } from "../../harness/root";
import { editorOf, openFile, runCommand } from "../../harness/workbench";

/** One of our links above a line of the card, by a part of its text. */
export function lens(page: Page, text: string): Locator {
  return page.locator(".codelens-decoration a", { hasText: text }).first();
}

/** The input of quick open, the palette, and of a command that asks for something. */
export function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget:visible input:is([type=text], [type=password], .input)").first();
}

/** A row that the quick input offers, by a part of its text. */
export function quickRow(page: Page, text: string): Locator {
  return page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: text }).first();
}

/** The text of the newest notification; resolves when there is one that has `words`. */
export function notice(page: Page, words: string | RegExp): Locator {
  return page.locator(".notification-list-item-message", { hasText: words }).first();
}

/** The dialog in the middle of the window. */
export function dialog(page: Page): Locator {
  return page.locator(".monaco-dialog-box");
}

/** Puts the mouse on a word of an editor and resolves to the hover that opens. */
export async function hoverOver(page: Page, editor: Locator, word: string): Promise<Locator> {
  const hover = page.locator(".monaco-hover:visible .hover-row").first();
  await page.keyboard.press("Escape");
  await editor.locator(".view-line span span", { hasText: word }).first().hover();
  await hover.waitFor();
  return page.locator(".monaco-hover:visible").first();
}

/** Puts the cursor at the end of a line (counted from 1) of the focused editor. */
export async function goToEndOfLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press("Control+Home");
  for (let at = 1; at < line; at++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
}

/** What an editor shows of a line, with its spaces as spaces. */
export async function lineWith(editor: Locator, text: string | RegExp): Promise<Locator> {
  return editor.locator(".view-line", { hasText: text }).first();
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
  await page.keyboard.press("Control+F4");
  await editorOf(page, path).waitFor({ state: "detached" });
}

/** Chooses a color theme by its full name, as a person does. */
export async function chooseTheme(page: Page, name: string): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  await quickInput(page).fill(name);
  // A theme is listed by its own name, with the name that settings know behind it where that differs.
  const label = `:is([aria-label^="${name}"], [aria-label$=", ${name}"])`;
  await page.locator(`.quick-input-widget .monaco-list-row.focused${label}`).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong in a frame, in words. */
export async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(readFileSync(join(repoRoot(), "node_modules/axe-core/axe.min.js"), "utf8"));
  const found = await frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => `${node.html} ${node.failureSummary ?? ""}`).join("\n")}`,
  );
}
