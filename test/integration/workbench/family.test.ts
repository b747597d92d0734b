import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { runCli, withFolder } from "../../cli/run";
import { drawnFamily } from "../../harness/once";
import { editorOf, openFile, runCommand, webviewFrame, workbenchStands } from "../../harness/workbench";
import { expandRow, isIdle, openSidebar, sidebarRows, sidebarTree } from "../../harness/workbench-views";
import { factsFromJson } from "../../hub/models/facts";
import { violations } from "../../webview/kit/axe";
import { chooseTheme, closePanel, lens, lookedAt, notice, portOpenedBy, unfold } from "./acts";
import { addCard, asked, type Stage, scene, setStage, until } from "./stage";

const bloom = "bigscience/bloom-560m";
const view = "Model Family";
const breaches: string[] = [];
let stage: Stage;

before(async () => {
  stage = await setStage({
    prepare: (hub, workspace) => {
      // As its card has it: a difference would be shown in the first row as soon as both are known.
      hub.data.put([factsFromJson({ id: "crowd/root", license: "mit", task: "text-generation" })]);
      const child = (_: unknown, i: number) =>
        factsFromJson({
          id: `crowd/model-${i}`,
          parents: ["crowd/root"],
          relation: "finetune",
          license: "mit",
        });
      hub.data.put(Array.from({ length: 130 }, child));
      hub.data.put([
        factsFromJson({ id: "small/root", license: "mit" }),
        factsFromJson({ id: "small/tuned", license: "mit", parents: ["small/root"], relation: "finetune" }),
        factsFromJson({ id: "small/lora", license: "mit", parents: ["small/tuned"], relation: "adapter" }),
      ]);
      hub.data.put([
        factsFromJson({ id: "gated/root", license: "mit", gated: "manual" }),
        factsFromJson({ id: "gated/tuned", license: "mit", parents: ["gated/root"], relation: "finetune" }),
      ]);
      addCard(workspace, {
        folder: "gated-tuned",
        text: "---\nlicense: mit\nbase_model: gated/root\n---\n\n# Gated\n",
        remote: `${hub.url}/gated/tuned`,
      });
      addCard(workspace, {
        folder: "small-tuned",
        text: "---\nlicense: mit\nbase_model: small/root\n---\n\n# Small\n",
        remote: `${hub.url}/small/tuned`,
      });
      addCard(workspace, {
        folder: "crowd-root",
        text: "---\nlicense: mit\npipeline_tag: text-generation\n---\n\n# Crowd\n",
        remote: `${hub.url}/crowd/root`,
      });
    },
  });
  // After a reload, a URL that names a file opens that file instead of the previous editors.
  const page = await stage.open();
  await openFile(page, stage.workspace.card("bigscience__bloom-560m"));
  page.on("console", message => {
    if (/content.security.policy/i.test(message.text())) breaches.push(message.text());
  });
});

after(() => stage?.strike());

/** Visits every model in the panel with the arrow keys and returns the IDs exposed to a screen reader. */
async function everyModel(page: Page, frame: Frame): Promise<string[]> {
  await frame.locator(`[role=treeitem][data-model="${bloom}"]`).focus();
  const current = () =>
    frame.evaluate(() => document.activeElement?.getAttribute("data-model") ?? "no model");
  const ids = new Set([await current()]);
  await page.keyboard.press("End");
  for (let id = await current(); !ids.has(id); id = await current()) {
    ids.add(id);
    await page.keyboard.press("ArrowUp");
  }
  return [...ids].sort();
}

/** Selects the depth with the mouse. */
async function chooseDepth(frame: Frame, depth: string): Promise<void> {
  await unfold(frame);
  const list = frame.locator('.dropdown[aria-label="Depth"]');
  await list.click();
  await list.locator(".option", { hasText: depth }).click();
}

