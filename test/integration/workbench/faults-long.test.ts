import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Frame } from "playwright-core";
import { editorOf, openFile, runCommand, webviewFrame } from "../../harness/workbench";
import { openProblems } from "../../harness/workbench-views";
import type { TargetedFault } from "../../hub/faults";
import { factsFromJson } from "../../hub/models/facts";
import { closeEditor, dialog, hoverOver, lens, notice, picture, quickInput, quickRow } from "./acts";
import { addCard, type Stage, scene, setStage, until } from "./stage";

const statusBarItem = '.statusbar-item[id^="hub-lineage"]';
let stage: Stage;

before(async () => {
  stage = await setStage({
    prepare: (hub, workspace) => {
      const models = [
        "fault/busy",
        "fault/broken",
        "fault/cut",
        "fault/html",
        "fault/silent",
        "fault/weary",
        "fault/old-name",
      ];
      hub.data.put(models.map(id => factsFromJson({ id, license: "mit", task: "text-generation" })));
      hub.data.rename("fault/old-name", "fault/new-name");
      hub.data.put([factsFromJson({ id: "fault/hidden", license: "mit", private: true })]);
      const text = (parent: string) =>
        `---\nlicense: mit\nbase_model: ${parent}\npipeline_tag: text-generation\n---\n\n# A draft\n`;
      addCard(workspace, { folder: "of-renamed", text: text("fault/old-name") });
      addCard(workspace, { folder: "of-gated", text: text("google/gemma-2b") });
      addCard(workspace, { folder: "of-hidden", text: text("fault/hidden") });
      addCard(workspace, { folder: "of-weary", text: text("fault/weary") });
    },
  });
  await stage.open({ openFile: stage.workspace.card("lineage-notes") });
});

after(() => stage?.strike());

/** Shows a model's family by ID, as a user without an open card does. */
async function showFamily(id: string): Promise<Frame> {
  const { page, workspace } = stage;
  await openFile(page, workspace.card("lineage-notes"));
  await runCommand(page, "Hub Lineage: Show Family");
  await quickInput(page).fill(id);
  await quickRow(page, "as typed").click();
  const frame = await webviewFrame(page);
  await frame.locator("h1", { hasText: id }).waitFor();
  return frame;
}

const faults: readonly (TargetedFault & { readonly model: string; readonly says: RegExp })[] = [
  { model: "fault/broken", match: "fault/broken", status: 500, says: /server problem \(status 500\)/ },
  { model: "fault/cut", match: "fault/cut", behavior: "cut", says: /was cut off/ },
  { model: "fault/html", match: "fault/html", behavior: "nonJson", says: /something other than JSON/ },
];

for (const { model, says, ...fault } of faults) {
  scene(
    `the panel explains the error when the Hub answers with ${fault.behavior ?? fault.status}, and can retry`,
    () => stage,
    async ({ hub }) => {
      hub.setFaults({ targets: [fault] });
      const panel = await showFamily(model);
      await panel.locator('#family-summary[data-state="error"]').waitFor({ state: "attached" });
      assert.match((await panel.locator("#family-message").textContent()) ?? "", says);
      hub.setFaults({});
      await panel.locator(".button", { hasText: "Try Again" }).click();
      await panel.locator('#family-summary[data-state="ready"]').waitFor();
    },
  );
}

scene(
  "a request that the Hub never answers can be canceled, and the panel stays usable",
  () => stage,
  async ({ hub }) => {
    hub.setFaults({ targets: [{ match: "fault/silent", behavior: "hang" }] });
    const panel = await showFamily("fault/silent");
    await panel.locator('#family-summary[data-state="loading"]').waitFor({ state: "attached" });
    await panel.locator(".button", { hasText: "Cancel" }).click();
    await panel.locator('#family-summary:not([data-state="loading"])').waitFor({ state: "attached" });
    hub.setFaults({});
    const other = await showFamily("NexaAIDev/Octopus-v2");
    await other.locator('#family-summary[data-state="ready"]').waitFor();
  },
);

