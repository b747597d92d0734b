import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { openFile, runCommand } from "../../../harness/workbench";
import { factsFromJson } from "../../../hub/models/facts";
import { chooseTheme, dialog, notice, picture, quickRow } from "../acts";
import { addCard, type Stage, scene, setStage, until } from "../stage";

const card = "---\nlicense: mit\nlibrary_name: peft\n---\n\n# Poet\n";
const adapter = JSON.stringify({ base_model_name_or_path: "lab/base", peft_type: "LORA" });
/** Themes, and what the workbench is marked with once they are applied. */
const themes = {
  "Default Light Modern": ".vs",
  "Default High Contrast": ".hc-black",
  "Default Dark Modern": ".vs-dark",
};
let stage: Stage;

before(async () => {
  const env: Record<string, string> = { HF_TOKEN: "hf_loopback" };
  stage = await setStage({
    env,
    prepare: (hub, workspace) => {
      env.HF_ENDPOINT = hub.url;
      const texts = { "adapter_config.json": adapter };
      hub.data.put(
        [
          { id: "lab/base", license: "mit" },
          { id: "me/poet", card, license: "mit", texts },
        ].map(factsFromJson),
      );
      // What is proposed is a change of the card on the Hub, not of this file.
      addCard(workspace, { folder: "poet", text: `${card}\nMine.\n`, remote: `${hub.url}/me/poet` });
    },
  });
  await stage.open({ openFile: stage.workspace.card("poet") });
});
after(() => stage?.strike());

const onlyReads = () => stage.hub.requests().every(({ method }) => method === "GET");
const diff = (page: Page) => page.locator(".monaco-diff-editor .editor.modified");
const titleButton = (page: Page) =>
  page.locator('.editor-group-container .editor-actions .action-label[aria-label^="Open Pull Request"]');

scene(
  "a fix of the card on the Hub is shown as a diff, and nothing is sent without consent",
  () => stage,
  async ({ page, hub, workspace }) => {
    await openFile(page, workspace.card("poet"));
    await runCommand(page, "Hub Lineage: Propose Change on the Hub");
    await quickRow(page, "base-model/missing").waitFor();
    await picture(page, "fixes");
    await quickRow(page, "base-model/missing").click();
    await diff(page).locator(".view-line", { hasText: "base_model: lab/base" }).waitFor();
    assert.equal(await diff(page).locator(".view-line", { hasText: "Mine." }).count(), 0);
    await notice(page, "Read this change to the card of me/poet").waitFor();
    const question = dialog(page);
    for (const [theme, mark] of Object.entries(themes)) {
      await chooseTheme(page, theme);
      await page.locator(`.monaco-workbench${mark}`).waitFor();
      await picture(page, `diff-${theme.replaceAll(" ", "-")}`);
      await titleButton(page).click();
      await question.waitFor();
      await picture(page, `question-${theme.replaceAll(" ", "-")}`);
      await question.locator(".monaco-button", { hasText: "Cancel" }).click();
      await question.waitFor({ state: "detached" });
    }
    await titleButton(page).click();
    await question.waitFor();
    const asked = (await question.textContent()) ?? "";
    for (const words of [
      "me/poet",
      new URL(hub.url).host,
      "Title: ",
      "rule base-model/missing",
      "under your name",
    ])
      assert.ok(asked.includes(words), `${words} is not in: ${asked}`);
    await question.locator(".monaco-button", { hasText: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    assert.ok(onlyReads());
  },
);

scene(
  "the person who agrees gets one pull request, and a link to it",
  () => stage,
  async ({ page, hub }) => {
    await titleButton(page).click();
    await dialog(page).locator(".monaco-button", { hasText: "Open Pull Request" }).click();
    await notice(page, "The pull request on me/poet is open.").waitFor();
    await picture(page, "opened");
    const [opened, ...more] = hub.data.pullRequests;
    assert.equal(more.length, 0);
    assert.equal(opened?.by, "loopback-user");
    assert.deepEqual(Object.keys(opened?.files ?? {}), ["README.md"]);
    assert.match(opened?.files["README.md"] ?? "", /^base_model: lab\/base$/m);
    assert.doesNotMatch(opened?.files["README.md"] ?? "", /Mine/);
    await titleButton(page).click();
    await notice(page, "This change is no longer current.").waitFor();
    assert.equal(hub.data.pullRequests.length, 1);
  },
);

scene(
  "a pull request like it is told in the question, and a model that changed gets none",
  () => stage,
  async ({ page, hub, workspace }) => {
    await openFile(page, workspace.card("poet"));
    await runCommand(page, "Hub Lineage: Propose Change on the Hub");
    await quickRow(page, "base-model/missing").click();
    await until("the new diff is shown", async () =>
      (await titleButton(page).count()) > 0 && (await diff(page).count()) > 0 ? true : undefined,
    );
    await notice(page, "Read this change to the card of me/poet").waitFor();
    await titleButton(page).click();
    await dialog(page).waitFor();
    assert.ok(
      ((await dialog(page).textContent()) ?? "").includes(
        `is open already: ${hub.url}/me/poet/discussions/1`,
      ),
    );
    await picture(page, "again");
    const texts = { "adapter_config.json": adapter };
    hub.data.put([factsFromJson({ id: "me/poet", card, texts, createdAt: "2025-05-05T05:05:05.000Z" })]);
    await dialog(page).locator(".monaco-button", { hasText: "Open Pull Request" }).click();
    await notice(page, "me/poet changed after its card was read").waitFor();
    assert.equal(hub.data.pullRequests.length, 1);
  },
);