/** Expands the focused row with one key press. */
async function openWithKeyboard(page: Page, label: string): Promise<void> {
  const row = sidebarTree(page, view).locator(`.monaco-list-row[aria-label^="${label}"]`);
  await row.waitFor();
  assert.ok((await focusedRow(page)).startsWith(label), `the focus is on ${await focusedRow(page)}`);
  await page.keyboard.press("ArrowRight");
  await row.and(page.locator('[aria-expanded="true"]')).waitFor();
}

/** Counts how often VS Code redraws the first row of the tree; the returned function gives the count so far. */
async function redraws(page: Page): Promise<() => Promise<number>> {
  const row = await sidebarTree(page, view).locator(".monaco-list-row").first().elementHandle();
  const count = await page.evaluateHandle(element => {
    const seen = { times: 0 };
    const watch = new MutationObserver(changes => {
      seen.times += changes.length;
    });
    // VS Code rewrites the label of each row it draws, even if the label is unchanged.
    if (element) watch.observe(element, { attributes: true, attributeFilter: ["aria-label"] });
    return seen;
  }, row);
  return () => count.evaluate(({ times }) => times);
}

async function focusedRow(page: Page): Promise<string> {
  return (await sidebarTree(page, view).locator(".monaco-list-row.focused").getAttribute("aria-label")) ?? "";
}

scene(
  "the command line, sidebar, and panel show the same 75 models for bloom-560m",
  () => stage,
  async ({ hub, page }) => {
    const told = await withFolder(folder =>
      runCli(["family", bloom, "--endpoint", hub.url, "--index", folder, "--format", "json"]),
    );
    assert.equal(told.code, 0, told.stderr);
    const json = JSON.parse(told.stdout) as { models: { id: string }[]; edges: unknown[] };
    const ids = json.models.map(({ id }) => id).sort();
    assert.equal(ids.length, 75, "the family in test/hub/families must be complete");
    assert.equal(json.edges.length, 74);

    await openSidebar(page, "Hub Lineage");
    await expandRow(page, view, "Children (74)");
    await expandRow(page, view, "relation not stated");
    await sidebarTree(page, view).locator(".monaco-list-row[aria-level='4']").first().waitFor();
    const rows = await sidebarRows(page, view);
    assert.equal(rows[0]?.label, bloom);
    assert.deepEqual(
      [bloom, ...rows.filter(row => row.level === 4).map(row => row.label)].sort(),
      ids,
      "the sidebar and the command line list different models",
    );

    await runCommand(page, "Hub Lineage: Show Family");
    const frame = await webviewFrame(page);
    assert.deepEqual(await drawnFamily(frame), { model: bloom, familySize: 75, edges: 74 });
    await chooseDepth(frame, "all");
    await frame.locator(".row-rest").first().waitFor({ state: "detached" });
    assert.deepEqual(
      await everyModel(page, frame),
      ids,
      "the panel and the command line list different models",
    );
  },
);

for (const [theme, kind] of lookedAt) {
  scene(
    `axe finds nothing in the panel in ${theme}`,
    () => stage,
    async ({ page }) => {
      await chooseTheme(page, theme);
      const frame = await webviewFrame(page);
      await frame.locator(`body.${kind}`).waitFor();
      assert.deepEqual(await violations(frame), []);
    },
  );
}

