import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { drawnFamily, sampleFolder } from "../../harness/once";
import { repoRoot } from "../../harness/root";
import { editorOf, openFile, runCommand, screenshot, webviewFrame } from "../../harness/workbench";
import { openSidebar, problems, sidebarRows, statusItem } from "../../harness/workbench-views";
import { violations } from "../../webview/kit/axe";
import { hoverOver, lens, unfold } from "./acts";
import { type Stage, setStage, until } from "./stage";

/** What the editor says in a language where English says something else. */
interface Said {
  readonly language: string;
  readonly showFamily: string;
  readonly view: string;
  readonly children: RegExp;
  readonly finding: RegExp;
  readonly hover: RegExp;
  readonly tabs: readonly string[];
  readonly labels: readonly string[];
}

const all: readonly Said[] = [
  {
    language: "de",
    showFamily: "Familie anzeigen",
    view: "Modellfamilie",
    children: /^Kindmodelle \(\d/,
    finding: /Elternmodell/,
    hover: /Elternmodell[\s\S]*diese Karte[\s\S]*Auf dem Hub öffnen/,
    tabs: ["Familie", "Drift", "Tabelle"],
    labels: ["Tiefe", "Farbe", "Größe", "Anordnen nach"],
  },
  {
    language: "zh-cn",
    showFamily: "显示家族",
    view: "模型家族",
    children: /^子模型 \(\d/,
    finding: /父模型/,
    hover: /父模型[\s\S]*此卡片[\s\S]*在 Hub 上打开/,
    tabs: ["家族", "漂移", "表格"],
    labels: ["深度", "颜色", "大小", "排列方式"],
  },
];

async function lookAround(stage: Stage, said: Said): Promise<void> {
  const page = await stage.open();
  const card = stage.workspace.card(sampleFolder);
  await openFile(page, card);
  await statusItem(page).waitFor();
  const editor = editorOf(page, card);
  await lens(editor, said.showFamily).waitFor();
  await until(`a finding speaks ${said.language}`, async () =>
    (await problems(page)).some(({ message }) => said.finding.test(message)) ? true : undefined,
  );
  const hover = await hoverOver(page, editor, "google/gemma-2b");
  assert.match((await hover.innerText()).replaceAll("\u00a0", " "), said.hover);
  await page.keyboard.press("Escape");
  await openSidebar(page, "Hub Lineage");
  const rows = await sidebarRows(page, said.view);
  assert.ok(
    rows.some(({ label }) => said.children.test(label)),
    `the tree speaks ${said.language}: ${rows.map(({ label }) => label).join(" | ")}`,
  );
  await runCommand(page, `Hub Lineage: ${said.showFamily}`);
  const frame = await webviewFrame(page);
  await drawnFamily(frame);
  await unfold(frame);
  assert.equal(await frame.locator("html").getAttribute("lang"), said.language);
  assert.deepEqual(await frame.locator('[role="tab"]').allInnerTexts(), said.tabs);
  // Rows, which a family is drawn as where there is little room, cannot be arranged: that choice is there, but hidden.
  for (const label of said.labels)
    await frame.locator(`.dropdown[aria-label="${label}"]`).waitFor({ state: "attached" });
  const cutOff = await frame.locator(".tools .dropdown, .choice .dropdown").evaluateAll(all =>
    all.flatMap(one => {
      const value = one.shadowRoot?.querySelector(".selected-value");
      const isWhole = value !== null && value !== undefined && value.scrollWidth <= value.clientWidth;
      return isWhole ? [] : [one.getAttribute("aria-label")];
    }),
  );
  assert.deepEqual(cutOff, [], "lists whose chosen value is cut off");
  assert.deepEqual(await violations(frame), []);
  const folder = join(repoRoot(), ".vscode-test/languages");
  mkdirSync(folder, { recursive: true });
  await screenshot(page, join(folder, `${said.language}.png`));
  for (const [at, name] of [
    [1, "drift"],
    [2, "table"],
  ] as const) {
    await frame.locator('[role="tab"]').nth(at).click();
    await screenshot(page, join(folder, `${said.language}-${name}.png`));
    assert.deepEqual(await violations(frame), [], name);
  }
}

for (const said of all) {
  test(`in ${said.language}, findings, hover, tree, and family panel speak the language, and axe finds no faults`, async () => {
    const stage = await setStage({ language: said.language });
    try {
      await lookAround(stage, said);
    } catch (error) {
      await screenshot(stage.page, join(repoRoot(), `.vscode-test/failed-${said.language}.png`));
      throw error;
    } finally {
      await stage.strike();
    }
  });
}
