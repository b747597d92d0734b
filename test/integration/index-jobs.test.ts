import assert from "node:assert/strict";
import * as vscode from "vscode";

const hub = process.env.HUB_LINEAGE_HUB ?? "";
/** One of the sample families, of more than 170 models. */
const family = "Qwen/Qwen2-7B";

/** Paths requested from the Hub on loopback for a model's children. */
async function listsAsked(): Promise<readonly string[]> {
  const response = await fetch(`${hub}/__test/requests`);
  const records = (await response.json()) as { readonly path: string; readonly query: string }[];
  return records
    .filter(({ path }) => path === "/api/models")
    .map(({ query }) => decodeURIComponent(query))
    .filter(query => query.includes("base_model:"));
}

describe("Index Family", () => {
  it("reads an entire family in its worker, and sends no requests the second time", async () => {
    const before = (await listsAsked()).length;
    await vscode.commands.executeCommand("hubLineage.indexFamily", family);
    const first = await listsAsked();
    assert.ok(first.length >= before + 100, `${first.length - before} lists: the family was not read`);
    await vscode.commands.executeCommand("hubLineage.indexFamily", family);
    assert.equal((await listsAsked()).length, first.length, "a fresh family was requested again");
  });
});
