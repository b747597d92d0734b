import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runAction, withCard } from "../cli-package/action-runner";
import { startSampleHub } from "../harness/hub";
import { stageNpm } from "../harness/packed/pack-npm";
import type { LoopbackHub } from "../hub/server";
import { withFolder } from "./run";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

const invalid = "---\nbase_model: no repo id\nlicense: mit\n---\n";

test("the GitHub action of a built revision needs no npm, runs nothing that an input says, and fails for an error", () =>
  withFolder(async folder => {
    const name = "$(touch hacked)";
    const workspace = withCard(join(folder, "workspace"), name, invalid);
    stageNpm(join(folder, "stage"));
    const ran = await runAction(
      join(folder, "stage"),
      { path: name, repo: "lab/own", endpoint: hub.url },
      { workspace, temp: join(folder, "temp") },
      { XDG_CACHE_HOME: folder },
    );
    assert.equal(ran.code, 1, ran.stderr);
    assert.match(ran.stdout, /^::error file=\$\(touch hacked\)\/README\.md,line=2,/m);
    assert.match(ran.summary, /`base-model\/invalid`/);
    assert.deepEqual(readdirSync(workspace), [name]);
  }));
