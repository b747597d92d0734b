import assert from "node:assert/strict";
import { after, before } from "node:test";
import { drawnFamily } from "../../harness/once";
import { editorOf, openFile, runCommand, webviewFrame } from "../../harness/workbench";
import { lens, picture } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

let stage: Stage;

before(async () => {
  stage = await setStage();
  await stage.open({ openFile: stage.workspace.card("lineage-notes") });
});
after(() => stage?.strike());

scene(
  "a step of the walkthrough gets its tick when its job was done, and no other step does",
  () => stage,
  async ({ page, workspace }) => {
    await runCommand(page, "Hub Lineage: Get Started");
    const steps = page.locator(".getting-started-step");
    await steps.first().waitFor();
    for (let at = 0; at < (await steps.count()); at += 1) {
      await steps.nth(at).click();
      await steps.nth(at).and(page.locator(".expanded")).waitFor();
      await picture(page, `walkthrough-${at}`);
    }
    const ticked = async () =>
      steps.evaluateAll(all => all.map(step => step.querySelector(".codicon.complete") !== null));
    assert.deepEqual(await ticked(), [false, false, false, false, false, false]);

    const card = workspace.card("my-bloom-assistant");
    await openFile(page, card);
    await lens(editorOf(page, card), "1 parent").waitFor();
    await page.keyboard.press("Control+.");
    await page.keyboard.press("Escape");
    await runCommand(page, "Hub Lineage: Show Family");
    await drawnFamily(await webviewFrame(page));
    await runCommand(page, "Hub Lineage: New Notebook");
    await page.locator(".notebookOverlay").waitFor();
    await runCommand(page, "Hub Lineage: Get Started");
    await steps.first().waitFor();
    await until("four steps have their ticks", async () => {
      const all = await ticked();
      return all.join() === "true,true,true,false,false,true" ? true : undefined;
    });
    await picture(page, "walkthrough-ticks");
  },
);
