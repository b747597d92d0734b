import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import { openFile, runCommand, screenshot } from "../../harness/workbench";
import {
  isIdle,
  openSidebar,
  type SidebarRow,
  sidebarRows,
  sidebarTree,
} from "../../harness/workbench-views";
import { chooseTheme, dialog, notice, quickRow } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

const view = "Index";
const family = "bigscience/bloom-560m";
let stage: Stage;

before(async () => {
  stage = await setStage();
  await stage.open();
});
after(() => stage?.strike());

/** Takes a screenshot for manual review if HUB_LINEAGE_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUB_LINEAGE_PICTURES;
  if (folder) await screenshot(page, join(folder, `${name}.png`));
}

/** The row of a family or organization, once its description matches. */
function familyRow(page: Page, root: string, fits: RegExp): Promise<SidebarRow> {
  return until(`the row of ${root} matches ${fits}`, async () =>
    (await sidebarRows(page, view)).find(row => row.label === root && fits.test(row.description)),
  );
}

/** Clicks one of the buttons that a row of the view shows on hover. */
async function press(page: Page, root: string, button: string): Promise<void> {
  const row: Locator = sidebarTree(page, view).locator(".monaco-list-row", { hasText: root }).first();
  await row.hover();
  await row.locator(`.action-label[aria-label="${button}"]`).click();
}

scene(
  "the view shows the progress of indexing a family, and its notification can cancel it",
  () => stage,
  async ({ page, hub, workspace }) => {
    await openFile(page, workspace.card("bigscience__bloom-560m"));
    await isIdle(page);
    await openSidebar(page, "Hub Lineage");
    hub.setFaults({ delayMs: 400 });
    await runCommand(page, "Hub Lineage: Index Family");
    const row = await familyRow(page, family, /^\d+ of 75 checked$/);
    assert.equal(row.level, 2, "it must be listed under Families");
    assert.equal(await page.locator(".notification-list-item").count(), 1);
    await picture(page, "running");
    await notice(page, "Indexing the family of").waitFor();
    await page.locator(".notification-list-item .monaco-button", { hasText: "Cancel" }).click();
    const stopped = await familyRow(page, family, /^\d+ models · \d+ unchecked · just now$/);
    assert.doesNotMatch(stopped.description, / 0 unchecked/);
    hub.setFaults({});
  },
);

scene(
  "the command offers to resume unfinished indexing and completes the family",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "Hub Lineage: Index Family");
    await quickRow(page, `Resume ${family}`).click();
    await familyRow(page, family, /^75 models · just now$/);
    await picture(page, "complete");
  },
);

for (const theme of ["Default Light Modern", "Default High Contrast", "Default Dark Modern"]) {
  scene(
    `the view in ${theme}`,
    () => stage,
    async ({ page }) => {
      await chooseTheme(page, theme);
      await familyRow(page, family, /75 models/);
      await picture(page, theme.replaceAll(" ", "-"));
    },
  );
}

scene(
  "a family is forgotten after confirmation, and the open card's data is read again",
  () => stage,
  async ({ page }) => {
    await press(page, family, "Forget");
    const question = dialog(page);
    await question.waitFor();
    assert.match(
      (await question.textContent()) ?? "",
      /Forget the indexed data for bigscience\/bloom-560m\?/,
    );
    await picture(page, "forget");
    await question.locator(".monaco-button", { hasText: /^Forget$/ }).click();
    await question.waitFor({ state: "detached" });
    await until("the view has no family", async () => {
      const rows = await sidebarRows(page, view);
      return rows.some(row => row.label === family) ? undefined : true;
    });
    await page.locator(".codelens-decoration").filter({ hasText: "74 children" }).waitFor();
  },
);
