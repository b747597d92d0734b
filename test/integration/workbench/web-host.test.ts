import assert from "node:assert/strict";
import { after, before } from "node:test";
import { openSidebar, sidebarRows, statusItem } from "../../harness/workbench-views";
import { assistantFindings, bloomFamily } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

let stage: Stage;
before(async () => {
  // Makes VS Code run the `browser` entry in its web worker host.
  stage = await setStage({ settings: { "remote.extensionKind": { "hub-lineage.hub-lineage": ["web"] } } });
});
after(() => stage.strike());

scene(
  "the web host shows findings, the family, and the sidebar, and keeps the index",
  () => stage,
  async ({ hub, workspace, vscode, open }) => {
    const card = workspace.card("my-bloom-assistant");
    const page = await open({ openFile: card });
    await statusItem(page).waitFor();
    assert.deepEqual(vscode.extensionHosts().length, 1);
    await assistantFindings(page);

    const again = await open({ openFile: workspace.card("bigscience__bloom-560m") });
    await bloomFamily(again);
    await openSidebar(again, "Hub Lineage");
    const rows = await until("the children's row", async () => {
      const labels = (await sidebarRows(again, "Model Family")).map(row => row.label);
      return labels.includes("Children (74)") ? labels : undefined;
    });
    assert.equal(rows[0], "bigscience/bloom-560m");
    assert.equal(hub.requests().filter(({ path }) => path === "/api/models/bigscience/bloom-560m").length, 1);
  },
);
