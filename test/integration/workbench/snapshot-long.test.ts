import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { runCommand, screenshot, webviewFrame, workbenchStands } from "../../harness/workbench";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { violations } from "../../webview/kit/axe";
import { chooseTheme, importFromPort, lookedAt, notice, quickRow, saveAs } from "./acts";
import { queryEditor, resultFrame } from "./rows/query-acts";
import { type Stage, scene, setStage } from "./stage";

const rows = Array.from({ length: 3_000 }, (_, at) => ({
  id: `maker-${at % 7}/model-${at}`,
  downloads: BigInt(at),
  tags: [
    `license:${at % 3 === 0 ? "apache-2.0" : "llama3"}`,
    ...(at === 0 ? [] : [`base_model:finetune:maker-${(at >> 1) % 7}/model-${at >> 1}`]),
  ],
  pipeline_tag: at % 5 === 0 ? "fill-mask" : "text-generation",
}));
const file = parquetOf(rows, { groupRows: 500, only: ["id", "downloads", "tags", "pipeline_tag"] });

let stage: Stage;
let server: Server;
/** While true, the file's server accepts requests but answers none. */
let silent = false;

before(async () => {
  server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    if (silent || from === undefined) return;
    const end = Math.min(file.length, Number(to) + 1);
    response.writeHead(206, { ETag: '"x"', "Content-Range": `bytes ${from}-${end - 1}/${file.length}` });
    response.end(file.slice(Number(from), end));
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  stage = await setStage();
  await stage.open();
});
after(async () => {
  await stage?.strike();
  server.closeAllConnections();
  server.close();
});

/** Takes a screenshot for manual review if HUB_LINEAGE_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUB_LINEAGE_PICTURES;
  if (folder) await screenshot(page, join(folder, `${name}.png`));
}

async function beginImport(page: Page): Promise<void> {
  await importFromPort(page, (server.address() as AddressInfo).port);
}

const saved = () => join(stage.storage, "index/snapshot.columns");

scene(
  "an import that is canceled leaves nothing",
  () => stage,
  async ({ page }) => {
    silent = true;
    await beginImport(page);
    const message = notice(page, "Importing the Hub's models");
    await message.waitFor();
    await picture(page, "snapshot-importing");
    await page.locator(".notification-list-item", { hasText: "Importing" }).getByText("Cancel").click();
    await message.waitFor({ state: "detached" });
    assert.ok(!existsSync(saved()));
    silent = false;
  },
);

scene(
  "a table is imported from a URL, and its families need no request",
  () => stage,
  async ({ page, hub }) => {
    await beginImport(page);
    await page.locator(".statusbar-item", { hasText: "3,000 models and 2,999 edges imported" }).waitFor();
    assert.ok(existsSync(saved()));
    await runCommand(page, "Hub Lineage: Index Status");
    await page.locator(".sidebar .monaco-list-row", { hasText: "Snapshot of the Hub" }).waitFor();
    await picture(page, "snapshot-index");
    assert.deepEqual(
      hub.requests().filter(({ path }) => path.includes("model-1")),
      [],
    );
  },
);

/** Runs an analysis from the palette and resolves to the report's frame once it is ready. */
async function analyze(page: Page, title: string): Promise<Frame> {
  await runCommand(page, "Hub Lineage: Run Ecosystem Analysis");
  await quickRow(page, title).click();
  await quickRow(page, "As Published").click();
  const frame = await webviewFrame(page);
  await frame.locator(".report h1", { hasText: title }).waitFor();
  await frame.locator('#report-status[data-state="ready"]').waitFor();
  return frame;
}

for (const [theme, kind] of lookedAt) {
  scene(
    `an analysis of it is drawn in ${theme} with its coverage, and axe finds nothing`,
    () => stage,
    async ({ page }) => {
      await chooseTheme(page, theme);
      const frame = await analyze(page, "Mutation rates");
      await frame.locator(`body.${kind}`).waitFor();
      await frame.getByText("license at both ends: 2,999 of 2,999 edges (100.0%)").waitFor();
      await frame.locator("section.figure svg circle").first().waitFor();
      assert.deepEqual(await violations(frame), []);
      await picture(page, `snapshot-analysis-${kind}`);
    },
  );
}

