import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { finding, folder, hoverAt, ours, until, useSampleHub, written } from "./written-cards";

const parent = "google/gemma-2b";

/** A draft whose parent does not allow its license. */
const draft = [
  "---",
  "license: apache-2.0",
  `base_model: ${parent}`,
  "base_model_relation: finetune",
  "pipeline_tag: text-generation",
  "---",
  "",
  "# A draft",
  "",
].join("\n");

/** Writes a card to disk as exact bytes and opens it. */
async function openWritten(name: string, bytes: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(written(name, bytes));
}

async function lensTitles({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    10,
  );
  return lenses.map(lens => lens.command?.title ?? "");
}

describe("language features for a card", () => {
  before(useSampleHub);

  it("provides lenses, a hover, findings with a linked code, and fixes", async () => {
    const uri = vscode.Uri.file(join(folder(), "my-bloom-assistant/README.md"));
    const document = await vscode.workspace.openTextDocument(uri);
    await until("the card is known", async () => (await lensTitles(document)).length > 0 || undefined);
    const found = await finding(document, "relation/contradicts-files");
    assert.equal(document.getText(found.range), "quantized");
    assert.equal(typeof found.code === "object" && found.code.target.scheme, "hub-lineage-rule");
    await finding(document, "license/use-restrictions-dropped");

    assert.deepEqual(await lensTitles(document), ["draft · 1 parent · Show Family", "Compare with Parent"]);
    assert.match(await hoverAt(document, "bigscience/bloom-560m"), /\| license.*bigscience-bloom-rail/);
    assert.doesNotMatch(await hoverAt(document, "text-generation"), /Show Family/);
    assert.match(await hoverAt(document, "text-generation"), /The task of the model/);

    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(action => action.title === "Set base_model_relation to adapter");
    assert.ok(fix?.edit, `only these fixes were offered: ${actions.map(({ title }) => title).join(", ")}`);
    assert.equal(fix.isPreferred, true);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.match(document.getText(), /^base_model_relation: adapter$/m);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("ignores a dataset's card, a Space's card, and an ordinary README", async () => {
    for (const name of ["support-tickets-dataset", "bloom-playground-space", "lineage-notes"]) {
      const document = await vscode.workspace.openTextDocument(
        vscode.Uri.file(join(folder(), name, "README.md")),
      );
      assert.deepEqual(await lensTitles(document), [], name);
      assert.deepEqual(ours(document), [], name);
    }
  });

  it("treats an untitled document as a draft", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: draft });
    const found = await finding(document, "license/use-restrictions-dropped");
    assert.equal(document.getText(found.range), "apache-2.0");
    assert.deepEqual(await lensTitles(document), ["draft · 1 parent · Show Family", "Compare with Parent"]);
  });

  for (const [what, bytes] of [
    ["carriage-returns", draft.replaceAll("\n", "\r\n")],
    ["a-byte-order-mark", `\uFEFF${draft}`],
    ["both", `\uFEFF${draft.replaceAll("\n", "\r\n")}`],
  ] as const) {
    it(`finds the right place in a card with ${what.replaceAll("-", " ")}`, async () => {
      const document = await openWritten(`with-${what}`, bytes);
      const found = await finding(document, "license/use-restrictions-dropped");
      assert.equal(document.getText(found.range), "apache-2.0");
      assert.equal(found.range.start.line, 1);
      assert.match(await hoverAt(document, parent), /Show Family/);
    });
  }

  it("leaves alone a card that is only shown, such as the old side of a diff", async () => {
    const scheme = "hub-lineage-test";
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => draft,
    });
    try {
      const shown = await vscode.workspace.openTextDocument(
        vscode.Uri.from({ scheme, path: "/some/README.md" }),
      );
      const own = await vscode.workspace.openTextDocument({ language: "markdown", content: draft });
      // The card that was opened later has its findings, so the other one would have them as well.
      await finding(own, "license/use-restrictions-dropped");
      assert.deepEqual(vscode.languages.getDiagnostics(shown.uri), []);
    } finally {
      provider.dispose();
    }
  });
});