scene(
  "a Hub failure appears in the hover and the status bar, and a refresh clears it",
  () => stage,
  async ({ page, hub, workspace }) => {
    hub.setFaults({ targets: [{ match: "fault/weary", status: 500 }] });
    const card = workspace.card("of-weary");
    await openFile(page, card);
    await page.locator(`${statusBarItem}[aria-label*="status 500"]`).waitFor();
    await lens(editorOf(page, card), "draft · 1 parent").waitFor();
    const hover = await hoverOver(page, editorOf(page, card), "fault/weary");
    await hover.getByText("status 500").waitFor();
    hub.setFaults({});
    await hover.locator("a", { hasText: "Try Again" }).click();
    await page.locator(`${statusBarItem}[aria-label*="Ready."]`).waitFor();
  },
);

scene(
  "a renamed parent is read under its new name, which is reported, and is not missing",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("of-renamed");
    await openFile(page, card);
    const hover = await hoverOver(page, editorOf(page, card), "fault/old-name");
    await hover.getByText("fault/new-name").first().waitFor();
    const codes = (await openProblems(page)).locator(".marker-code", { hasText: "base-model" });
    await codes.first().waitFor();
    assert.deepEqual(await codes.allInnerTexts(), ["base-model/renamed"]);
  },
);

scene(
  "a gated parent's traits are compared, and the page says why its text cannot be, without a notification",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("of-gated");
    await openFile(page, card);
    const hover = await hoverOver(page, editorOf(page, card), "google/gemma-2b");
    await hover.getByText(/gated/).first().waitFor();
    await runCommand(page, "Hub Lineage: Compare with Parent");
    const compared = await webviewFrame(page);
    await compared.getByText(/google\/gemma-2b.*only people whom its owners have approved/).waitFor();
    await compared.locator("tr", { hasText: "license" }).getByText("gemma", { exact: true }).waitFor();
    await compared.getByText("Open on the Hub").waitFor();
    await picture(page, "compare-gated");
    assert.equal(await notice(page, /.*/).count(), 0);
    await compared.getByText("Sign In", { exact: true }).click();
    await dialog(page).getByText("Cancel").click();
    await closeEditor(page);
  },
);

scene(
  "an invalid token is rejected with a message, a valid one reveals hidden models, and Sign Out deletes it",
  () => stage,
  async ({ page, workspace, hub }) => {
    const card = workspace.card("of-hidden");
    await openFile(page, card);
    const finding = (await openProblems(page)).locator(".monaco-list-row", { hasText: "missing or private" });
    await finding.waitFor();

    await runCommand(page, "Hub Lineage: Sign In");
    await dialog(page).locator(".monaco-button", { hasText: "Continue" }).click();
    await quickInput(page).fill("hf_wrong_token");
    await page.keyboard.press("Enter");
    await notice(page, /did not accept the token\. Run Hub Lineage: Sign In with a new token/).waitFor();
    await runCommand(page, "Notifications: Clear All Notifications");

    hub.resetRequests();
    await runCommand(page, "Hub Lineage: Sign In");
    await dialog(page).locator(".monaco-button", { hasText: "Continue" }).click();
    await quickInput(page).fill("hf_loopback_access");
    await page.keyboard.press("Enter");
    await page.locator(".statusbar-item", { hasText: "signed in as loopback-member" }).waitFor();
    await finding.waitFor({ state: "detached" });
    await until("the Hub saw the token", () =>
      hub.requests().some(({ path, token }) => path.endsWith("fault/hidden") && token === "valid")
        ? true
        : undefined,
    );

    await runCommand(page, "Hub Lineage: Sign Out");
    await page.locator(".statusbar-item", { hasText: "signed out" }).waitFor();
    hub.resetRequests();
    await runCommand(page, "Hub Lineage: Refresh Family");
    const request = await until("the Hub receives another request", () => hub.requests()[0]);
    assert.equal(request.token, "none");
    await closeEditor(page);
  },
);

scene(
  "the panel reports the Hub's rate limit and sends no more requests until it expires",
  () => stage,
  async ({ hub }) => {
    hub.setFaults({ targets: [{ match: "fault/busy", status: 429 }] });
    const panel = await showFamily("fault/busy");
    await panel.locator('#family-summary[data-state="error"]').waitFor({ state: "attached" });
    const message = (await panel.locator("#family-message").textContent()) ?? "";
    assert.match(message, /is limiting requests\. Try again in .*sign in for a higher limit/);
    hub.resetRequests();
    await panel.locator(".button", { hasText: "Try Again" }).click();
    await panel.locator('#family-summary[data-state="error"]').waitFor({ state: "attached" });
    assert.deepEqual(hub.requests(), []);
  },
);
