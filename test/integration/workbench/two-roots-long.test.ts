import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { editorOf, runCommand } from "../../harness/workbench";
import { problems } from "../../harness/workbench-views";
import { goToEndOf, lens } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

const rule = "license/use-restrictions-dropped";

/** One card in each root, with a license that its parent's license does not allow. */
const card = `---
license: apache-2.0
base_model:
- google/gemma-2b
- me/old-name
base_model_relation: merge
pipeline_tag: text-generation
---
`;

/** The rule's severity in each root's settings. */
const roots = { first: "error", second: "info", third: "off" } as const;

let stage: Stage;
const pathOf = (root: string) => join(dirname(stage.workspace.folder), root, "card/README.md");

before(async () => {
  stage = await setStage({
    prepare: (_, { folder }) => {
      const above = dirname(folder);
      for (const [root, severity] of Object.entries(roots)) {
        mkdirSync(join(above, root, "card"), { recursive: true });
        mkdirSync(join(above, root, ".vscode"));
        writeFileSync(join(above, root, "card/README.md"), card);
        const settings = { "hubLineage.rules": { [rule]: severity } };
        writeFileSync(join(above, root, ".vscode/settings.json"), JSON.stringify(settings));
      }
      const folders = Object.keys(roots).map(root => ({ path: root }));
      writeFileSync(join(above, "roots.code-workspace"), JSON.stringify({ folders, settings: {} }));
    },
  });
  const workspace = join(dirname(stage.workspace.folder), "roots.code-workspace");
  await stage.open({ openFile: pathOf("second") }, workspace);
});

after(() => stage?.strike());

scene(
  "Check Workspace checks the cards of every root with that root's settings",
  () => stage,
  async ({ page }) => {
    await runCommand(page, "Hub Lineage: Check Workspace");
    await page.locator(".statusbar-item", { hasText: /3 model cards: / }).waitFor();
    const found = (await problems(page)).filter(({ code }) => code === rule);
    assert.deepEqual(found.map(({ file, severity }) => `${severity} ${file}`).sort(), [
      "Error first • card/README.md",
      "Info second • card/README.md",
    ]);
  },
);

scene(
  "renaming a model updates the cards of every root",
  () => stage,
  async ({ page }) => {
    const editor = editorOf(page, pathOf("second"));
    await lens(editor, "2 parents").waitFor();
    await goToEndOf(page, editor, "-.me/old-name");
    await page.keyboard.press("F2");
    const box = page.locator(".rename-box input, .rename-box .rename-input").first();
    await box.waitFor();
    await box.fill("me/new-name");
    await page.keyboard.press("Enter");
    const renamed = card.replace("old-name", "new-name");
    await until("every root's card has the new name on disk", async () => {
      if (Object.keys(roots).every(root => readFileSync(pathOf(root), "utf8") === renamed)) return true;
      return undefined;
    });
  },
);
