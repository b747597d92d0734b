import assert from "node:assert/strict";
import { after, before } from "node:test";
import { drawnFamily } from "../../harness/once";
import { editorOf, openFile, runCommand, webviewFrame } from "../../harness/workbench";
import { findingsAreThere, openProblems, problems, statusItem } from "../../harness/workbench-views";
import {
  closeEditor,
  closePanel,
  dialog,
  goToEndOf,
  hoverOver,
  lens,
  notice,
  picture,
  portOpenedBy,
  quickInput,
  quickRow,
  writeWorkspaceSettings,
} from "./acts";
import { asked, type Stage, scene, setStage, until } from "./stage";

const instruct = "HuggingFaceTB__SmolLM2-1.7B-Instruct";
const bloom = "bigscience__bloom-560m";
const gemma = "wandb__gemma-2b-zephyr-sft";
const unheard = "nobody/has-this-model";
let stage: Stage;

before(async () => {
  stage = await setStage();
  await stage.open({ openFile: stage.workspace.card("lineage-notes") });
});

after(() => stage?.strike());

const ours = async () => (await problems(stage.page)).map(({ code, severity }) => `${severity} ${code}`);

scene(
  "ordinary READMEs and cards of datasets and Spaces are ignored, and Show Family asks for an ID",
  () => stage,
  async ({ page, hub, workspace }) => {
    for (const folder of ["lineage-notes", "support-tickets-dataset", "bloom-playground-space"]) {
      await openFile(page, workspace.card(folder));
      await runCommand(page, "Hub Lineage: Show Family");
      await quickInput(page).waitFor();
      assert.equal(await page.locator(".codelens-decoration").count(), 0, `${folder} has a CodeLens`);
      assert.equal(await statusItem(page).count(), 0, `${folder} has a status bar item`);
      await page.keyboard.press("Escape");
    }
    assert.deepEqual(await ours(), []);
    assert.deepEqual(hub.requests(), []);

    await runCommand(page, "Hub Lineage: Show Family");
    await quickInput(page).waitFor();
    await page.keyboard.type("NexaAIDev/Octopus-v2");
    await quickRow(page, "as typed").waitFor();
    await page.keyboard.press("Enter");
    const family = await drawnFamily(await webviewFrame(page));
    assert.equal(family.model, "NexaAIDev/Octopus-v2");
    await closePanel(page);
  },
);

scene(
  "the CodeLens counts parents and children, and clicking it shows the family",
  () => stage,
  async ({ page, hub, workspace }) => {
    const children = hub.data.childrenOf(instruct.replace("__", "/")).length;
    await openFile(page, workspace.card(instruct));
    await lens(editorOf(page, workspace.card(instruct)), `1 parent · ${children} children`).waitFor();
    await openFile(page, workspace.card(bloom));
    await lens(editorOf(page, workspace.card(bloom)), "no parent · 74 children · Show Family").click();
    assert.equal((await drawnFamily(await webviewFrame(page))).model, "bigscience/bloom-560m");
    await closePanel(page);
  },
);

scene(
  "the status bar counts the children, shows the state in its tooltip, and opens the family",
  () => stage,
  async ({ page, workspace, hub }) => {
    await openFile(page, workspace.card(bloom));
    await statusItem(page).filter({ hasText: "74" }).hover();
    const tooltip = page.locator(".monaco-hover:visible", { hasText: "Ready." });
    await tooltip.waitFor();
    assert.equal(
      (await tooltip.innerText()).trim(),
      `bigscience/bloom-560m\nno parent · 74 children\n2 findings in Problems, 1 hint in the text\nReady.\nHub: ${hub.url}`,
    );
    assert.equal((await problems(page)).length, 2, "as many as the tooltip says");
    await statusItem(page).click();
    assert.equal((await drawnFamily(await webviewFrame(page))).familySize, 75);
    await closePanel(page);
  },
);

