import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { drawnFamily } from "../../harness/once";
import { editorOf, webviewFrame } from "../../harness/workbench";
import { problems } from "../../harness/workbench-views";
import { picture, quickInput } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

let stage: Stage;

before(async () => {
  stage = await setStage();
  await stage.open();
});
after(() => stage?.strike());

/** The model at the keyboard focus in the picture; null if the focus is elsewhere. */
const focusedModel = (frame: Frame) =>
  frame.evaluate(() => document.activeElement?.getAttribute("data-model") ?? null);

/** Presses Tab until the focus is where `isThere` says, at most so often that all controls of the panel were passed. */
async function tabUntil(page: Page, what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${what}.`);
}

scene(
  "without a mouse: open a card, go to a finding, fix it, show the family, move in it, read details, and go back",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("my-bloom-assistant");
    const editor = editorOf(page, card);
    const { keyboard } = page;
    // What is read from the list of problems is opened without a key, and the cursor is put back with Ctrl+1.

    await until("Ctrl+P opens", async () => {
      await keyboard.press("Control+P");
      return (await quickInput(page).isVisible()) || undefined;
    });
    await keyboard.type(card);
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "README.md" }).waitFor();
    await keyboard.press("Enter");
    await editor.and(page.locator(".focused")).waitFor();
    await until("three findings", async () => ((await problems(page)).length === 3 ? true : undefined));
    await keyboard.press("Control+1");

    await keyboard.press("F8");
    const told = page.locator(".marker-widget");
    await told.waitFor();
    assert.match(
      await told.innerText(),
      /^Possible license conflict: bigscience\/bloom-560m .*license\/use-restrictions-dropped$/m,
    );
    await picture(page, "walk-finding");
    await keyboard.press("Escape");
    await told.waitFor({ state: "detached" });
    await keyboard.press("Control+.");
    const fix = page.locator(".action-widget .monaco-list-row.focused");
    await fix.filter({ hasText: "Change license to bigscience-bloom-rail-1.0" }).waitFor();
    await picture(page, "walk-fixes");
    await keyboard.press("Enter");
    await editor.locator(".view-line", { hasText: /^license:\sbigscience-bloom-rail-1\.0$/ }).waitFor();
    await until("a finding less", async () => ((await problems(page)).length === 2 ? true : undefined));
    await keyboard.press("Control+1");

    await keyboard.press("Control+K");
    await keyboard.press("Control+I");
    const facts = page.locator(".monaco-hover:visible", { hasText: "Anyone who shares a derivative must" });
    await facts.waitFor();
    assert.match(
      await facts.innerText(),
      /parent[\s\S]*bigscience\/bloom-560m[\s\S]*bigscience-bloom-rail-1\.0/,
    );
    await picture(page, "walk-hover");
    await keyboard.press("Escape");

    await keyboard.press("F1");
    await quickInput(page).waitFor();
    await keyboard.type("Hub Lineage: Show Family");
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Show Family" }).waitFor();
    await keyboard.press("Enter");
    const frame = await webviewFrame(page);
    assert.equal((await drawnFamily(frame)).familySize, 2);
    await until("the panel has the focus", async () =>
      (await frame.evaluate(() => document.hasFocus())) ? true : undefined,
    );

    await tabUntil(page, "the tree", async () => (await focusedModel(frame)) !== null);
    assert.equal(await focusedModel(frame), "my-bloom-assistant (this card)");
    await keyboard.press("ArrowUp");
    assert.equal(await focusedModel(frame), "bigscience/bloom-560m");
    await keyboard.press("Space");
    await frame.locator(".details h2", { hasText: "bigscience/bloom-560m" }).waitFor();
    await picture(page, "walk-details");
    await keyboard.press("Tab");
    assert.ok(
      await frame.evaluate(() => document.activeElement?.closest(".details") !== null),
      "Tab leads from the model to its details",
    );
    await keyboard.press("Control+1");
    await editor.and(page.locator(".focused")).waitFor();
  },
);
