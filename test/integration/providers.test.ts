import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

const parent = "google/gemma-2b";
const source = "Hub Lineage";

/** A draft whose license its parent does not allow. */
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

function folder(): string {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, "the harness must open the sample workspace");
  return first.uri.fsPath;
}

/** Opens a card that is written to disk just now, byte by byte. */
async function openWritten(name: string, bytes: string): Promise<vscode.TextDocument> {
  mkdirSync(join(folder(), name), { recursive: true });
  writeFileSync(join(folder(), name, "README.md"), bytes);
  return vscode.workspace.openTextDocument(vscode.Uri.file(join(folder(), name, "README.md")));
}

/** Resolves when a document has a finding of a rule. */
async function finding(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  const find = () => ours(document).find(each => codeOf(each) === rule);
  return new Promise((resolve, reject) => {
    const done = (found: vscode.Diagnostic) => {
      clearTimeout(late);
      listener.dispose();
      resolve(found);
    };
    const late = setTimeout(() => {
      listener.dispose();
      const there = ours(document).map(codeOf).join(", ");
      reject(new Error(`${document.uri.toString()} has no finding ${rule}, only: ${there}`));
    }, 20_000);
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      const found = find();
      if (found) done(found);
    });
    const now = find();
    if (now) done(now);
  });
}

function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(each => each.source === source);
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === "object" ? code.value : code;
}

async function lensTitles({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    10,
  );
  return lenses.map(lens => lens.command?.title ?? "");
}

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(hover => hover.contents)
    .map(content => (typeof content === "string" ? content : content.value))
    .join("\n");
}

describe("what the extension tells VS Code about a card", () => {
  before(async () => {
    // In a window on a server a setting of this scope belongs to the machine's file, which this writes.
    const hub = process.env.HUB_LINEAGE_HUB;
    const settings = vscode.workspace.getConfiguration("hubLineage");
    await settings.update("endpoint", hub, vscode.ConfigurationTarget.Global);
    assert.equal(vscode.workspace.getConfiguration("hubLineage").get("endpoint"), hub);
  });

  it("gives lenses, a hover, findings with a linked code, and fixes", async () => {
    const uri = vscode.Uri.file(join(folder(), "my-bloom-assistant/README.md"));
    const document = await vscode.workspace.openTextDocument(uri);
    const found = await finding(document, "relation/contradicts-files");
    assert.equal(document.getText(found.range), "quantized");
    assert.equal(typeof found.code === "object" && found.code.target.scheme, "hub-lineage-rule");
    await finding(document, "license/use-restrictions-dropped");

    assert.deepEqual(await lensTitles(document), ["draft · 1 parent · Show Family", "Compare with Parent"]);
    assert.match(
      await hoverAt(document, "bigscience/bloom-560m"),
      /\| license.*bigscience&#45;bloom&#45;rail/,
    );
    assert.doesNotMatch(await hoverAt(document, "text-generation"), /Show Family/);

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

  it("leaves a dataset's card, a Space's and an ordinary README alone", async () => {
    for (const name of ["support-tickets-dataset", "bloom-playground-space", "lineage-notes"]) {
      const document = await vscode.workspace.openTextDocument(
        vscode.Uri.file(join(folder(), name, "README.md")),
      );
      assert.deepEqual(await lensTitles(document), [], name);
      assert.deepEqual(ours(document), [], name);
    }
  });

  it("takes an untitled document for a draft", async () => {
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

  it("understands a card that no file system holds", async () => {
    const scheme = "hub-lineage-test";
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => draft,
    });
    try {
      const document = await vscode.workspace.openTextDocument(
        vscode.Uri.from({ scheme, path: "/some/README.md" }),
      );
      const found = await finding(document, "license/use-restrictions-dropped");
      assert.equal(document.getText(found.range), "apache-2.0");
    } finally {
      provider.dispose();
    }
  });
});
