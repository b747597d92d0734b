import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { parquetOf } from "../unit/snapshot/import/parquet-rows";
import { soundRows } from "../unit/snapshot/snapshot-stage";

/** The folder that the harness wrote into hubLineage.index.folder. */
const indexFolder = process.env.HUB_LINEAGE_INDEX_FOLDER ?? "";
const folder = mkdtempSync(join(tmpdir(), "hub-lineage-import-"));
const table = join(folder, "models.parquet");

const { showQuickPick, showOpenDialog, showInformationMessage, createWebviewPanel } = vscode.window;

/** Acts as the user: picks the rows with these labels in order, and the table in every dialog. */
function play(labels: readonly string[], told: string[]): void {
  const left = [...labels];
  Object.assign(vscode.window, {
    showQuickPick: async (rows: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
      const label = left.shift();
      if (options?.canPickMany === true) return rows.filter(row => row.label === label);
      return label === undefined ? undefined : rows.find(row => row.label.includes(label));
    },
    showOpenDialog: async (options?: vscode.OpenDialogOptions) => [
      vscode.Uri.file(options?.canSelectFolders === true ? folder : table),
    ],
    showInformationMessage: async (message: string) => void told.push(message),
  });
}

/** Records the messages sent to panels opened from now on, as JSON. */
function overhear(sent: string[]): void {
  Object.assign(vscode.window, {
    createWebviewPanel: (...panelArguments: Parameters<typeof createWebviewPanel>) => {
      const panel = createWebviewPanel(...panelArguments);
      const post = panel.webview.postMessage.bind(panel.webview);
      panel.webview.postMessage = message => {
        sent.push(JSON.stringify(message));
        return post(message);
      };
      return panel;
    },
  });
}

describe("Import Hub Snapshot with hubLineage.index.folder set", () => {
  before(() => writeFileSync(table, parquetOf(soundRows)));
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(
    () =>
      void Object.assign(vscode.window, {
        showQuickPick,
        showOpenDialog,
        showInformationMessage,
        createWebviewPanel,
      }),
  );

  it("imports into that folder and analyzes the snapshot there", async () => {
    const [told, sent]: [string[], string[]] = [[], []];
    play(["From a File"], told);
    await vscode.commands.executeCommand("hubLineage.importSnapshot");
    assert.ok(existsSync(join(indexFolder, "snapshot.columns")), `nothing was imported into ${indexFolder}`);
    play(["Mutation rates", "As Published"], told);
    overhear(sent);
    await vscode.commands.executeCommand("hubLineage.runAnalysis");
    assert.deepEqual(told, [], "the analysis did not find the snapshot");
    let shown: string | undefined;
    while (shown === undefined) {
      shown = sent.find(message => /"state":"(ready|error)"/.test(message));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    assert.match(shown, /"state":"ready".*"id":"mutation"/);
  });

  it("writes a report of the analyses that are picked, with its figures, to the folder that is picked", async () => {
    const told: string[] = [];
    play(["Mutation rates", "As Published"], told);
    await vscode.commands.executeCommand("hubLineage.writeReport");
    const written = (path: string) => readFileSync(join(folder, path), "utf8");
    assert.match(written("report.html"), /<li><strong>Mutation rates:<\/strong>/);
    assert.match(written("report.md"), /--analyses mutation --mode paper --seed 1$/m);
    assert.match(written("figures/mutation-rates.pdf"), /^%PDF-/);
    assert.match(written("figures/mutation-rates.svg"), /^<\?xml/);
    assert.match(told.join("\n"), /The report is in .*report\.html/);
  });
});
