import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { startSampleHub } from "../../harness/hub";
import { editorOf, runCommand } from "../../harness/workbench";
import type { LoopbackHub } from "../../hub/server";
import { dialog, lens } from "./acts";
import { asked, type Stage, scene, setStage } from "./stage";

let other: LoopbackHub;
let stage: Stage;

before(async () => {
  other = await startSampleHub();
  stage = await setStage({
    trust: true,
    prepare: (_, workspace) => {
      const settings = { "hubLineage.endpoint": other.url, "hubLineage.repo": "NexaAIDev/Octopus-v2" };
      writeFileSync(join(workspace.folder, ".vscode/settings.json"), JSON.stringify(settings));
      writeFileSync(join(workspace.folder, "notes.lineage.sql"), "-- # Notes\n\nSELECT 42 AS answer\n");
    },
  });
});

after(async () => {
  await stage?.strike();
  await other?.close();
});

scene(
  "an untrusted workspace cannot choose the Hub or the model",
  () => stage,
  async ({ hub, workspace, open }) => {
    const card = workspace.card("bigscience__bloom-560m");
    const page = await open({ openFile: card });
    await dialog(page).locator(".monaco-button", { hasText: "No" }).click();
    await lens(editorOf(page, card), "no parent · 74 children · Show Family").waitFor();
    assert.deepEqual(asked(hub.requests()), ["bigscience/bloom-560m", "children of bigscience/bloom-560m"]);
    assert.deepEqual(other.requests(), [], "the workspace's own setting chose the Hub");
  },
);

scene(
  "a notebook opens in an untrusted workspace, and VS Code asks for trust before a cell runs",
  () => stage,
  async ({ page }) => {
    await page
      .locator(".explorer-folders-view .monaco-list-row", { hasText: "notes.lineage.sql" })
      .dblclick();
    await page.locator(".notebookOverlay .view-line", { hasText: "answer" }).waitFor();
    await runCommand(page, "Notebook: Run All");
    const asks = dialog(page).filter({
      hasText: "Executing a notebook cell will run code from this workspace.",
    });
    await asks.locator(".monaco-button", { hasText: "Cancel" }).click();
    assert.equal(await page.locator(".notebookOverlay .codicon-notebook-state-success").count(), 0);
  },
);
