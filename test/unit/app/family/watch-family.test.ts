import assert from "node:assert/strict";
import { test } from "node:test";
import { draftFamily } from "../../../../src/app/family/draft-family";
import { draftPlace } from "../../../../src/app/family/draft-words";
import { FamilyWatch } from "../../../../src/app/family/watch-family";
import type { PackedFamilyView } from "../../../../src/lineage/packed-family";
import { withoutSiblings } from "../../../../src/lineage/tree/sibling-finding";
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

test("an unread family first shows as loading, then complete, and the second time without a request", () =>
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

test("offline, an unknown family says so, and a known family is shown with its age", () =>
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

test("a model that the Hub does not show gives an error that says what to do", () =>
  onStage(async stage => {
    const { watch: family } = watch(stage, "bigscience/bloom-650m");
    await family.read({ fromHub: true });
    assert.equal(family.view.state, "error");
    assert.match(family.view.message ?? "", /does not exist.*or it is private.*sign in/i);
  }));

test("showing a family from the index makes no requests and says what is missing", () =>
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

test("a draft appears below its declared parents and their ancestors, without children", () =>
  onStage(async stage => {
    await stage.reader.readAncestors("wandb/gemma-2b-zephyr-sft");
    await stage.reader.readModel("bigscience/bloom-650m");
    const traits = {
      license: "mit",
      licenseName: null,
      licenseLink: null,
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

test("a draft stands among the other children of its parent, of which those are counted that changed the license", () =>
  onStage(async stage => {
    await stage.reader.readModel(bloom);
    const draft = async (license: string | null) => {
      const traits = {
        license,
        licenseName: null,
        licenseLink: null,
        languages: [],
        task: null,
        library: null,
        datasets: [],
      };
      const family = await draftFamily(
        { name: "my-model", parents: [bloom], relation: "finetune", traits },
        stage.index,
      );
      return { family, ...draftPlace(family) };
    };
    const { family: bare } = await draft("mit");
    const counted = bare.models.map(model =>
      model.id === bloom ? { ...model, childCounts: { merge: 74 } } : model,
    );
    assert.match(
      draftPlace({ ...bare, models: counted }).message ?? "",
      /^74 other models come from bigscience\/bloom-560m. None of them has been read yet. This card is a draft/,
    );
    await stage.reader.readChildren(bloom);
    const { family, around, message } = await draft("mit");
    assert.equal(around, bloom);
    const children = family.models.filter(({ id }) => id !== bloom && id !== "my-model");
    assert.equal(children.length, 74);
    const known = children.filter(({ license }) => license !== null);
    const changed = known.filter(({ license }) => license !== "bigscience-bloom-rail-1.0").length;
    assert.ok(changed > 0);
    const share = `${Math.round((changed / known.length) * 100)}%`;
    const words = `Of the ${known.length} that declare a license, ${share} changed it.`;
    assert.ok(message?.includes(`74 other models come from ${bloom}. ${words}`), message ?? "");
    assert.match(
      message ?? "",
      /This card changes the license from bigscience-bloom-rail-1.0 to mit. This card is a draft/,
    );
    assert.match(
      (await draft("bigscience-bloom-rail-1.0")).message ?? "",
      /changed it. This card keeps the license. This/,
    );
    assert.match((await draft(null)).message ?? "", /changed it. This card declares no license. This/);
    const alone = withoutSiblings(family);
    assert.deepEqual([alone.models.length, alone.edges.length], [2, 1], "exports have no siblings");
  }));
