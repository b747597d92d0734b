import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the extension in a real VS Code", () => {
  it("is installed under its ID and activates on a Markdown file", async () => {
    const extension = vscode.extensions.getExtension("hub-lineage.hub-lineage");
    assert.ok(
      extension,
      "VS Code does not know hub-lineage.hub-lineage; check publisher and name in package.json",
    );
    const [card] = await vscode.workspace.findFiles("**/README.md", null, 1);
    assert.ok(card, "the sample workspace has no README.md; check test/fixtures/workspace");
    await vscode.window.showTextDocument(card);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command in its manifest", async () => {
    const extension = vscode.extensions.getExtension("hub-lineage.hub-lineage");
    const manifest = extension?.packageJSON as { contributes?: { commands?: { command: string }[] } };
    const declared = manifest.contributes?.commands?.map(({ command }) => command) ?? [];
    await extension?.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = declared.filter(id => !registered.has(id));
    assert.deepEqual(missing, [], "register these commands in src/vscode, or remove them from package.json");
    assert.notEqual(declared.length, 0, "package.json contributes no command");
  });

  it("sends requests only to the Hub on loopback", () => {
    const endpoint = vscode.workspace.getConfiguration("hubLineage").get<string>("endpoint");
    assert.equal(
      endpoint,
      process.env.HUB_LINEAGE_HUB,
      "the harness must write hubLineage.endpoint into the User settings",
    );
  });
});
