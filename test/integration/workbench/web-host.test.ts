import assert from "node:assert/strict";
import { after, before } from "node:test";
import { drawnFamily } from "../../harness/once";
import { runCommand, webviewFrame } from "../../harness/workbench";
import { openSidebar, problems, sidebarRows, statusItem } from "../../harness/workbench-views";
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
    const rules = await until("three findings", async () => {
      const found = (await problems(page)).map(row => row.code);
      return found.length === 3 ? found.sort() : undefined;
    });
    assert.match(
      rules.join(" "),
      /license\/use-restrictions-dropped.*relation\/contradicts-files.*trait\/languages-lost/,
    );

    const again = await open({ openFile: workspace.card("bigscience__bloom-560m") });
    await again.locator(".codelens-decoration").filter({ hasText: "74 children" }).waitFor();
    await runCommand(again, "Hub Lineage: Show Family");
    const family = await drawnFamily(await webviewFrame(again));
    assert.deepEqual(family, { model: "bigscience/bloom-560m", familySize: 75, edges: 74 });
    await openSidebar(again, "Hub Lineage");
    const rows = await until("the children's row", async () => {
      const labels = (await sidebarRows(again, "Model Family")).map(row => row.label);
      return labels.includes("Children (74)") ? labels : undefined;
    });
    assert.equal(rows[0], "bigscience/bloom-560m");
    assert.equal(hub.requests().filter(({ path }) => path === "/api/models/bigscience/bloom-560m").length, 1);
  },
);
