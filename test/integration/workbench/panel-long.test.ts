import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { drawnFamily } from "../../harness/once";
import { editorOf, openFile, webviewFrame } from "../../harness/workbench";
import { factsFromJson } from "../../hub/models/facts";
import { violations } from "../../webview/kit/axe";
import { chooseTheme, lens, lookedAt, saveAs, unfold } from "./acts";
import { addCard, type Stage, scene, setStage } from "./stage";

const root = "crowd/root";
const breaches: string[] = [];
let stage: Stage;

/** A family of 400: some change the license, some have children, two are merged, and one names a deleted parent. */
function crowd() {
  const licenses = ["mit", "apache-2.0", "gpl-3.0", "cc-by-nc-4.0"];
  const relations = ["finetune", "quantized", "adapter", "quantized"];
  const children = Array.from({ length: 398 }, (_, i) =>
    factsFromJson({
      id: `crowd/model-${i}`,
      parents: i % 9 === 8 ? [`crowd/model-${i - 8}`] : [root],
      relation: relations[i % 4],
      license: licenses[(i >> 2) % 4],
      downloads: 400 - i,
      createdAt: `2024-${String(1 + (i % 12)).padStart(2, "0")}-01T00:00:00.000Z`,
    }),
  );
  const merge = { id: "crowd/merged", parents: [root, "crowd/model-4", "gone/parent"], relation: "merge" };
  return [factsFromJson({ id: root, license: "mit" }), ...children, factsFromJson(merge)];
}

before(async () => {
  stage = await setStage({
    prepare: (hub, workspace) => {
      hub.data.put(crowd());
      addCard(workspace, {
        folder: "crowd-root",
        text: "---\nlicense: mit\npipeline_tag: text-generation\n---\n\n# Crowd\n",
        remote: `${hub.url}/${root}`,
      });
    },
  });
  const page = await stage.open();
  page.on("console", message => {
    if (/content.security.policy/i.test(message.text())) breaches.push(message.text());
  });
  const card = stage.workspace.card("crowd-root");
  await openFile(page, card);
  await lens(editorOf(page, card), "Show Family").click();
  await drawnFamily(await webviewFrame(page));
});

after(() => stage?.strike());

const controls = ["Depth", "Color", "Size", "Arrange by"] as const;

function chosenIn(frame: Frame, name: string): Promise<string> {
  const list = frame.locator(`.dropdown[aria-label="${name}"]`);
  return list.evaluate(element => (element as HTMLElement & { value: string }).value);
}

/** Selects the first or last option of a drop-down list with the keyboard. */
async function take(page: Page, frame: Frame, name: string, to: "Home" | "End"): Promise<void> {
  await frame.locator(`.dropdown[aria-label="${name}"]`).focus();
  for (const key of ["Enter", to, "Enter"]) await page.keyboard.press(key);
}

/** Draws the family as a tree: the option before the last. */
async function drawTree(page: Page, frame: Frame): Promise<void> {
  await frame.locator('.dropdown[aria-label="Draw as"]').focus();
  for (const key of ["Enter", "End", "ArrowUp", "Enter"]) await page.keyboard.press(key);
  await frame.locator("canvas.picture[data-detail]").waitFor();
}

async function press(page: Page, frame: Frame, name: string): Promise<void> {
  await frame.locator(".button", { hasText: name }).first().focus();
  await page.keyboard.press("Enter");
}

async function driveTools(page: Page, frame: Frame): Promise<void> {
  for (const name of controls) {
    await take(page, frame, name, "End");
    const last = await chosenIn(frame, name);
    assert.deepEqual(await violations(frame), [], name);
    await take(page, frame, name, "Home");
    assert.notEqual(await chosenIn(frame, name), last, `${name} stays as it is`);
  }
  await press(page, frame, "Fit");
  await press(page, frame, "Filter");
  const field = frame.locator('.filters .text-field[aria-label="Minimum downloads"]');
  await field.focus();
  await page.keyboard.type("399");
  await frame.locator(".left-out", { hasText: "hidden by filter" }).waitFor();
  assert.deepEqual(await violations(frame), [], "the filters");
  await press(page, frame, "Clear");
  await frame.locator(".left-out", { hasText: "hidden by filter" }).waitFor({ state: "hidden" });
  await press(page, frame, "Filter");
}

