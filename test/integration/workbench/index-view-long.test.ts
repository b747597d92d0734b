import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import { drawnFamily } from "../../harness/once";
import { openFile, runCommand, webviewFrame } from "../../harness/workbench";
import { isIdle, openSidebar, sidebarRows } from "../../harness/workbench-views";
import { violations } from "../../webview/kit/axe";
import { chooseTheme, lens, lookedAt, picture, quickRow, saveAs } from "./acts";
import { queryEditor, resultFrame } from "./rows/query-acts";
import { type Stage, scene, setStage, until } from "./stage";

const view = "Index";
let stage: Stage;

before(async () => {
  stage = await setStage({ settings: { "hubLineage.query.maxRows": 50, "hubLineage.query.timeout": 3 } });
  await stage.open();
});
after(() => stage?.strike());

/** Replaces the text of the focused editor. */
async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** An entry of the context menu. */
function menuItem(page: Page, name: string): Locator {
  return page.locator(".monaco-menu .action-label", { hasText: new RegExp(`^${name}$`) }).first();
}

const mark = "-- Hub Lineage: a test\n";

scene(
  "an empty index says so and offers a first step",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "Hub Lineage: Index Status");
    const pane = page.locator('.sidebar .pane:has(.pane-header[aria-label^="Index"])');
    await pane.locator(".welcome-view", { hasText: "Nothing is indexed yet" }).waitFor();
    await pane.locator(".monaco-button", { hasText: "Show a Model's Family" }).waitFor();
    await picture(page, "empty");
  },
);

scene(
  "the Index view shows the size and age of the data",
  () => stage,
  async ({ page, workspace }) => {
    await openFile(page, workspace.card("bigscience__bloom-560m"));
    await page.locator(".codelens-decoration").filter({ hasText: "74 children" }).waitFor();
    await isIdle(page);
    await openSidebar(page, "Hub Lineage");
    const rows = await until("the index has the family", async () => {
      const labels = (await sidebarRows(page, view)).map(({ label }) => label);
      return labels.some(label => label.startsWith("75 models")) ? labels : undefined;
    });
    assert.match(rows[0] ?? "", /^75 models · 74 edges · [\d.]+ [kM]B$/);
    assert.match(rows[1] ?? "", /^Last read (just now|1 minute ago)$/);
  },
);

scene(
  "rows of the views have a menu, and the picker lists the workspace's models before anything is typed",
  () => stage,
  async ({ page }) => {
    const size = page.locator('.sidebar .monaco-list-row[aria-label^="75 models"]');
    await size.click({ button: "right" });
    await menuItem(page, "Export Index").waitFor();
    await page.keyboard.press("Escape");
    const model = page.locator('.sidebar .monaco-list-row[aria-label^="bigscience/bloom-560m"]').first();
    await model.click({ button: "right" });
    await picture(page, "model-menu");
    for (const name of ["Open Model Card", "Compare with Parent", "Index Family"])
      await menuItem(page, name).waitFor();
    await menuItem(page, "Copy ID").waitFor();
    await page.keyboard.press("Escape");
    await runCommand(page, "Hub Lineage: New Model Card from Parent");
    await quickRow(page, "wandb/gemma-2b-zephyr-sft").waitFor();
    await picture(page, "picker");
    await page.keyboard.press("Escape");
  },
);

scene(
  "the view's title menu saves the index as a SQLite file",
  () => stage,
  async ({ page, workspace }) => {
    await runCommand(page, "Hub Lineage: Export Index");
    const text = await saveAs(page, join(workspace.folder, "hub-lineage-index.sqlite"));
    assert.ok(text.startsWith("SQLite format 3\0"), "the saved file is not a SQLite database");
  },
);

scene(
  "Query Index opens a document that runs from the keyboard and shows its rows",
  () => stage,
  async ({ page }) => {
    const title = page.locator('.sidebar .pane:has(.pane-header[aria-label^="Index"])');
    await title.hover();
    await title.locator('.action-label[aria-label="Query Index"]').click();
    await queryEditor(page).waitFor();
    await lens(queryEditor(page), "Run Query").waitFor();
    await picture(page, "query");
    assert.equal(await queryEditor(page).getByText("folded_segments").count(), 0);
    await page.keyboard.press("Control+Enter");
    const frame = await resultFrame(page, "ready");
    assert.match((await frame.locator("#query-summary").textContent()) ?? "", /^\d+ rows? · /);

    await queryEditor(page).click();
    await write(page, `${mark}SELECT 1;\nSELECT id, downloads, license FROM models ORDER BY id`);
    await page.keyboard.press("Control+Enter");
    await frame.locator("#query-message", { hasText: "Only the first 50 rows are shown." }).waitFor();
    assert.equal(await frame.locator("[role=grid]").getAttribute("aria-rowcount"), "51");
    await frame.locator(".model", { hasText: "bigscience/bloom-560m" }).first().waitFor();
  },
);

