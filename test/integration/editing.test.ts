import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { codeOf, finding, hoverAt, ours, until, useSampleHub, written } from "./written-cards";

const parent = "google/gemma-2b";

/** A draft whose parent does not allow its license. */
const draft = `---
license: apache-2.0
base_model: ${parent}
base_model_relation: finetune
language: en
pipeline_tag: text-generation
---

# A draft
`;

/** Opens a new document with a text in which `‸` marks the cursor. */
async function opened(text: string): Promise<{ document: vscode.TextDocument; at: vscode.Position }> {
  const content = text.replace("‸", "");
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  return { document, at: document.positionAt(Math.max(0, text.indexOf("‸"))) };
}

async function offered(
  { document, at }: Awaited<ReturnType<typeof opened>>,
  trigger?: string,
): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    at,
    trigger,
  );
  // VS Code itself offers the document's words, but only when invoked.
  return list.items.filter(item => item.kind !== vscode.CompletionItemKind.Text);
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? label : label.label);

/** Opens a draft and waits until its parent is known. */
async function openDraft(text = draft): Promise<vscode.TextDocument> {
  const { document } = await opened(text);
  await finding(document, "license/use-restrictions-dropped");
  return document;
}

describe("completion in a card", () => {
  before(useSampleHub);

  it("offers licenses, those the parent allows first, and replaces the entire word", async () => {
    const document = await openDraft();
    const at = document.positionAt(document.getText().indexOf("apache-2.0") + 3);
    const items = await offered({ document, at });
    assert.equal(items.length, 83);
    assert.equal(labelOf(items[0] ?? assert.fail("no completion was offered")), "gemma");
    const [first] = items;
    assert.ok(first?.range instanceof vscode.Range);
    assert.equal(document.getText(first.range), "apache-2.0");
  });

  it("offers full IDs from the Hub's search and the index after a slash", async () => {
    const place = await opened("---\nbase_model: bigscience/‸\nlicense: mit\n---\n");
    await until("the card is known", async () => {
      const items = await offered(place, "/");
      const found = items.find(item => labelOf(item) === "bigscience/bloom-560m");
      if (!found) return undefined;
      assert.ok(found.range instanceof vscode.Range);
      assert.equal(place.document.getText(found.range), "bigscience/");
      return true;
    });
  });

  it("offers missing keys when invoked, and the values of a list after a dash with its space", async () => {
    const keys = await opened("---\nbase_model: google/gemma-2b\nl‸\n---\n");
    const found = await until("keys are offered", async () => {
      const items = await offered(keys);
      return items.length > 0 ? items.map(labelOf) : undefined;
    });
    assert.ok(found.includes("license") && found.includes("language") && !found.includes("base_model"));
    const dash = await opened("---\nbase_model: google/gemma-2b\nlanguage:\n-‸\n---\n");
    const german = await until("languages are offered", async () =>
      (await offered(dash, "-")).find(item => labelOf(item) === "de"),
    );
    assert.equal(german.insertText, " de");
  });

  it("offers nothing in the body, a dataset's card, or an ordinary Markdown file", async () => {
    for (const text of [
      `${draft}\nlicense:‸`,
      "---\nsize_categories: 1K\nlicense:‸\n---\n",
      "# Title\n\nlicense:‸",
    ])
      assert.deepEqual((await offered(await opened(text), ":")).map(labelOf), [], text);
  });

  it("offers keys for a new card of unknown kind when invoked", async () => {
    const place = await opened("---\nli‸\n---\n");
    const found = await until("keys are offered", async () => {
      const items = await offered(place);
      return items.length > 0 ? items.map(labelOf) : undefined;
    });
    assert.ok(found.includes("license"));
  });
});