async function driveTree(page: Page, frame: Frame): Promise<void> {
  await frame.locator(`[role=treeitem][data-model="${root}"]`).focus();
  await page.keyboard.press("/");
  await page.keyboard.type("model-397");
  await frame.locator(".details h2", { hasText: "crowd/model-397" }).waitFor();
  await page.keyboard.press("Escape");
  await frame.locator(".legend button", { hasText: "adapter" }).focus();
  await page.keyboard.press("Enter");
  await frame.locator(".legend button[aria-pressed=true]").waitFor();
  await page.keyboard.press("Enter");
  await frame.locator(".legend button[aria-pressed=true]").waitFor({ state: "detached" });
  const stub = frame.locator(".twin.stub").first();
  await stub.focus();
  await page.keyboard.press("Enter");
  await frame.locator(".group .members li").first().waitFor();
  assert.deepEqual(await violations(frame), [], "the list of a group");
  await page.keyboard.press("Escape");
  await frame.locator(".group").waitFor({ state: "detached" });
}

for (const [theme, kind] of lookedAt) {
  scene(
    `every control of the tree works by keyboard in ${theme}, and axe finds nothing`,
    () => stage,
    async ({ page }) => {
      await chooseTheme(page, theme);
      const frame = await webviewFrame(page);
      await frame.locator(`body.${kind}`).waitFor();
      await unfold(frame);
      await drawTree(page, frame);
      await driveTools(page, frame);
      await driveTree(page, frame);
    },
  );
}

scene(
  "a merge shows which of its parents is missing, and nothing violates the content security policy",
  () => stage,
  async ({ page }) => {
    const frame = await webviewFrame(page);
    await frame.locator('.text-field[aria-label="Find a model"]').click({ clickCount: 3 });
    await page.keyboard.type("crowd/merged");
    await frame.locator(".details h2", { hasText: "crowd/merged" }).waitFor();
    const parents = (await frame.locator(".details .parents").textContent()) ?? "";
    assert.match(parents, /crowd\/model-4 merge/);
    assert.match(parents, /gone\/parent merge, outside this family/);
    // Whether the parent is missing is known only after its side of the family is read.
    await frame.locator(".button", { hasText: "Show Family" }).click();
    await frame.locator(".family h1", { hasText: "crowd/merged" }).waitFor();
    await frame.locator(".details .parents", { hasText: "gone/parent merge, missing" }).waitFor();
    await frame.locator('[role=treeitem][data-model="gone/parent"]').waitFor({ state: "attached" });
    assert.deepEqual(breaches, []);
  },
);

scene(
  "the picture is copied as an image, with the click of a button",
  () => stage,
  async ({ page }) => {
    const frame = await webviewFrame(page);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await frame.getByRole("button", { name: /^Copy .* as Image$/ }).click();
    const said = frame.locator(".said");
    await said.filter({ hasText: /./ }).waitFor();
    assert.equal(await said.textContent(), "Image copied");
    const types = await page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap(({ types }) => types),
    );
    assert.deepEqual(types, ["image/png"]);
  },
);

scene(
  "a poster is offered in every shape and format, and its PNG is drawn",
  () => stage,
  async ({ page }) => {
    const frame = await webviewFrame(page);
    await frame.getByRole("button", { name: "Export…" }).click();
    const rows = page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "Poster…" }).click();
    await rows.filter({ hasText: "Square, PNG" }).waitFor();
    assert.deepEqual((await rows.locator(".label-name").allTextContents()).sort(), [
      "16:9, PNG",
      "16:9, SVG",
      "Square, PNG",
      "Square, SVG",
    ]);
    await rows.filter({ hasText: "Square, PNG" }).click();
    const path = join(stage.workspace.folder, "crowd__root-poster.png");
    const written = await saveAs(page, path);
    const size = new DataView(Uint8Array.from(written, sign => sign.charCodeAt(0)).buffer);
    assert.deepEqual([size.getUint32(16), size.getUint32(20)], [1200, 1200]);
  },
);
