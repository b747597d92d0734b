import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { remediesFor } from "../../../src/app/remedies";
import { repoRoot } from "../../harness/root";

const readJson = (name: string) => JSON.parse(readFileSync(join(repoRoot(), name), "utf8"));
const texts: Readonly<Record<string, string>> = readJson("package.nls.json");
const titled: readonly { readonly command: string; readonly title: string }[] =
  readJson("package.json").contributes.commands;
/** The commands with the titles that VS Code puts in from package.nls.json. */
const commands = titled.map(({ command, title }) => ({
  command,
  title: title.replace(/^%(.+)%$/, (_, key: string) => texts[key] ?? key),
}));
const labelsFor = (message: string, reason?: Parameters<typeof remediesFor>[2]) =>
  remediesFor(message, commands, reason).map(({ label }) => label);

describe("the buttons of an error message", () => {
  it("open the setting that the message names", () => {
    const message =
      "Hub access is off because hubLineage.online is set to off. To turn it on, set it to auto or onDemand.";
    assert.deepEqual(remediesFor(message, commands), [
      {
        label: "Open Setting",
        command: "workbench.action.openSettings",
        arguments: ["hubLineage.online"],
      },
    ]);
  });
  it("run the command that the message names, and not one whose title is part of it", () => {
    assert.deepEqual(labelsFor("If its model is on the Hub, run Choose This Card's Model."), [
      "Choose This Card's Model",
    ]);
    assert.deepEqual(labelsFor("Run Import Hub Snapshot to get the new columns."), ["Import Hub Snapshot"]);
    assert.deepEqual(labelsFor("Put the cursor there and run Show Family of Model at Cursor."), [
      "Show Family of Model at Cursor",
    ]);
  });
  it("take no single word for a command", () => {
    assert.deepEqual(labelsFor("Use Refresh to read it from the Hub. Forget nothing."), []);
  });
  it("offer to sign in where the account has no access", () => {
    assert.deepEqual(labelsFor("This model is missing or private.", "missing-or-private"), ["Sign In"]);
    assert.deepEqual(labelsFor("The Hub did not respond.", "timeout"), []);
  });
});
