import { test } from "node:test";
import { editorOf, openFile, screenshot } from "../../harness/workbench";
import { chooseTheme, goToEndOf, hoverOver, lens } from "./acts";
import { addCard, setStage } from "./stage";

const text = `---
base_model: google/gemma-2b
base_model_relation: finetune
license: apache-2.0
language:
- en
pipeline_tag: text-generation
datasets: [HuggingFaceH4/ultrachat_200k]
library_name: transformers
---

# Gemma tuned
`;

test("look", async () => {
  const stage = await setStage({
    settings: { "hubLineage.inlayHints": true },
    prepare: (hub, workspace) => {
      addCard(workspace, { folder: "gemma-tuned", text });
      addCard(workspace, {
        folder: "gemma-clone",
        text: text.replace("google/gemma-2b", "Qwen/Qwen2-7B"),
        remote: `${hub.url}/google/gemma-2b`,
      });
    },
  });
  try {
    const card = stage.workspace.card("gemma-tuned");
    const page = await stage.open({ openFile: card });
    const editor = editorOf(page, card);
    await lens(editor, "1 parent").waitFor();
    await editor.locator(".view-line", { hasText: "parent: gemma" }).first().waitFor();
    for (const [name, theme] of [
      ["dark", "Dark Modern"],
      ["light", "Light Modern"],
      ["hc", "Dark High Contrast"],
    ] as const) {
      await chooseTheme(page, theme);
      await openFile(page, card);
      await screenshot(page, `/tmp/look/${name}-hints.png`);
      await hoverOver(page, editor, "license");
      await screenshot(page, `/tmp/look/${name}-hover-field.png`);
      await hoverOver(page, editor, "google/gemma-2b");
      await screenshot(page, `/tmp/look/${name}-hover-id.png`);
      await page.keyboard.press("Escape");
      await goToEndOf(page, editor, "license:");
      await page.keyboard.press("Control+Space");
      await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
      await page.waitForTimeout(400);
      await screenshot(page, `/tmp/look/${name}-complete-license.png`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+.");
      await page.locator(".action-widget").waitFor();
      await page.waitForTimeout(300);
      await screenshot(page, `/tmp/look/${name}-fixes.png`);
      await page.keyboard.press("Escape");
      await goToEndOf(page, editor, "library_name:");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Control+Space");
      await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
      await page.waitForTimeout(400);
      await screenshot(page, `/tmp/look/${name}-complete-keys.png`);
      await page.keyboard.press("Escape");
      await page.keyboard.type("new_version: bigscience/");
      await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
      await page.waitForTimeout(900);
      await screenshot(page, `/tmp/look/${name}-complete-ids.png`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Z");
      await page.keyboard.press("Control+Z");
      await page.keyboard.press("Control+Z");
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
      await page.keyboard.press("Control+Home");
    }
  } catch (error) {
    await screenshot(stage.page, "/tmp/look/failed.png");
    throw error;
  } finally {
    await stage.strike();
  }
});
