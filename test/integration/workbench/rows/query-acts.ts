import type { Frame, Locator, Page } from "playwright-core";
import { webviewFrame } from "../../../harness/workbench";

/** The editor of the document that *Query Index* opened. */
export function queryEditor(page: Page): Locator {
  return page.locator('.monaco-editor[data-uri$="/queries.sql"]').first();
}

/** The view with a query's rows, once it reaches a state. */
export async function resultFrame(page: Page, state: string): Promise<Frame> {
  const frame = await webviewFrame(page);
  await frame.locator(`.query #query-summary[data-state="${state}"]`).waitFor({ state: "attached" });
  return frame;
}
