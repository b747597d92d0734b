import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Frame, Locator, Page } from "playwright-core";
import { repoRoot } from "../../harness/root";
import { testEnvironment } from "../../harness/test-environment";
import { runCommand, screenshot, webviewFrame } from "../../harness/workbench";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { chooseTheme, quickRow, saveAs } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

const rows = Array.from({ length: 600 }, (_, at) => ({
  id: `maker-${at % 7}/model-${at}`,
  downloads: BigInt(at),
  tags: [
    `license:${at % 3 === 0 ? "apache-2.0" : "llama3"}`,
    ...(at === 0 ? [] : [`base_model:finetune:maker-${(at >> 1) % 7}/model-${at >> 1}`]),
  ],
  pipeline_tag: at % 5 === 0 ? "fill-mask" : "text-generation",
}));

const hostile = `'<img src=x onerror="document.title=1">' || char(27) || '[31m'`;
const text = `-- # Licenses on the Hub
--
-- What *changes* from parent to child, in \`hub.models\` and its edges.

-- The most common licenses
SELECT license, count(*) AS models, ${hostile} AS hostile
FROM hub.models
GROUP BY 1
ORDER BY 2 DESC;

SELECT * FROM nowhere WHERE id = '<b>'

-- analyze mutation --mode paper\r
`;

let stage: Stage;
let file = "";
/** Runs the command line, which shares the editor's index. */
const cli = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [join(repoRoot(), "dist/cli.js"), ...args, "--index", join(stage.storage, "index")],
    {
      env: testEnvironment({}),
      encoding: "utf8",
    },
  );

before(async () => {
  stage = await setStage({
    prepare: (_, { folder }) => {
      file = join(folder, "licenses.lineage.sql");
      writeFileSync(file, text);
    },
  });
  mkdirSync(join(stage.storage, "index"), { recursive: true });
  const table = join(stage.workspace.folder, "models.parquet");
  writeFileSync(
    table,
    parquetOf(rows, { groupRows: 500, only: ["id", "downloads", "tags", "pipeline_tag"] }),
  );
  assert.equal(cli("import", table).status, 0);
  await stage.open();
});
after(() => stage?.strike());

/** Takes a screenshot for manual review if HUB_LINEAGE_PICTURES names a folder, and one further down in the notebook. */
async function pictures(page: Page, name: string): Promise<void> {
  const folder = process.env.HUB_LINEAGE_PICTURES;
  if (!folder) return;
  await page.mouse.move(900, 600);
  for (const [part, way] of [
    ["", 1],
    ["-below", -1],
  ] as const) {
    await screenshot(page, join(folder, `${name}${part}.png`));
    for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, way * 400);
    await page.waitForTimeout(500);
  }
}

/** Opens a file at the root of the workspace. */
async function openFromExplorer(page: Page, name: string): Promise<void> {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
}

/** Replaces the text of the cell that has some words. */
async function writeCell(page: Page, words: string, text: string): Promise<void> {
  await page.locator(".notebookOverlay .view-line", { hasText: words }).first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** The frame of the outputs, and one of our results in it. */
async function outputs(page: Page): Promise<{ frame: Frame; result: (words: string) => Locator }> {
  const frame = await webviewFrame(page);
  return { frame, result: words => frame.locator(".hub-lineage-result", { hasText: words }).first() };
}

scene(
  "a .lineage.sql file opens as a notebook, and its cells give a table, a sentence, and a chart",
  () => stage,
  async ({ page }) => {
    await openFromExplorer(page, "licenses.lineage.sql");
    await page.locator(".notebookOverlay .cell-list-container").waitFor();
    await runCommand(page, "Notebook: Run All");
    const { frame, result } = await outputs(page);
    await result("llama3").locator("td", { hasText: "400" }).waitFor();
    await result("Mutation rates").locator("svg circle").first().waitFor();
    await frame.getByText("no such table: nowhere").waitFor();
    const shown = await result("llama3").locator("tbody tr").first().innerText();
    assert.equal(shown, `llama3\t400\t<img src=x onerror="document.title=1">⟨U+001B⟩[31m`);
    assert.equal(await result("llama3").locator("img").count(), 0);
    await frame.locator("h1", { hasText: "Licenses on the Hub" }).waitFor();
    await pictures(page, "notebook-dark");
  },
);

scene(
  "it looks as well in light colors",
  () => stage,
  async ({ page }) => {
    await chooseTheme(page, "Default Light Modern");
    const { frame } = await outputs(page);
    await frame.locator("body.vscode-light").waitFor({ state: "attached" });
    await pictures(page, "notebook-light");
  },
);

scene(
  "running leaves the file as it was, and an export has what the cells gave, as on the command line",
  () => stage,
  async ({ page, workspace }) => {
    assert.equal(await page.locator(".tab.active.dirty").count(), 0, "outputs make the notebook dirty");
    await runCommand(page, "Hub Lineage: Export Notebook");
    const html = await saveAs(page, join(workspace.folder, "licenses.html"));
    const command = cli("run", file, "--format", "html");
    assert.equal(command.status, 2);
    assert.equal(Buffer.from(html, "latin1").toString(), command.stdout);
    assert.equal(readFileSync(file, "utf8"), text);
  },
);

scene(
  "an edit of one cell changes only its lines",
  () => stage,
  async ({ page }) => {
    await writeCell(page, "nowhere", "SELECT 1");
    await page.keyboard.press("Control+S");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    const wanted = text.replace("SELECT * FROM nowhere WHERE id = '<b>'", "SELECT 1");
    await until("the file is saved", () => (readFileSync(file, "utf8") === text ? undefined : true));
    assert.equal(readFileSync(file, "utf8"), wanted);
  },
);

scene(
  "stopping ends the running query at once, and the cells that wait are not run",
  () => stage,
  async ({ page }) => {
    await writeCell(
      page,
      "SELECT 1",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    );
    await runCommand(page, "Notebook: Run All");
    // The query runs once the cell above it has its next number.
    await page.locator(".notebookOverlay .execution-count-label", { hasText: "[5]" }).waitFor();
    await page.getByText("Stop Execution", { exact: true }).first().click();
    const { frame } = await outputs(page);
    await frame.getByText("Canceled.").first().waitFor();
    await pictures(page, "notebook-interrupted");
    await writeCell(page, "WITH RECURSIVE", "SELECT 7 AS seven");
    await runCommand(page, "Notebook: Run All");
    const { result } = await outputs(page);
    await result("seven").locator("td", { hasText: "7" }).waitFor();
    await result("Mutation rates").locator("svg circle").first().waitFor();
  },
);

scene(
  "New Notebook opens one with examples that run, and any SQL file opens with Open With…",
  () => stage,
  async ({ page, workspace }) => {
    await runCommand(page, "View: Close All Editors");
    await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" }).click();
    await runCommand(page, "Hub Lineage: New Notebook");
    await runCommand(page, "Notebook: Run All");
    const { result } = await outputs(page);
    await result("fill-mask").locator("td", { hasText: "120" }).waitFor();
    await pictures(page, "notebook-new");
    await runCommand(page, "View: Revert and Close Editor");
    const plain = join(workspace.folder, "plain.sql");
    writeFileSync(plain, "-- A\n\nSELECT 5 AS five");
    await openFromExplorer(page, "plain.sql");
    await runCommand(page, "View: Reopen Editor With...");
    await quickRow(page, "Lineage Notebook from SQL").click();
    await runCommand(page, "Notebook: Run All");
    await (await outputs(page)).result("five").locator("td", { hasText: "5" }).waitFor();
    assert.equal(await page.locator(".tab.active.dirty").count(), 0);
  },
);
