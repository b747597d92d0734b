import assert from "node:assert/strict";
import { test } from "node:test";
import { draftFamily } from "../../../../src/app/family/draft-family";
import { FamilyWatch } from "../../../../src/app/family/watch-family";
import type { PackedFamilyView } from "../../../../src/lineage/packed-family";
import { onStage, type Stage } from "../reader-stage";

const bloom = "bigscience/bloom-560m";

function watch(
  stage: Stage,
  id: string,
): { readonly watch: FamilyWatch; readonly views: PackedFamilyView[] } {
  const views: PackedFamilyView[] = [];
  const { index, reader } = stage;
  const clock = (): number => stage.clock.now;
  const parts = {
    index,
    reader,
    clock,
    maxLists: () => 300,
    notify: (view: PackedFamilyView) => views.push(view),
  };
  return { watch: new FamilyWatch(id, parts), views };
}

test("a family that nobody read: loading first, then the whole of it, and a second time without a request", () =>
  onStage(async stage => {
    const { watch: family, views } = watch(stage, bloom);
    await family.read({ fromHub: true });
    assert.equal(views[0]?.state, "loading");
    assert.equal(family.view.state, "ready");
    assert.equal(family.view.family?.models, 75);
    assert.deepEqual(family.view.progress, { checked: 75, total: 75 });
    assert.equal(family.view.age, "just now");
    stage.asked();
    stage.clock.now += 5 * 3_600_000;
    await family.read({ fromHub: true });
    assert.deepEqual(stage.asked(), []);
    assert.equal(family.view.age, "5 hours ago");
  }));

test("offline with nothing known says so; with a known family it shows that and its age", () =>
  onStage(async stage => {
    await stage.reader.readDescendants(bloom, { maxLists: 1 });
    await stage.hub.close();
    const unknown = watch(stage, "google/gemma-2b").watch;
    await unknown.read({ fromHub: true });
    assert.equal(unknown.view.state, "offline");
    assert.match(unknown.view.message ?? "", /cannot be reached/);
    stage.clock.now += 3 * 3_600_000;
    const known = watch(stage, bloom).watch;
    await known.read({ fromHub: true });
    assert.equal(known.view.state, "offline");
    assert.equal(known.view.family?.models, 75);
    assert.equal(known.view.age, "3 hours ago");
  }));

test("a model that the Hub does not show ends in an error that says what to do", () =>
  onStage(async stage => {
    const { watch: family } = watch(stage, "bigscience/bloom-650m");
    await family.read({ fromHub: true });
    assert.equal(family.view.state, "error");
    assert.match(family.view.message ?? "", /does not exist.*or it is private.*sign in/i);
  }));

test("from the index alone nothing is asked, and what is missing is said", () =>
  onStage(async stage => {
    await stage.reader.readModel(bloom);
    await stage.reader.readChildren(bloom);
    stage.asked();
    const { watch: family } = watch(stage, bloom);
    await family.read({ fromHub: false });
    assert.deepEqual(stage.asked(), []);
    assert.equal(family.view.state, "partial");
    assert.match(family.view.message ?? "", /74 of 75/);
  }));

test("a draft stands under the parents that it declares, with their ancestors, and has no children", () =>
  onStage(async stage => {
    await stage.reader.readAncestors("wandb/gemma-2b-zephyr-sft");
    await stage.reader.readModel("bigscience/bloom-650m");
    const traits = {
      license: "mit",
      licenseName: null,
      languages: ["en"],
      task: null,
      library: null,
      datasets: [],
    };
    const family = await draftFamily(
      {
        name: "my-model",
        parents: ["wandb/gemma-2b-zephyr-sft", "bigscience/bloom-650m"],
        relation: "merge",
        traits,
      },
      stage.index,
    );
    assert.equal(family.root, "my-model");
    assert.deepEqual(
      family.models.map(model => model.id),
      ["my-model", "wandb/gemma-2b-zephyr-sft", "google/gemma-2b"],
    );
    assert.deepEqual(family.missing, ["bigscience/bloom-650m"]);
    assert.equal(family.edges.length, 3);
    assert.equal(family.models[0]?.license, "mit");
  }));
