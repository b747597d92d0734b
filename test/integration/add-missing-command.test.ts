import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { folder, until, useSampleHub, written } from "./written-cards";

describe("what a card's ancestors ask", () => {
  before(useSampleHub);

  it("is shown as changes to files, and only what the person accepts is written", async () => {
    const text = "---\nlicense: apache-2.0\nbase_model: HuggingFaceTB/SmolLM2-1.7B\n---\n\n# A model\n";
    const uri = written("obliged", text);
    const license = join(folder(), "obliged/LICENSE");
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    /** Runs the command and answers its preview, again and again until it has ended. */
    const answer = async (...commands: readonly string[]): Promise<void> => {
      let isDone = false;
      void vscode.commands.executeCommand("hubLineage.addMissing").then(() => {
        isDone = true;
      });
      await until("the preview is answered", async () => {
        for (const command of commands) await vscode.commands.executeCommand(command);
        return isDone ? true : undefined;
      });
    };
    await answer("refactorPreview.apply");
    assert.equal(existsSync(license), false, "what nobody ticked was written");
    await answer("list.focusFirst", "refactorPreview.toggleCheckedState", "refactorPreview.apply");
    assert.match(readFileSync(license, "utf8"), /^Apache License\nVersion 2\.0, January 2004/);
    assert.equal(readFileSync(uri.fsPath, "utf8"), text, "the card has nothing to add");
  });
});
