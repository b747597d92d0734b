import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { drawnFamily } from "../../harness/once";
import { openFile, runCommand, screenshot, webviewFrame } from "../../harness/workbench";
import { violations } from "../../webview/kit/axe";
import { chooseTheme, quickInput, quickRow, saveAs } from "./acts";
import { type Stage, scene, setStage } from "./stage";

const breaches: string[] = [];
let stage: Stage;

before(async () => {
  stage = await setStage();
  const page = await stage.open();
  page.on("console", message => {
    if (/content.security.policy/i.test(message.text())) breaches.push(message.text());
  });
  await openFile(page, stage.workspace.card("bigscience__bloom-560m"));
  await page.locator(".codelens-decoration").filter({ hasText: "74 children" }).waitFor();
  await runCommand(page, "Hub Lineage: Show Family");
  const { familySize } = await drawnFamily(await webviewFrame(page));
  assert.equal(familySize, 75);
});
after(() => stage?.strike());

/** Takes a screenshot for manual review if HUB_LINEAGE_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUB_LINEAGE_PICTURES;
  if (folder) await screenshot(page, join(folder, `${name}.png`));
}

async function exportAs(page: Page, frame: Frame, format: string): Promise<void> {
  await frame.locator(".button", { hasText: "Export…" }).click();
  await quickInput(page).waitFor();
  await quickInput(page).fill(format);
  await quickRow(page, format).click();
}

scene(
  "the Drift tab works from the keyboard, compares with the entire index, and passes axe in three themes",
  () => stage,
  async ({ page }) => {
    const frame = await webviewFrame(page);
    await frame.getByRole("tab", { name: "Family" }).focus();
    await page.keyboard.press("ArrowRight");
    const finding = await frame.locator(".finding").textContent();
    assert.match(finding ?? "", /^(?:[\d,]+ of|Only|None of|All) .*license/);
    await frame.locator(".notes", { hasText: /The whole index: \d+ edges among \d+ models/ }).waitFor();
    for (const [name, theme] of [
      ["dark", "Dark Modern"],
      ["light", "Light Modern"],
      ["hc", "Dark High Contrast"],
    ] as const) {
      await chooseTheme(page, theme);
      assert.deepEqual(await violations(frame), [], theme);
      await picture(page, `drift-${name}`);
    }
    await chooseTheme(page, "Dark Modern");
  },
);

scene(
  "a figure opens its models, which can be saved as CSV and found in the tree",
  () => stage,
  async ({ page, workspace }) => {
    const frame = await webviewFrame(page);
    const rates = frame.locator("table", { has: frame.locator("caption", { hasText: "Rates" }) });
    await rates
      .getByRole("button", { name: /where both models declare the license: show the models$/ })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await frame.locator(".subset", { hasText: "where both models declare the license" }).waitFor();
    assert.deepEqual(await violations(frame), []);
    await picture(page, "table");
    await frame.locator(".button", { hasText: "Export CSV" }).click();
    const lines = (await saveAs(page, join(workspace.folder, "bigscience__bloom-560m.csv"))).split("\r\n");
    const shown = Number(/^\d+/.exec((await frame.locator(".table-summary").textContent()) ?? "")?.[0]);
    assert.equal(lines.length, shown + 2, "a header, the models shown, and nothing behind the last line end");
    await frame.locator(".grid .model").first().click();
    assert.equal(await frame.getByRole("tab", { name: "Family" }).getAttribute("aria-selected"), "true");
  },
);

scene(
  "the family is saved as pictures and in other formats, and its lineage is copied as Markdown",
  () => stage,
  async ({ page, workspace }) => {
    const frame = await webviewFrame(page);
    const at = (ending: string) => join(workspace.folder, `bigscience__bloom-560m.${ending}`);
    await exportAs(page, frame, "SVG picture");
    const svg = await saveAs(page, at("svg"));
    assert.match(svg, /^<\?xml[^>]*>\n<svg [\s\S]*bloom-560m/);
    await exportAs(page, frame, "PNG picture");
    assert.ok((await saveAs(page, at("png"))).startsWith("\x89PNG"));
    await exportAs(page, frame, "CycloneDX");
    const bom = JSON.parse(await saveAs(page, at("cdx.json")));
    assert.equal(bom.metadata.component.purl, "pkg:huggingface/bigscience/bloom-560m");
    assert.equal(bom.components.length, 74);
    await exportAs(page, frame, "Copy as Markdown");
    await page.locator(".statusbar-item", { hasText: "copied the lineage as Markdown" }).waitFor();
    assert.deepEqual(breaches, [], "the views broke their policy");
  },
);