scene(
  "a bar opens its models, and these their family; the keyboard limits figures to a family",
  () => stage,
  async ({ page }) => {
    const frame = await analyze(page, "Inventory");
    const bar = frame
      .locator("section.figure", { hasText: "Models by license" })
      .locator("rect.acts")
      .first();
    await bar.click();
    await frame
      .locator("aside.behind", { hasText: "2,000 models; showing the 500 most downloaded" })
      .waitFor();
    await picture(page, "snapshot-models-behind");
    await frame.locator("aside.behind tbody button").first().click();
    await page.locator(".tab", { hasText: "Family: maker-" }).waitFor();
    await page.locator('.tab:has-text("Family:") .codicon-close').click();
    const again = await analyze(page, "Structure of descent");
    await again.locator(".button", { hasText: "Limit…" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("maker-0/model-1400");
    await page.keyboard.press("Enter");
    await again
      .locator("#report-status", { hasText: "Limited to the family of maker-0/model-1400" })
      .waitFor();
    // Eleven ancestors (700, 350, …, 0), itself, and two children.
    await again.getByText("depth (not on or below a cycle): 14 of 14 models (100.0%)").waitFor();
  },
);

async function reload(page: Page): Promise<Frame> {
  await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);
  await workbenchStands(page);
  return webviewFrame(page);
}

scene(
  "reloading the window reruns the panel's analysis, but only offers to rerun a slow one",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "View: Close All Editors");
    const frame = await analyze(page, "Mutation rates");
    await frame.locator(".button", { hasText: "Limit…" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("maker-0/model-1400");
    await page.keyboard.press("Enter");
    const limited = "Limited to the family of maker-0/model-1400; as published";
    await frame.locator("#report-status", { hasText: limited }).waitFor();
    const restored = await reload(page);
    await restored.locator("#report-status", { hasText: limited }).waitFor();
    await restored.locator("section.figure svg").first().waitFor();
    await page.locator(".tab", { hasText: "Mutation rates" }).waitFor();
    await analyze(page, "Genetic similarity");
    const offered = await reload(page);
    await offered.locator("#report-message", { hasText: "Genetic similarity takes a while" }).waitFor();
    await picture(page, "snapshot-offered");
    assert.deepEqual(await violations(offered), []);
    assert.equal(await offered.locator("section.figure").count(), 0);
    await offered.locator(".button", { hasText: "Run" }).click();
    await offered.locator("section.figure svg").first().waitFor();
    assert.equal(await offered.locator("#report-message").isVisible(), false);
  },
);

scene(
  "a report is exported as a page with its pictures, and a picture as a PNG file",
  () => stage,
  async ({ page, workspace }) => {
    const frame = await analyze(page, "Possible license conflicts");
    const drawn = frame.locator("section.figure .canvas svg[aria-label]");
    await drawn.first().waitFor();
    const pictures = await drawn.count();
    await frame.locator(".button", { hasText: "Export…" }).click();
    await quickRow(page, "a standalone page with pictures").click();
    const html = await saveAs(page, join(workspace.folder, "violations.html"));
    assert.equal(html.match(/<figcaption>[^<]+<\/figcaption>\n<svg /g)?.length, pictures);
    await frame.locator(".button", { hasText: "PNG" }).first().click();
    const name = "Pairs-of-licenses-that-may-conflict-the-parent-s-and-the-child-s.png";
    const png = await saveAs(page, join(workspace.folder, name));
    assert.equal(png.slice(1, 4), "PNG");
  },
);

scene(
  "Query Index lists the snapshot's tables, and its last query runs on them",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "View: Close All Editors");
    await runCommand(page, "Hub Lineage: Query Index");
    await queryEditor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Control+Enter");
    const frame = await resultFrame(page, "ready");
    const rows = frame.locator("[role=grid] [role=row]");
    assert.deepEqual(await rows.allInnerTexts(), ["license\nmodels", "llama3\n2000", "apache-2.0\n1000"]);
    await picture(page, "snapshot-query");
  },
);
