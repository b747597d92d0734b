import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFamily, onJobStage } from "./job-stage";

const root = "family/root";

test("a refresh says which models can no longer be read, and keeps what was known of them", () =>
  onJobStage({ models: madeFamily(20) }, async stage => {
    await stage.run({ kind: "family", root });
    stage.hub.data.remove(root);
    stage.clock.now += 25 * 3_600_000;
    const { failed } = await stage.run({ kind: "family", root, force: true });
    assert.deepEqual(
      failed.filter(({ what }) => what === "model").map(({ id }) => id),
      [root],
    );
    const [job] = await stage.index.jobs();
    assert.equal(job?.finishedAt, null);
  }));
