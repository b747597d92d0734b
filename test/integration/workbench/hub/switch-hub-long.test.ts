import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { drawnFamily } from "../../../harness/once";
import { writeUserSettings } from "../../../harness/vscode";
import { editorOf, openFile, runCommand, webviewFrame } from "../../../harness/workbench";
import { isIdle, openSidebar, problems, sidebarRows, statusItem } from "../../../harness/workbench-views";
import { HubData } from "../../../hub/hub-data";
import { factsFromJson } from "../../../hub/models/facts";
import { type LoopbackHub, startHub } from "../../../hub/server";
import { hoverOver, lens, picture } from "../acts";
import { addCard, type Stage, scene, setStage, until } from "../stage";

const own = "lab/own";
const base = "lab/base";

/** What a Hub says about the card's parent and the card's model. */
interface Said {
  readonly license: string;
  readonly children: readonly string[];
  /** The rule that the parent's license makes the card break. */
  readonly rule: string;
}

const first: Said = {
  license: "gemma",
  children: ["ann/one", "ann/two", "ann/three"],
  rule: "license/use-restrictions-dropped",
};
const second: Said = { license: "cc-by-nc-4.0", children: ["ben/only"], rule: "license/nc-dropped" };

function modelsOf({ license, children }: Said) {
  return [
    factsFromJson({ id: base, license, task: "text-generation" }),
    factsFromJson({ id: own, license: "mit", parents: [base], relation: "finetune" }),
    ...children.map(id => factsFromJson({ id, license: "mit", parents: [own], relation: "finetune" })),
  ];
}

const front = `---
license: mit
base_model: ${base}
base_model_relation: finetune
pipeline_tag: text-generation
---

# Own
`;

let stage: Stage;
let other: LoopbackHub;
const cards = () => ({ own: stage.workspace.card("own"), draft: stage.workspace.card("draft") });

before(async () => {
  other = await startHub({ models: new HubData(modelsOf(second)) });
  stage = await setStage({
    prepare: (hub, workspace) => {
      hub.data.put(modelsOf(first));
      // An SSH remote names no port, so it is that of both Hubs.
      addCard(workspace, { folder: "own", text: front, remote: `git@127.0.0.1:${own}.git` });
      addCard(workspace, { folder: "draft", text: front.replace("# Own", "# Draft") });
    },
  });
  await stage.open({ openFile: cards().own });
});

after(async () => {
  await stage?.strike();
  await other?.close();
});

/** Chooses a Hub as a user does who edits the User settings. */
function use(hub: LoopbackHub): void {
  writeUserSettings(stage.vscode.serverDataDir, { "hubLineage.endpoint": hub.url });
}

/** What the window shows of the card's model and its parent, once it shows what a Hub said. */
async function shows(page: Page, hub: LoopbackHub, said: Said, otherSaid: Said): Promise<void> {
  const { children, license, rule } = said;
  const words = children.length === 1 ? "1 child" : `${children.length} children`;
  const editor = editorOf(page, cards().own);
  await lens(editor, `1 parent · ${words} · Show Family`).waitFor();
  await isIdle(page);

  const rules = await until(`${rule} is found`, async () => {
    const codes = (await problems(page)).filter(({ file }) => file.includes("own")).map(({ code }) => code);
    return codes.includes(rule) ? codes : undefined;
  });
  assert.ok(!rules.includes(otherSaid.rule), `${otherSaid.rule} is about the other Hub's answer`);

  const hover = await hoverOver(page, editor, base);
  await hover.getByText(license).first().waitFor();
  assert.ok(!(await hover.innerText()).includes(otherSaid.license), await hover.innerText());
  await page.keyboard.press("Escape");

  const item = statusItem(page);
  await item.filter({ hasText: String(children.length) }).waitFor();
  await item.hover();
  await page.locator(".monaco-hover:visible", { hasText: `Hub: ${hub.url}` }).waitFor();

  await openSidebar(page, "Hub Lineage");
  await until("the Index view names the Hub", async () => {
    const labels = (await sidebarRows(page, "Index")).map(({ label }) => label);
    return labels.includes(`Answers of ${hub.url}`) ? true : undefined;
  });
}

/** Waits until the panel shows exactly the models that a Hub knows of the family. */
async function panelShows(page: Page, { children }: Said): Promise<void> {
  const frame = await webviewFrame(page);
  const ids = [base, own, ...children];
  await frame.locator(`[role=treeitem][data-model="${children[0]}"]`).waitFor({ state: "attached" });
  assert.equal((await drawnFamily(frame)).familySize, ids.length);
  const shown = await frame
    .locator("[role=treeitem][data-model]")
    .evaluateAll(items => items.map(item => item.getAttribute("data-model") ?? ""));
  assert.deepEqual(shown.sort(), ids.sort());
}

scene(
  "a card and its family show what the Hub in use says",
  () => stage,
  async ({ page, hub }) => {
    await shows(page, hub, first, second);
    await runCommand(page, "Hub Lineage: Show Family");
    await panelShows(page, first);
    await picture(page, "switch-1-first");
  },
);

scene(
  "after the setting names another Hub, everything shows what that one says, and names it",
  () => stage,
  async ({ page, hub }) => {
    hub.resetRequests();
    use(other);
    await shows(page, other, second, first);
    await picture(page, "switch-2-before-reading");
    await runCommand(page, "Hub Lineage: Show Family");
    await panelShows(page, second);
    await picture(page, "switch-3-second");
    assert.deepEqual(hub.requests(), [], "the Hub that is no longer in use is asked nothing");
  },
);

scene(
  "back at the first Hub, its answers are shown without a request",
  () => stage,
  async ({ page, hub }) => {
    hub.resetRequests();
    other.resetRequests();
    use(hub);
    await panelShows(page, first);
    await shows(page, hub, first, second);
    await picture(page, "switch-4-back");
    assert.deepEqual([hub.requests(), other.requests()], [[], []]);
  },
);

scene(
  "the family of a draft shows its parent as the Hub in use knows it",
  () => stage,
  async ({ page, hub }) => {
    await openFile(page, cards().draft);
    await lens(editorOf(page, cards().draft), "draft · 1 parent · Show Family").waitFor();
    await isIdle(page);
    await runCommand(page, "Hub Lineage: Show Family");
    const legend = (await webviewFrame(page)).locator(".legend");
    await legend.filter({ hasText: first.license }).waitFor();
    use(other);
    await legend.filter({ hasText: second.license }).waitFor();
    assert.ok(!(await legend.innerText()).includes(first.license), "nothing of the other Hub is left");
    await lens(editorOf(page, cards().own), "1 parent · 1 child · Show Family").waitFor();
    await picture(page, "switch-5-draft");
    use(hub);
    await legend.filter({ hasText: first.license }).waitFor();
  },
);
