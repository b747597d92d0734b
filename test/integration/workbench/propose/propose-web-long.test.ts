import assert from "node:assert/strict";
import { after, before } from "node:test";
import { openFile, runCommand } from "../../../harness/workbench";
import { factsFromJson } from "../../../hub/models/facts";
import { dialog, notice, quickInput, quickRow } from "../acts";
import { addCard, type Stage, scene, setStage } from "../stage";

const card = "---\nlicense: apache-2\nbase_model: lab/base\n---\n\n# Poet\n";
let stage: Stage;

before(async () => {
  stage = await setStage({
    // Makes VS Code run the `browser` entry in its web worker host, whose requests the Hub must allow.
    settings: { "remote.extensionKind": { "hub-lineage.hub-lineage": ["web"] } },
    prepare: (hub, workspace) => {
      hub.data.put(
        [
          { id: "lab/base", license: "mit" },
          { id: "me/poet", card },
        ].map(factsFromJson),
      );
      addCard(workspace, { folder: "poet", text: card, remote: `${hub.url}/me/poet` });
    },
  });
  await stage.open({ openFile: stage.workspace.card("poet") });
});
after(() => stage?.strike());

scene(
  "VS Code in the browser opens a pull request with the token of Sign In",
  () => stage,
  async ({ page, hub, workspace }) => {
    await openFile(page, workspace.card("poet"));
    await runCommand(page, "Hub Lineage: Propose Change on the Hub");
    await notice(page, "A pull request needs a token with write access").waitFor();
    await page.locator(".notification-list-item .monaco-button", { hasText: "Sign In" }).click();
    await dialog(page).locator(".monaco-button", { hasText: "Continue" }).click();
    await quickInput(page).fill("hf_loopback");
    await page.keyboard.press("Enter");
    await page.locator(".statusbar-item", { hasText: "signed in as loopback-user" }).waitFor();
    await runCommand(page, "Hub Lineage: Propose Change on the Hub");
    await quickRow(page, "license/invalid-id").click();
    await notice(page, "Read this change to the card of me/poet").waitFor();
    await page.locator(".notification-list-item .monaco-button", { hasText: "Open Pull Request" }).click();
    await dialog(page).locator(".monaco-button", { hasText: "Open Pull Request" }).click();
    await notice(page, "The pull request on me/poet is open.").waitFor();
    assert.match(hub.data.pullRequests[0]?.files["README.md"] ?? "", /^license: apache-2\.0$/m);
  },
);
