import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import initSqlJs from "sql.js";
import { runCli } from "../../../cli/run";
import { drawnFamily } from "../../../harness/once";
import { editorOf, openFile, runCommand, webviewFrame } from "../../../harness/workbench";
import { isIdle, statusItem } from "../../../harness/workbench-views";
import { closePanel, lens, writeWorkspaceSettings } from "../acts";
import { asked, type Stage, scene, setStage, until } from "../stage";

const bloom = "bigscience/bloom-560m";
const hours = 3_600_000;
let stage: Stage;
let card: string;

before(async () => {
  stage = await setStage();
  card = stage.workspace.card("bigscience__bloom-560m");
});

after(() => stage?.strike());

const indexFolder = () => join(stage.storage, "index");

/** Rows of a query on the saved index; no window needs to be open. */
async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const told = await runCli(["query", sql, "--index", indexFolder(), "--format", "json"]);
  assert.equal(told.code, 0, told.stderr);
  return JSON.parse(told.stdout) as Record<string, unknown>[];
}

/** Ages everything in the saved index by `ms`. */
async function age(ms: number): Promise<void> {
  const [file] = readdirSync(indexFolder()).filter(name => /^index[^/]*\.sqlite$/.test(name));
  assert.ok(file, `no database in ${indexFolder()}: ${readdirSync(indexFolder()).join(", ")}`);
  const path = join(indexFolder(), file);
  const sql = await initSqlJs();
  const database = new sql.Database(readFileSync(path));
  database.run(`UPDATE models SET fetched_at = fetched_at - ${ms}`);
  database.run(`UPDATE children_lists SET complete_at = complete_at - ${ms}`);
  writeFileSync(path, database.export());
  database.close();
}

scene(
  "a window without a card sends no request and reads no index, even with the extension active",
  () => stage,
  async ({ hub, workspace, open, storage }) => {
    const notes = workspace.card("lineage-notes");
    const page = await open({ openFile: notes }, join(workspace.folder, "lineage-notes"));
    await editorOf(page, notes).waitFor();
    await runCommand(page, "Hub Lineage: Show Log");
    await page.locator(".panel .action-item.checked", { hasText: "Output" }).waitFor();
    assert.deepEqual(hub.requests(), []);
    assert.equal(existsSync(storage), false, `something was written to ${storage}`);
  },
);

scene(
  "onDemand sends no request until a command needs it, and off never sends any",
  () => stage,
  async ({ hub, workspace, crash, open }) => {
    await crash();
    const page = await open();
    await writeWorkspaceSettings(page, workspace.folder, { "hubLineage.online": "off" });
    await openFile(page, card);
    await lens(editorOf(page, card), "no parent · Show Family").click();
    const panel = await webviewFrame(page);
    const message = panel.locator("#family-message");
    await message.filter({ hasText: `${bloom} is not in the index yet` }).waitFor();
    await closePanel(page);

    await writeWorkspaceSettings(page, workspace.folder, { "hubLineage.online": "onDemand" });
    await openFile(page, card);
    await lens(editorOf(page, card), "no parent · Show Family").waitFor();
    assert.deepEqual(hub.requests(), []);
    await runCommand(page, "Hub Lineage: Show Family");
    assert.equal((await drawnFamily(await webviewFrame(page))).familySize, 75);
    assert.ok(asked(hub.requests()).includes(`children of ${bloom}`));
    await closePanel(page);
    await writeWorkspaceSettings(page, workspace.folder, {});
  },
);

scene(
  "reopening a card needs no request, and its family shows its age",
  () => stage,
  async ({ hub, crash, open }) => {
    const seen = "SELECT count(*) AS n FROM children_lists WHERE complete_at IS NOT NULL";
    await until("the family is saved", async () => ((await rows(seen))[0]?.n === 75 ? true : undefined));
    await crash();
    await rows(seen);
    await age(3 * hours);
    hub.resetRequests();

    const page = await open({ openFile: card });
    await lens(editorOf(page, card), "no parent · 74 children · Show Family").waitFor();
    await isIdle(page);
    await lens(editorOf(page, card), "Show Family").click();
    const panel = await webviewFrame(page);
    assert.deepEqual(await drawnFamily(panel), { model: bloom, familySize: 75, edges: 74 });
    await panel.locator("#family-summary", { hasText: "3 hours ago" }).waitFor();
    assert.deepEqual(asked(hub.requests()), []);
  },
);

scene(
  "while the Hub is down, a stored family still opens and shows its age and the error",
  () => stage,
  async ({ hub, crash, open }) => {
    await crash();
    await rows("SELECT 1");
    await age(69 * hours);
    await hub.close();

    const page = await open({ openFile: card });
    await lens(editorOf(page, card), "no parent · 74 children · Show Family").waitFor();
    await statusItem(page).filter({ hasText: "74" }).waitFor();
    await lens(editorOf(page, card), "Show Family").click();
    const panel = await webviewFrame(page);
    await panel.locator('#family-summary[data-state="offline"]').waitFor();
    const summary = panel.locator("#family-summary");
    assert.equal(await summary.getAttribute("data-models"), "75");
    assert.match((await summary.textContent()) ?? "", /^75 models · 74 edges · 3 days ago/);
    assert.match((await panel.locator("#family-message").textContent()) ?? "", /cannot be reached/);
    await panel.locator(`[role=treeitem][data-model="${bloom}"]`).waitFor();
  },
);
