import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import { editorOf, openFile, runCommand } from "../../harness/workbench";
import { findingsAreThere, openProblems, problems } from "../../harness/workbench-views";
import { closeEditor, goToEndOf, hoverOver, lens, notice, quickInput, quickRow } from "./acts";
import { addCard, type Stage, scene, setStage, until } from "./stage";

const parent = "google/gemma-2b";
let stage: Stage;

/** A card that names a model of the same workspace, and one that names none yet. */
const child = "---\nbase_model: me/local-model\npipeline_tag: text-generation\n---\n\n# Child\n";
const draft = `---\nlicense: apache-2.0\nbase_model_relation: finetune\npipeline_tag: text-generation\n---\n\n# Draft\n`;

before(async () => {
  stage = await setStage({
    prepare: (_, workspace) => {
      addCard(workspace, { folder: "written", text: draft });
      addCard(workspace, { folder: "child-one", text: child });
      addCard(workspace, {
        folder: "child-two",
        text: child.replace("me/local", '"me/local').replace("model\n", 'model"\n'),
      });
    },
  });
  await stage.open({ openFile: stage.workspace.card("written") });
});

after(() => stage?.strike());

/** A row of the completion list. */
function offer(page: Page, text: string): Locator {
  return page.locator(".suggest-widget.visible .monaco-list-row", { hasText: text }).first();
}

/** Resolves once the placeholder is selected and can be typed over. */
async function placeIsSelected(page: Page): Promise<void> {
  await page.locator(".statusbar-item", { hasText: /\(\d+ selected\)/ }).waitFor();
}

scene(
  "completion finds a parent and replaces the typed text; its license is checked immediately",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("written");
    const editor = editorOf(page, card);
    await lens(editor, "draft").waitFor();
    await goToEndOf(page, editor, "license:");
    await page.keyboard.press("Enter");
    await page.keyboard.type("base_model: google/");
    await offer(page, parent).waitFor();
    await page.keyboard.type("gemma-2b");
    await offer(page, parent).waitFor();
    await page.keyboard.press("Enter");
    await editor.locator(".view-line", { hasText: /^base_model:\s+google\/gemma-2b$/ }).waitFor();
    await findingsAreThere(page);
    assert.ok((await problems(page)).some(({ code }) => code === "license/use-restrictions-dropped"));
  },
);

scene(
  "a field's hover explains it, and the fix menu silences a license finding with a reason",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("written");
    const editor = editorOf(page, card);
    const text = await (await hoverOver(page, editor, "license")).innerText();
    assert.match(text, /The license of the model/);
    assert.match(text, /google\/gemma-2b\s+gemma/);
    await goToEndOf(page, editor, "license:");
    await page.keyboard.press("Control+.");
    const focused = page.locator(".action-widget .monaco-list-row.focused");
    await focused.waitFor();
    await until("the arrow key reaches the action that silences the finding", async () => {
      if ((await focused.innerText()).includes("Silence license/use-restrictions-dropped")) return true;
      await page.keyboard.press("ArrowDown");
      return undefined;
    });
    await page.keyboard.press("Enter");
    await placeIsSelected(page);
    await page.keyboard.type("agreed with Google");
    await page.keyboard.press("Escape");
    const row = (await openProblems(page)).locator(".marker-code", { hasText: "use-restrictions-dropped" });
    await row.waitFor({ state: "detached" });
    await editor.locator(".view-line", { hasText: "use-restrictions-dropped: agreed with Google" }).waitFor();
    await openFile(page, card);
    await closeEditor(page);
  },
);

scene(
  "F2 on a model ID renames it in every card in the workspace",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("child-one");
    await openFile(page, card);
    await lens(editorOf(page, card), "1 parent").waitFor();
    await goToEndOf(page, editorOf(page, card), "base_model:");
    await page.keyboard.press("F2");
    const box = page.locator(".rename-box input, .rename-box .rename-input").first();
    await box.waitFor();
    assert.equal(await box.inputValue(), "me/local-model");
    await box.fill("me/published-model");
    await page.keyboard.press("Enter");
    await until(
      "both cards have the new name on disk",
      () =>
        ["child-one", "child-two"].every(name =>
          readFileSync(workspace.card(name), "utf8").includes("me/published-model"),
        ) || undefined,
    );
    assert.match(readFileSync(workspace.card("child-two"), "utf8"), /^base_model: "me\/published-model"$/m);
  },
);

scene(
  "Check Workspace lists unopened cards in the Problems view without a notification",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "Hub Lineage: Check Workspace");
    await page.locator(".statusbar-item", { hasText: /\d+ model cards: / }).waitFor();
    const files = new Set((await problems(page)).map(({ file }) => file.split("/").at(-2)));
    assert.ok(
      files.has("my-bloom-assistant") && files.has("wandb__gemma-2b-zephyr-sft"),
      [...files].join(", "),
    );
    await notice(page, /./).waitFor({ state: "detached" });
  },
);

scene(
  "a new card from a parent inherits its license and waits for the model's name",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "Hub Lineage: New Model Card from Parent");
    await quickInput(page).fill(parent);
    await quickRow(page, "as typed").waitFor();
    await page.keyboard.press("Enter");
    await quickRow(page, "Adapter").click();
    const editor = page.locator('.monaco-editor[data-uri^="untitled:"]').first();
    await editor.locator(".view-line", { hasText: /^license:\s+gemma$/ }).waitFor();
    await editor.locator(".view-line", { hasText: /^library_name:\s+peft$/ }).waitFor();
    await placeIsSelected(page);
    await page.keyboard.type("Tiny poet");
    await editor.locator(".view-line", { hasText: /^#\s+Tiny\s+poet$/ }).waitFor();
  },
);
