import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { drawnFamily } from "../../harness/once";
import { editorOf, openFile, runCommand, webviewFrame } from "../../harness/workbench";
import { isIdle, openSidebar, problems, sidebarRows, statusItem } from "../../harness/workbench-views";
import { factsFromJson } from "../../hub/models/facts";
import { chooseTheme, closeEditor, closePanel, goToEndOf, hoverOver, lens, picture, unfold } from "./acts";
import { addCard, type Stage, scene, setStage, until } from "./stage";

const tuned = "lab/tuned";
const view = "Model Family";
let stage: Stage;
let card: string;
let unread: string;

const models = [
  { id: "lab/base", license: "gemma", languages: ["en"], task: "text-generation" },
  { id: "lab/free", license: "apache-2.0", languages: ["en"], task: "text-generation" },
  {
    ...{ id: tuned, parents: ["lab/base"], relation: "finetune", license: "other", languages: ["en"] },
    ...{ task: "text-generation" },
  },
  ...["one", "two", "three"].map(name => ({
    ...{ id: `lab/${name}`, parents: [tuned], relation: "adapter", license: "mit" },
  })),
  { id: "lab/grandchild", parents: ["lab/one"], relation: "quantized", license: "mit" },
];

before(async () => {
  stage = await setStage({
    prepare: (hub, workspace) => {
      hub.data.put(models.map(model => factsFromJson(model)));
      addCard(workspace, {
        folder: "tuned",
        text: "---\nlicense: apache-2.0\nlanguage: en\nbase_model: lab/base\nbase_model_relation: finetune\n---\n\n# Tuned\n",
        remote: `${hub.url}/${tuned}`,
      });
      addCard(workspace, {
        folder: "unread",
        text: "---\nlicense: mit\nbase_model: lab/nobody-asked\n---\n\n# Unread\n",
      });
    },
  });
  card = stage.workspace.card("tuned");
  unread = stage.workspace.card("unread");
});

after(() => stage?.strike());

/** The row of a trait in the pane of the panel, as text. */
function traitRow(frame: Frame, trait: string) {
  return frame.locator(".details table tr", { has: frame.locator(`th:text-matches("^${trait}")`) });
}

async function replaceLine(page: Page, start: string, line: string): Promise<void> {
  await goToEndOf(page, editorOf(page, card), start);
  await page.keyboard.press("Shift+Home");
  await page.keyboard.type(line);
  await page.keyboard.press("Escape");
}

/** What the side bar says of its first model. */
async function sideNote(page: Page): Promise<string | undefined> {
  await openSidebar(page, "Hub Lineage");
  return (await sidebarRows(page, view))[0]?.description;
}

scene(
  "an open card is laid over the Hub's copy in every view, and all move as it is typed",
  () => stage,
  async ({ open }) => {
    const page = await open({ openFile: card });
    await isIdle(page);
    await lens(editorOf(page, card), "Show Family").click();
    const frame = await webviewFrame(page);
    assert.equal((await drawnFamily(frame)).familySize, 6);
    const license = traitRow(frame, "license");
    await license.filter({ hasText: /apache-2\.0.*on the Hub: other/ }).waitFor();
    await frame.locator("th", { hasText: "This card" }).waitFor();
    await frame.locator(".verdict.conflict", { hasText: "Possible license conflict" }).waitFor();
    const hover = await (await hoverOver(page, editorOf(page, card), "lab/base")).innerText();
    assert.match(hover, /apache-2\.0 \(on the Hub: other\)/);
    assert.match(hover, /possible conflict/);
    await page.keyboard.press("Escape");
    assert.ok((await problems(page)).some(({ message }) => message.startsWith("Possible license conflict")));
    await until("the side bar names the difference", async () =>
      (await sideNote(page)) === "this card differs: license" ? true : undefined,
    );
    await picture(page, "truth-differs");
    await chooseTheme(page, "Default Light Modern");
    await frame.locator("body.vscode-light").waitFor();
    await picture(page, "truth-differs-light");
    await chooseTheme(page, "Default Dark Modern");

    await replaceLine(page, "license:", "license: gemma");
    await license.filter({ hasText: /gemma.*on the Hub: other/ }).waitFor();
    await frame.locator(".verdict.ok", { hasText: "keeps the parent's license, gemma" }).waitFor();
    await until("the finding is gone", async () =>
      (await problems(page)).some(({ message }) => message.startsWith("Possible license conflict"))
        ? undefined
        : true,
    );
    await replaceLine(page, "license:", "license: other");
    await license.filter({ hasText: /^license.*gemma\s*other$/ }).waitFor();
    await until("the side bar follows", async () => ((await sideNote(page)) === "" ? true : undefined));
  },
);

scene(
  "another parent moves the family, and the counts of lens, status bar, and panel agree",
  () => stage,
  async ({ page }) => {
    const frame = await webviewFrame(page);
    await replaceLine(page, "base_model:", "base_model: lab/free");
    await frame.locator('[role=treeitem][data-model="lab/free"]').waitFor();
    await frame.locator('[role=treeitem][data-model="lab/base"]').waitFor({ state: "detached" });
    await frame
      .locator(".details .on-hub", { hasText: "parents: lab/free in this card, lab/base on the Hub" })
      .waitFor();
    await lens(editorOf(page, card), "1 parent · 4 descendants").waitFor();
    await statusItem(page).filter({ hasText: /\b4\b/ }).waitFor();
    await frame.locator(".details p", { hasText: "3 children: 3 adapters. 4 descendants." }).waitFor();
    await picture(page, "truth-parent");
    await closeEditor(page);
    // Without its card, the model is as the Hub has it.
    await frame.locator('[role=treeitem][data-model="lab/base"]').waitFor();
    await traitRow(frame, "license")
      .filter({ hasText: /^license.*other$/ })
      .waitFor();
    await closePanel(page);
    await until("the side bar shows no model of a closed panel", async () =>
      (await page.locator(".sidebar", { hasText: tuned }).count()) === 0 ? true : undefined,
    );
  },
);

scene(
  "a parent that was never read is not one that declares no license",
  () => stage,
  async ({ page, hub }) => {
    await hub.close();
    await openFile(page, unread);
    await lens(editorOf(page, unread), "draft · 1 parent").waitFor();
    await runCommand(page, "Hub Lineage: Show Family");
    const frame = await webviewFrame(page);
    await frame.locator(".verdict", { hasText: "lab/nobody-asked has not been read" }).waitFor();
    const words = await frame.locator("body").innerText();
    // The middle column is the parent's; what the card itself does not declare is said in its own.
    assert.doesNotMatch(words, /declares no license|gained|\tnot declared\t/);
    await unfold(frame);
    await frame.locator(".legend", { hasText: "not read" }).waitFor();
    await traitRow(frame, "license")
      .filter({ hasText: /not read.*mit/ })
      .waitFor();
    await picture(page, "truth-unread");
  },
);
