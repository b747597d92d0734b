import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { startSampleHub } from "../../harness/hub";
import { type Look, lookOnce, sampleFolder } from "../../harness/once";
import { repoRoot } from "../../harness/root";
import { makeSampleWorkspace, type SampleWorkspace } from "../../harness/workspace";
import type { LoopbackHub } from "../../hub/server";

const model = sampleFolder.replace("__", "/");
let hub: LoopbackHub;
let workspace: SampleWorkspace;
/** Kept for inspection after a failure. */
const pictures = join(repoRoot(), ".vscode-test/once");

before(async () => {
  hub = await startSampleHub();
  workspace = makeSampleWorkspace(hub.url);
});

after(async () => {
  await hub.close();
  workspace.remove();
});

function look(picture: string): Promise<Look> {
  return lookOnce({
    extensionRoot: repoRoot(),
    endpoint: hub.url,
    folder: workspace.folder,
    card: workspace.card(sampleFolder),
    screenshot: join(pictures, picture),
    theme: "dark",
  });
}

it("sees the family change when the Hub's data change", async () => {
  const before = await look("before.png");
  assert.equal(before.model, model);
  assert.ok(
    before.findings > 0,
    "the sample card must contradict its parent; look at test/fixtures/workspace",
  );
  assert.ok(statSync(before.screenshot).size > 20_000, "the screenshot is empty");

  const isLeaf = (id: string) => hub.data.childrenOf(id).length === 0;
  const child = hub.data.childrenOf(model).find(({ id, parents }) => isLeaf(id) && parents.length === 1);
  assert.ok(child, `${model} needs a child with one parent and no children in test/hub/families`);
  hub.data.remove(child.id);

  const after = await look("after.png");
  assert.equal(
    after.familySize,
    before.familySize - 1,
    `${child.id} was taken from the Hub and is still counted`,
  );
  assert.equal(after.edges, before.edges - 1);
});