scene(
  "arrow keys navigate the sidebar to a relation, and a click shows more of it",
  () => stage,
  async ({ page, workspace, hub }) => {
    await openFile(page, workspace.card("crowd-root"));
    await openSidebar(page, "Hub Lineage");
    const tree = sidebarTree(page, view);
    await tree.locator('.monaco-list-row[aria-label^="Children (130)"]').waitFor();
    const childrenAsked = () => asked(hub.requests()).filter(one => one === "children of crowd/root").length;
    await until("the children of crowd/root are listed", () => (childrenAsked() > 0 ? true : undefined));
    await isIdle(page);
    const listed = childrenAsked();
    const drawnAgain = await redraws(page);
    await runCommand(page, "Hub Lineage: Refresh Family");
    await until("the children are read again", () => (childrenAsked() > listed ? true : undefined));
    await isIdle(page);
    await tree.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    assert.match(await focusedRow(page), /^Parents \(0\)/);
    await page.keyboard.press("ArrowDown");
    await openWithKeyboard(page, "Children (130)");
    await tree.locator('.monaco-list-row[aria-label^="finetune 130"]').waitFor();
    await page.keyboard.press("ArrowRight");
    await openWithKeyboard(page, "finetune 130");
    await tree.locator(".monaco-list-row[aria-level='4']").first().waitFor();
    assert.equal(await drawnAgain(), 0, "the tree was redrawn, though nothing in it changed");
    await page.keyboard.press("End");
    const more = tree.locator(".monaco-list-row", { hasText: "Show 30 more of 30" });
    await more.click();
    await more.waitFor({ state: "detached" });
    const rows = await until("every child is listed", async () => {
      const shown = (await sidebarRows(page, view)).filter(row => row.level === 4);
      return shown.length === 130 ? shown : undefined;
    });
    assert.equal(new Set(rows.map(row => row.label)).size, 130, "a child is listed twice");
  },
);

scene(
  "in the panel, mouse and keyboard select a model and open its card, page, and family",
  () => stage,
  async ({ page, workspace, hub }) => {
    const card = workspace.card("small-tuned");
    await openFile(page, card);
    await lens(editorOf(page, card), "Show Family").click();
    const frame = await webviewFrame(page);
    const focus = "small/tuned";
    const heading = frame.locator(".family h1");
    await heading.filter({ hasText: focus }).waitFor();
    await drawnFamily(frame);
    const item = (id: string) => frame.locator(`[role=treeitem][data-model="${id}"]`);

    await item(focus).focus();
    await page.keyboard.press("ArrowUp");
    assert.equal(
      await frame.evaluate(() => document.activeElement?.getAttribute("data-model")),
      "small/root",
      "the arrow key must lead to the parent",
    );
    await page.keyboard.press("Space");
    await frame.locator(".details h2", { hasText: /^small\/root$/ }).waitFor();

    const onHub = frame.locator(".button", { hasText: "Open on the Hub" });
    assert.equal(await portOpenedBy(page, () => onHub.click()), new URL(hub.url).port);

    await frame.locator(".button", { hasText: "Open Card" }).click();
    await editorOf(page, "/small/root/README.md").waitFor();

    await frame.locator(".button", { hasText: "Show Family" }).focus();
    await page.keyboard.press("Enter");
    await heading.filter({ hasText: /: small\/root$/ }).waitFor();
    assert.deepEqual(await drawnFamily(frame), { model: "small/root", familySize: 3, edges: 2 });
  },
);

scene(
  "opening a gated model's card in the panel explains once why it cannot be read",
  () => stage,
  async ({ page, workspace }) => {
    await runCommand(page, "View: Focus First Editor Group");
    const card = workspace.card("gated-tuned");
    await openFile(page, card);
    await lens(editorOf(page, card), "Show Family").click();
    const frame = await webviewFrame(page);
    await frame.locator(".family h1", { hasText: "gated/tuned" }).waitFor();
    await drawnFamily(frame);
    const root = frame.locator('[role=treeitem][data-model="gated/root"]');
    await root.focus();
    await page.keyboard.press("Space");
    await frame.locator(".details h2", { hasText: /^gated\/root$/ }).waitFor();
    await frame.locator(".button", { hasText: "Open Card" }).click();
    const refusal = /gated\/root is gated: only people whom its owners have approved/;
    await notice(page, refusal).waitFor();
    assert.equal(await page.locator(".notification-list-item-message", { hasText: refusal }).count(), 1);
    await runCommand(page, "Notifications: Clear All Notifications");
  },
);

