import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { withFolder } from "../cli/run";
import { startSampleHub } from "../harness/hub";
import { packNpm } from "../harness/packed/pack-npm";
import { repoRoot } from "../harness/root";
import type { LoopbackHub } from "../hub/server";
import { runAction, withCard } from "./action-runner";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

const dropped =
  "---\nlicense: mit\nbase_model: google/gemma-2b\nbase_model_relation: finetune\nlanguage: en\npipeline_tag: text-generation\n---\n";

test("the steps of the GitHub action install the packed file, annotate the cards, write a job summary, and fail for too many warnings", () =>
  withFolder(async folder => {
    const workspace = withCard(join(folder, "workspace"), "dropped it", dropped);
    const { file } = packNpm(join(folder, "stage"), folder);
    const ran = await runAction(
      repoRoot(),
      { package: file, endpoint: hub.url, path: "dropped it\n", "max-warnings": "0" },
      { workspace, temp: join(folder, "temp") },
      { XDG_CACHE_HOME: folder, npm_config_cache: join(folder, "npm"), npm_config_offline: "true" },
    );
    assert.equal(ran.code, 1, ran.stderr);
    assert.match(
      ran.stdout,
      /^::warning file=dropped it\/README\.md,line=2,.*title=license\/use-restrictions-dropped::/m,
    );
    assert.match(ran.summary, /^### 1 model card: 1 warning, 1 info\n/);
    assert.match(
      ran.summary,
      /^\| `dropped it\/README\.md:2` \| warning \| .* \| `license\/use-restrictions-dropped` \|$/m,
    );
  }));