scene(
  "names of tables and columns are completed, and what was typed is kept without a question",
  () => stage,
  async ({ page }) => {
    await queryEditor(page).click();
    const query = `${mark}SELECT m.id FROM models AS m ORDER BY m.downl`;
    await write(page, query);
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "downloads" }).waitFor();
    await picture(page, "query-completion");
    await page.keyboard.press("Enter");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    await runCommand(page, "View: Close Editor");
    assert.equal(await page.locator(".monaco-dialog-box").count(), 0);
    await queryEditor(page).waitFor({ state: "detached" });
    await runCommand(page, "Hub Lineage: Query Index");
    await queryEditor(page).locator(".view-line", { hasText: "ORDER BY" }).waitFor();
    await queryEditor(page).click();
    await write(page, `${mark}SELECT id, downloads, license FROM models ORDER BY id`);
    await page.keyboard.press("Control+Enter");
    await resultFrame(page, "ready");
  },
);

scene(
  "the rows are saved as CSV and copied as Markdown",
  () => stage,
  async ({ page, workspace }) => {
    const frame = await resultFrame(page, "ready");
    await frame.locator(".button", { hasText: "Export CSV" }).click();
    const csv = await saveAs(page, join(workspace.folder, "query.csv"));
    const lines = csv.split("\r\n");
    assert.equal(lines[0], "id,downloads,license");
    assert.equal(lines.length, 52, "a header, 50 rows, and nothing behind the last line end");
    await frame.locator(".button", { hasText: "Copy as Markdown" }).click();
    await frame.locator(".said", { hasText: "50 rows copied." }).waitFor();
  },
);

scene(
  "an error is shown in the view and underlined in the statement",
  () => stage,
  async ({ page }) => {
    await queryEditor(page).click();
    await write(page, `${mark}SELECT licence FROM models`);
    await page.keyboard.press("Control+Enter");
    const frame = await resultFrame(page, "error");
    await frame.locator("#query-message", { hasText: "no such column: licence" }).waitFor();
    await queryEditor(page).locator(".squiggly-error").first().waitFor();
    await picture(page, "error");
  },
);

scene(
  "an endless query can be canceled and times out, and the index keeps working",
  () => stage,
  async ({ page }) => {
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    await queryEditor(page).click();
    await write(page, `${mark}${endless}`);
    await page.keyboard.press("Control+Enter");
    const frame = await resultFrame(page, "running");
    await frame.locator(".button", { hasText: "Cancel" }).click();
    await frame.locator("#query-message", { hasText: "canceled" }).waitFor();
    await frame.locator(".button", { hasText: "Run Again" }).click();
    await frame.locator("#query-message", { hasText: "stopped after 3 seconds" }).waitFor();
    await queryEditor(page).click();
    await write(page, `${mark}SELECT count(*) AS models FROM models`);
    await page.keyboard.press("Control+Enter");
    await frame.locator("[role=gridcell]", { hasText: /^75$/ }).waitFor();
  },
);

scene(
  "clicking a model in the rows shows its family",
  () => stage,
  async ({ page }) => {
    await queryEditor(page).click();
    await write(page, `${mark}SELECT id FROM models WHERE id LIKE 'bigscience/%'`);
    await page.keyboard.press("Control+Enter");
    const frame = await resultFrame(page, "ready");
    await frame.locator(".model", { hasText: /^bigscience\/bloom-560m$/ }).click();
    const heading = page.locator(".tab", { hasText: "Family: bigscience/bloom-560m" });
    await heading.waitFor();
    assert.equal((await drawnFamily(await webviewFrame(page))).familySize, 75);
    assert.equal(
      await page.locator(".editor-group-container").count(),
      2,
      "it opens over the rows, not in a third column",
    );
    await page.locator(".tab", { hasText: "Query Result" }).click();
  },
);

for (const [theme, kind] of lookedAt) {
  scene(
    `axe finds nothing in the rows in ${theme}`,
    () => stage,
    async ({ page }) => {
      await chooseTheme(page, theme);
      await queryEditor(page).click();
      await write(
        page,
        `${mark}SELECT id, license, task, downloads, likes FROM models ORDER BY downloads DESC`,
      );
      await page.keyboard.press("Control+Enter");
      const frame = await resultFrame(page, "ready");
      await frame.locator(`body.${kind} .model`).first().waitFor();
      await picture(page, kind);
      assert.deepEqual(await violations(frame), []);
    },
  );
}