scene(
  "the panel follows the active card, stays when pinned, and compares two models",
  () => stage,
  async ({ page, workspace }) => {
    const heading = async () => (await webviewFrame(page)).locator(".family h1");
    await runCommand(page, "View: Focus First Editor Group");
    await openFile(page, workspace.card("bigscience__bloom-560m"));
    await (await heading()).filter({ hasText: bloom }).waitFor();
    await openFile(page, workspace.card("small-tuned"));
    await (await heading()).filter({ hasText: "small/tuned" }).waitFor();
    const frame = await webviewFrame(page);
    await frame.locator('.button[aria-label^="Pin"]').click();
    await frame.locator('.button[aria-label^="Unpin"]').waitFor();
    const crowd = workspace.card("crowd-root");
    await runCommand(page, "View: Focus First Editor Group");
    await openFile(page, crowd);
    await lens(editorOf(page, crowd), "Show Family").waitFor();
    assert.match((await (await heading()).textContent()) ?? "", /small\/tuned$/, "a pinned panel must stay");
    await frame.locator(".button", { hasText: "Compare with Parent" }).click();
    await page.locator('.tab:has-text("small/root → small/tuned")').waitFor();
    await runCommand(page, "View: Focus First Editor Group");
    await openFile(page, crowd);
    await frame.locator('.button[aria-label^="Unpin"]').click();
    await (await heading()).filter({ hasText: "crowd/root" }).waitFor();
    await runCommand(page, "View: Focus First Editor Group");
  },
);

scene(
  "after Show Family, in a new panel and in one that is open, the keyboard is in the picture",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("bigscience__bloom-560m");
    const entered = async () => {
      await openFile(page, card);
      await lens(editorOf(page, card), "children").waitFor();
      await runCommand(page, "Hub Lineage: Show Family");
      const frame = await webviewFrame(page);
      await frame.locator(`[role=treeitem][data-model="${bloom}"]:focus`).waitFor();
      return frame;
    };
    await closePanel(page);
    await entered();
    const frame = await entered();
    await page.keyboard.press("/");
    await frame.locator(".find :focus").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowRight");
    await frame.locator(`[role=treeitem]:not([data-model="${bloom}"]):focus`).waitFor();
    await runCommand(page, "View: Focus First Editor Group");
  },
);

scene(
  "a reload shows the indexed part of an incomplete family and reads nothing automatically",
  () => stage,
  async ({ page, workspace, hub }) => {
    await runCommand(page, "View: Focus First Editor Group");
    await openFile(page, workspace.card("bigscience__bloom-560m"));
    await openFile(page, workspace.card("crowd-root"));
    const partial = async () => {
      const frame = await webviewFrame(page);
      await frame.locator(".family h1", { hasText: "crowd/root" }).waitFor();
      await frame.locator('#family-summary[data-state="partial"]').waitFor({ state: "attached" });
      await frame.locator(".button", { hasText: "Read More" }).waitFor();
    };
    await partial();
    await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);
    await workbenchStands(page);
    await partial();
    const lists = asked(hub.requests()).filter(one => one.startsWith("children of crowd/model-"));
    assert.deepEqual(lists, [], "nobody asked for the children of the children");
  },
);

scene(
  "reloading the window keeps the panel and its model",
  () => stage,
  async ({ page, workspace }) => {
    const card = workspace.card("bigscience__bloom-560m");
    await openFile(page, card);
    await lens(editorOf(page, card), "Show Family").click();
    const panel = await webviewFrame(page);
    await panel.locator("h1", { hasText: bloom }).waitFor();
    const before = await drawnFamily(panel);
    await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);
    await workbenchStands(page);
    assert.deepEqual(await drawnFamily(await webviewFrame(page)), before);
  },
);

scene(
  "nothing in the panel violates its content security policy",
  () => stage,
  async () => {
    assert.deepEqual(breaches, []);
  },
);
