import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { drawnFamily } from "../harness/once";
import { repoRoot } from "../harness/root";
import { runCommand, screenshot, webviewFrame, workbenchStands } from "../harness/workbench";
import { problems } from "../harness/workbench-views";
import { type Stage, scene, until } from "../integration/workbench/stage";
import { setPackedStage } from "./packed-stage";

let stage: Stage;

before(async () => {
  stage = await setPackedStage("sample");
});
after(() => stage?.strike());

scene(
  "Try with Sample Data shows a card's findings and a family in an empty window, without a request",
  () => stage,
  async ({ hub, open, storage }) => {
    const page = await open({}, null);
    await runCommand(page, "Hub Lineage: Try with Sample Data");
    await page.waitForURL(/hub-lineage-sample/);
    await workbenchStands(page);
    const family = await drawnFamily(await webviewFrame(page));
    assert.equal(family.model, "tidewater-lab/Harbor-1B");
    assert.ok(family.familySize > 100, `${family.familySize} models`);
    await page.locator(".statusbar-item", { hasText: "Sample data" }).waitFor();
    const rules = await until("three findings", async () => {
      const found = (await problems(page)).map(row => row.code);
      return found.length === 3 ? found.sort() : undefined;
    });
    assert.match(rules.join(" "), /license\/nc-dropped.*relation\/contradicts-files.*trait\/languages-lost/);
    assert.deepEqual(hub.requests(), [], "the sample asked a Hub");
    assert.ok(!existsSync(storage), "the sample wrote files");
    await screenshot(page, join(repoRoot(), ".vscode-test/sample.png"));
  },
);