describe("hovers, links, and hints in a card", () => {
  before(useSampleHub);

  it("shows what a field means and the parent's value", async () => {
    const document = await openDraft();
    const hover = await hoverAt(document, "license");
    assert.match(hover, /The license of the model/);
    assert.match(hover, /google\/gemma-2b.*gemma/);
    assert.match(await hoverAt(document, "base_model_relation"), /finetune, adapter, merge, and quantized/);
  });

  it("links every ID", async () => {
    const document = await openDraft(draft.replace("language: en", "datasets: [lab/talk]"));
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      document.uri,
    );
    const hub = process.env.HUB_LINEAGE_HUB;
    const found = links.map(link => `${document.getText(link.range)} ${link.target?.toString(true)}`);
    assert.deepEqual(
      found.filter(link => link.includes(hub ?? "-")),
      [`google/gemma-2b ${hub}/google/gemma-2b`, `lab/talk ${hub}/datasets/lab/talk`],
    );
  });

  it("shows the parent's values after the card's own only if the setting is on", async () => {
    const document = await openDraft();
    const hints = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
    assert.deepEqual(await hints(), []);
    const settings = vscode.workspace.getConfiguration("hubLineage");
    await settings.update("inlayHints", true, vscode.ConfigurationTarget.Workspace);
    try {
      const shown = await until("hints are shown", async () => {
        const all = await hints();
        return all.length > 0 ? all : undefined;
      });
      const words = shown.map(({ position, label }) => `${document.lineAt(position).text} « ${label}`);
      assert.deepEqual(words, [
        "license: apache-2.0 « parent: gemma",
        "pipeline_tag: text-generation « parent: text-generation",
      ]);
    } finally {
      await settings.update("inlayHints", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

describe("commands for several cards", () => {
  before(useSampleHub);

  it("renames a model in every card that names it, even with carriage returns and a byte order mark", async () => {
    const card = (name: string) => `---\nbase_model: ${name}\npipeline_tag: text-generation\n---\n`;
    const closed = written("rename-closed", `\uFEFF${card('"me/old-name"').replaceAll("\n", "\r\n")}`);
    const open = await vscode.workspace.openTextDocument(written("rename-open", card("me/old-name")));
    // VS Code's own link rename answers until the document is recognized as a card.
    const edit = await until("the card is known", async () => {
      try {
        return await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
          "vscode.executeDocumentRenameProvider",
          open.uri,
          new vscode.Position(1, 16),
          "me/new-name",
        );
      } catch {
        return undefined;
      }
    });
    assert.deepEqual(
      edit.entries().map(([uri]) => uri.path.split("/").at(-2)),
      ["rename-open", "rename-closed"],
    );
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.equal(open.getText(), card("me/new-name"));
    for (const document of vscode.workspace.textDocuments)
      if (document.isDirty && !document.isUntitled) await document.save();
    assert.equal(
      readFileSync(closed.fsPath, "utf8"),
      `\uFEFF${card('"me/new-name"').replaceAll("\n", "\r\n")}`,
    );
  });

  it("rejects a new name that is not a model ID", async () => {
    const { document } = await opened(draft);
    await finding(document, "license/use-restrictions-dropped");
    const position = document.positionAt(document.getText().indexOf(parent) + 2);
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand(
          "vscode.executeDocumentRenameProvider",
          document.uri,
          position,
          "not an id",
        ),
      /is not a model ID/,
    );
  });

  it("finds problems in unopened cards with Check Workspace", async () => {
    const uri = written("check-closed", draft.replaceAll("\n", "\r\n"));
    await vscode.commands.executeCommand("hubLineage.checkWorkspace");
    const found = await finding({ uri }, "license/use-restrictions-dropped");
    assert.deepEqual(found.range, new vscode.Range(1, 9, 1, 19));
    const notes = vscode.workspace.textDocuments.filter(each => each.uri.toString() === uri.toString());
    assert.deepEqual(notes, [], "the check opened no document");
    const document = await vscode.workspace.openTextDocument(uri);
    await finding(document, "license/use-restrictions-dropped");
  });

  it("opens a new model card that inherits the required fields", async () => {
    const before = new Set(vscode.workspace.textDocuments);
    const done = vscode.commands.executeCommand("hubLineage.newModelCard", parent);
    const document = await until("a new document is open", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return vscode.workspace.textDocuments.find(
        each => !before.has(each) && each.isUntitled && each.languageId === "markdown",
      );
    });
    await done;
    assert.match(document.getText(), /^license: gemma$/m);
    assert.match(document.getText(), /^base_model_relation: finetune$/m);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), "Model name");
  });
});

describe("fixes in a card", () => {
  before(useSampleHub);

  /** Two problems with one fix each, and one with a choice of fixes. */
  const mistakes = draft.replace("apache-2.0", "Apache 2.0").replace("finetune", "fine-tuned");

  it("applies all unambiguous fixes with one action, as on save", async () => {
    const { document } = await opened(draft.replace("apache-2.0", "Gemma"));
    await finding(document, "license/invalid-id");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      "source.fixAll",
    );
    const [action] = actions.filter(({ kind }) => kind?.value === "source.fixAll.hubLineage");
    assert.ok(action?.edit, `only these were offered: ${actions.map(({ title }) => title).join(", ")}`);
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.getText(), draft.replace("apache-2.0", "gemma"));
  });

  it("offers findings and fixes for thousands of lines of front matter parsed outside the host", async () => {
    const long = Array.from({ length: 6_000 }, (_, n) => `- word-${n} and some more`).join("\n");
    const { document } = await opened(mistakes.replace("language: en", `tags: # by hand\n${long}`));
    const found = await finding(document, "license/invalid-id");
    assert.equal(document.getText(found.range), "Apache 2.0");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, found.range, "apache-2.0");
    await vscode.workspace.applyEdit(edit);
    await until("the finding is gone", () =>
      ours(document).every(each => codeOf(each) !== "license/invalid-id") ? true : undefined,
    );
    await finding(document, "license/use-restrictions-dropped");
  });

  it("silences a finding in place and leaves room for a reason", async () => {
    const { document } = await opened(mistakes);
    const found = await finding(document, "license/invalid-id");
    const editor = await vscode.window.showTextDocument(document);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      30,
    );
    const silence = actions.find(({ title }) => title.startsWith("Silence license/invalid-id"));
    assert.ok(silence?.edit, `only these were offered: ${actions.map(({ title }) => title).join(", ")}`);
    await vscode.workspace.applyEdit(silence.edit);
    assert.match(
      document.getText(),
      /^license: Apache 2\.0 # hub-lineage-disable-line license\/invalid-id: reason$/m,
    );
    await until("the finding is gone", () =>
      ours(document).every(each => codeOf(each) !== "license/invalid-id") ? true : undefined,
    );
    assert.equal(editor.document, document);
  });

  it("applies rules from the folder's settings file, which the workspace's settings override", async () => {
    const uri = written("with-settings", draft);
    const file = vscode.Uri.joinPath(uri, "../.hublineagerc.json");
    const rules = { "license/use-restrictions-dropped": "error" };
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify({ rules })));
    const document = await vscode.workspace.openTextDocument(uri);
    const found = await finding(document, "license/use-restrictions-dropped");
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    const settings = vscode.workspace.getConfiguration("hubLineage");
    const asHint = { "license/use-restrictions-dropped": "hint" };
    await settings.update("rules", asHint, vscode.ConfigurationTarget.Workspace);
    try {
      await until("the setting is followed", () =>
        ours(document).some(each => each.severity === vscode.DiagnosticSeverity.Hint) ? true : undefined,
      );
    } finally {
      await settings.update("rules", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