scene(
  "the hover over base_model is a fact sheet whose links work",
  () => stage,
  async ({ page, workspace, hub }) => {
    const card = workspace.card(instruct);
    const editor = editorOf(page, card);
    const parent = "HuggingFaceTB/SmolLM2-1.7B";
    await openFile(page, card);
    const text = await (await hoverOver(page, editor, parent)).innerText();
    for (const fact of [
      /license\s+apache-2\.0\s+apache-2\.0\s+kept/,
      /task\s+text-generation/,
      /\d+\s+children/,
      /downloads\s+a\s+month/,
      /\d+\s+likes/,
      /1\.71\s+B\s+parameters/,
      /read\s+just\s+now/,
    ]) {
      assert.match(text, fact);
    }

    const onHub = (await hoverOver(page, editor, parent)).locator("a", { hasText: "Open on the Hub" });
    assert.equal(await portOpenedBy(page, () => onHub.click()), new URL(hub.url).port);

    hub.resetRequests();
    await (await hoverOver(page, editor, parent)).locator("a", { hasText: "Refresh" }).click();
    await until("the parent is requested again", () =>
      asked(hub.requests()).includes(parent) ? true : undefined,
    );

    await (await hoverOver(page, editor, parent)).locator("a", { hasText: "Compare" }).click();
    await page.locator(".tab.active", { hasText: `${parent} → this card` }).waitFor();
    await (await webviewFrame(page)).locator("td.kept").first().waitFor();
    await closeEditor(page);

    await (await hoverOver(page, editor, parent)).locator("a", { hasText: "Show Family" }).click();
    await (await webviewFrame(page)).locator("h1", { hasText: parent }).waitFor();
    await closePanel(page);
  },
);

scene(
  "palette commands open the card's page and compare it with its parent",
  () => stage,
  async ({ page, workspace, hub }) => {
    await openFile(page, workspace.card(instruct));
    const open = () => runCommand(page, "Hub Lineage: Open on the Hub");
    assert.equal(await portOpenedBy(page, open), new URL(hub.url).port);
    await runCommand(page, "Hub Lineage: Compare with Parent");
    await page.locator(".tab.active", { hasText: "→ this card" }).waitFor();
    const compared = await webviewFrame(page);
    await compared
      .locator("tr", { hasText: /^license/ })
      .locator("td.kept")
      .waitFor();
    await picture(page, "compare");
    await compared.getByText("Compare Card Texts").click();
    await page.locator(".tab.active", { hasText: "↔ this card" }).waitFor();
    await page
      .locator(".monaco-diff-editor .line-delete, .monaco-diff-editor .char-delete")
      .first()
      .waitFor();
    await picture(page, "compare-texts");
    await closeEditor(page);
    await closeEditor(page);
  },
);

scene(
  "the Problems view shows our source and rule, and the rule links to its page",
  () => stage,
  async ({ page, workspace }) => {
    await openFile(page, workspace.card(gemma));
    const panel = await openProblems(page);
    // The last to appear: it needs the Hub's answer about the parent.
    await panel.locator(".marker-code", { hasText: "trait/gating-lost" }).waitFor();
    assert.deepEqual(await ours(), [
      // From bloom-560m, which is still open: zhs and zht.
      "Error language/invalid-code",
      "Error language/invalid-code",
      "Warning license/use-restrictions-dropped",
      "Info license/notice-missing",
      "Info trait/gating-lost",
      "Info relation/contradicts-files",
    ]);
    await panel
      .locator("a", { hasText: "license/use-restrictions-dropped" })
      .click({ modifiers: ["Control"] });
    const rule = await webviewFrame(page);
    await rule.locator("h1", { hasText: "license/use-restrictions-dropped" }).waitFor();
    await rule.locator("h2", { hasText: "Example" }).waitFor();
    await rule.locator('a[href="https://ai.google.dev/gemma/terms"]').waitFor();
    await picture(page, "rule-page");
    await closeEditor(page);
  },
);

scene(
  "a quick fix from the keyboard changes the text and clears the finding",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("my-bloom-assistant");
    await openFile(page, card);
    const row = (await openProblems(page)).locator(".monaco-list-row", {
      hasText: "base_model_relation is quantized",
    });
    await row.waitFor();
    await goToEndOf(page, editorOf(page, card), "base_model_relation:");
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget", { hasText: "Set base_model_relation to adapter" }).waitFor();
    await page.keyboard.press("Enter");
    await editorOf(page, card)
      .locator(".view-line", { hasText: /^base_model_relation:\s+adapter$/ })
      .waitFor();
    await row.waitFor({ state: "detached" });
    await closeEditor(page);
  },
);

