import assert from "node:assert/strict";
import * as vscode from "vscode";
import { finding, ours, until, useSampleHub, written } from "./written-cards";

const card = (...lines: readonly string[]) => ["---", ...lines, "---", "", "# A card", ""].join("\n");

async function opened(content: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ language: "markdown", content });
}

describe("what is said of a parent", () => {
  before(useSampleHub);

  it("names the ID that a misspelled parent means, and changes it on request", async () => {
    const document = await opened(card("license: mit", "base_model: bigscience/bloom-650m"));
    const found = await until("an ID is suggested", () =>
      ours(document).find(({ message }) => message.includes("did you mean bigscience/bloom-560m?")),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      30,
    );
    const change = actions.find(({ title }) => title === "Change base_model to bigscience/bloom-560m");
    assert.ok(change?.edit, `only these were offered: ${actions.map(({ title }) => title).join(", ")}`);
    await vscode.workspace.applyEdit(change.edit);
    assert.match(document.getText(), /^base_model: bigscience\/bloom-560m$/m);
  });

  it("names the parent in what a finding rests on, and opens its card at the line", async () => {
    const uri = written("related", card("license: mit", "base_model: bigscience/bloom-560m"));
    const found = await finding(
      { uri: (await vscode.workspace.openTextDocument(uri)).uri },
      "license/use-restrictions-dropped",
    );
    const [related] = found.relatedInformation ?? [];
    assert.equal(related?.message, "bigscience/bloom-560m: License of the parent: bigscience-bloom-rail-1.0");
    const { location } = related;
    const editor = await vscode.window.showTextDocument(location.uri, { selection: location.range });
    const lineOfCursor = () => editor.document.lineAt(editor.selection.active).text;
    await until("the cursor is at the license", () => (/^license:/.test(lineOfCursor()) ? true : undefined));
  });
});

describe("a README beside model files", () => {
  before(useSampleHub);

  it("is offered front matter, which makes it a card", async () => {
    const uri = written("bare", "# A model\n");
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(uri, "../model.safetensors"), new Uint8Array());
    const document = await vscode.workspace.openTextDocument(uri);
    const offer = await until("front matter is offered", async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
      );
      return lenses.find(({ command }) => command?.title === "Add Front Matter")?.command;
    });
    await vscode.commands.executeCommand(offer.command, ...(offer.arguments ?? []));
    assert.match(document.getText(), /^---\nlicense: \nbase_model: \n[\s\S]+\n---\n\n# A model\n$/);
    await finding(document, "front-matter/wrong-type");
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
