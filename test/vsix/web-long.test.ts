import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import { drawnFamily } from "../harness/once";
import { repoRoot } from "../harness/root";
import { editorOf, runCommand, webviewFrame, workbenchStands } from "../harness/workbench";
import { problems, statusItem } from "../harness/workbench-views";
import { assistantFindings, bloomFamily, hoverOver } from "../integration/workbench/acts";
import { type Stage, scene, until } from "../integration/workbench/stage";
import { setPackedStage } from "./packed-stage";

const web = { "hub-lineage.hub-lineage": ["web"], "test.memfs": ["web"] };
let stage: Stage;

before(async () => {
  stage = await setPackedStage("web", {
    settings: { "remote.extensionKind": web },
    beside: join(repoRoot(), "test/fixtures/memfs-extension"),
  });
});
after(() => stage?.strike());

scene(
  "the package does its main job in a web host on a virtual workspace: findings, hover, family, and a kept index",
  () => stage,
  async ({ hub, open }) => {
    const page = await open({}, "memfs:/cards");
    const explorer = page.locator(".explorer-folders-view .monaco-list-row");
    await explorer.filter({ hasText: "assistant" }).first().click();
    await explorer.filter({ hasText: "README.md" }).first().dblclick();
    await statusItem(page).waitFor();
    await assistantFindings(page);
    const hover = await hoverOver(page, editorOf(page, "/assistant/README.md"), "bigscience/bloom-560m");
    assert.match(await hover.innerText(), /bigscience-bloom-rail-1\.0/);
    await page.keyboard.press("Escape");

    await explorer.filter({ hasText: "bloom" }).last().click();
    await explorer.filter({ hasText: "README.md" }).nth(1).dblclick();
    await bloomFamily(page);

    await runCommand(page, "Hub Lineage: Import Hub Snapshot");
    await page
      .locator(".notification-list-item", { hasText: "not available in a browser" })
      .first()
      .waitFor();
    const asked = hub.requests().length;
    await page.reload();
    await workbenchStands(page);
    await page.locator(".codelens-decoration").filter({ hasText: "74 children" }).waitFor();
    assert.equal(hub.requests().length, asked, "the index in the browser's storage was not kept");
  },
);

scene(
  "Try with Sample Data works in a web host",
  () => stage,
  async ({ hub, open }) => {
    const before = hub.requests().length;
    const page = await open({}, "hub-lineage-sample:/Sample Data");
    const family = await drawnFamily(await webviewFrame(page));
    assert.equal(family.model, "tidewater-lab/Harbor-1B");
    await until("three findings", async () => ((await problems(page)).length === 3 ? true : undefined));
    assert.equal(hub.requests().length, before);
  },
);