scene(
  "a draft says so, and becomes a model on the Hub once the user chooses one",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("my-bloom-assistant");
    await openFile(page, card);
    await lens(editorOf(page, card), "draft · 1 parent").waitFor();
    await runCommand(page, "Hub Lineage: Choose This Card's Model");
    await quickInput(page).waitFor();
    await page.keyboard.type("Octopus");
    await quickRow(page, "NexaAIDev/Octopus-v2").click();
    const children = stage.hub.data.childrenOf("NexaAIDev/Octopus-v2").length;
    await lens(editorOf(page, card), `1 parent · ${children} child`).waitFor();
  },
);

scene(
  "a typed ID is requested once after typing pauses, and a missing one is not requested again",
  () => stage,
  async ({ page, workspace, hub }) => {
    const card = workspace.card("tiny-poet-lora");
    await openFile(page, card);
    const missing = (await openProblems(page)).locator(".marker-code", { hasText: "base-model/not-found" });
    await missing.waitFor();
    await goToEndOf(page, editorOf(page, card), "base_model:");
    await page.keyboard.press("Shift+Home");
    hub.resetRequests();
    const typed = new Map<string, number>();
    const line = `base_model: ${unheard}`;
    for (let end = 1; end <= line.length; end++) {
      typed.set(line.slice("base_model: ".length, end), Date.now());
      await page.keyboard.press(line.charAt(end - 1));
    }
    await until("the typed ID is requested", () =>
      asked(hub.requests()).includes(unheard) ? true : undefined,
    );
    for (const request of hub.requests()) {
      const [id = ""] = asked([request]);
      // Completion searches after its own, shorter delay.
      if (id.startsWith("search ")) continue;
      const quietMs = request.at - (typed.get(id) ?? Number.POSITIVE_INFINITY);
      // Typing can be slow under load, and then an unfinished ID may go unchanged for 600 ms.
      assert.ok(quietMs >= 600, `${id} was asked for ${quietMs} ms after its last letter`);
    }
    const finding = page.locator(".markers-panel .monaco-list-row", { hasText: unheard });
    await finding.waitFor();

    await page.keyboard.press("End");
    await page.keyboard.type("x");
    await finding.waitFor({ state: "detached" });
    await page.keyboard.press("Backspace");
    await finding.waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("One more line.");
    // The last text typed is answered last; by then the earlier ID would have been requested.
    await page.keyboard.press("Control+Home");
    await goToEndOf(page, editorOf(page, card), "base_model:");
    await page.keyboard.type("-either");
    await until("the last ID is requested", () =>
      asked(hub.requests()).includes(`${unheard}-either`) ? true : undefined,
    );
    const again = asked(hub.requests()).filter(id => id === unheard);
    assert.equal(again.length, 1, "a missing ID was requested again");
  },
);

scene(
  "settings silence a rule, change its severity, and turn off linting",
  () => stage,
  async ({ page, workspace }) => {
    const { folder } = workspace;
    await openFile(page, workspace.card(gemma));
    await findingsAreThere(page);
    await writeWorkspaceSettings(page, folder, {
      "hubLineage.rules": {
        "license/use-restrictions-dropped": "error",
        "relation/contradicts-files": "off",
      },
    });
    await openFile(page, workspace.card(gemma));
    const codes = (await openProblems(page)).locator(".marker-code");
    await codes.filter({ hasText: "relation/contradicts-files" }).first().waitFor({ state: "detached" });
    assert.ok((await ours()).includes("Error license/use-restrictions-dropped"));
    await writeWorkspaceSettings(page, folder, { "hubLineage.lint": false });
    await codes.filter({ hasText: /\// }).first().waitFor({ state: "detached" });
    assert.deepEqual(await ours(), []);
    await writeWorkspaceSettings(page, folder, {});
    await codes.filter({ hasText: "relation/contradicts-files" }).first().waitFor();
  },
);

scene(
  "Clear Index asks for confirmation, then the open cards are read again",
  () => stage,
  async ({ page, workspace, hub }) => {
    await openFile(page, workspace.card(instruct));
    await statusItem(page).waitFor();
    hub.resetRequests();
    await runCommand(page, "Hub Lineage: Clear Index");
    await dialog(page)
      .filter({ hasText: /Clear the index and forget [\d,]+ models of .+\?/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await runCommand(page, "Hub Lineage: Clear Index");
    await dialog(page).locator(".monaco-button", { hasText: "Clear Index" }).click();
    await until("the card's model is read again", () =>
      asked(hub.requests()).includes(instruct.replace("__", "/")) ? true : undefined,
    );
    assert.equal(await notice(page, /./).count(), 0, "no notification should appear");
  },
);
