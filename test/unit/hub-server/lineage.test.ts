import assert from "node:assert/strict";
import { test } from "node:test";
import { sampled } from "../../harness/suites/long-runs";
import { RELATIONS } from "../../hub/models/facts";
import { dataOf, familyData, type Item, listAll, show, withHub } from "./loopback";

const BLOOM = "bigscience/bloom-560m";
const SMOL = "HuggingFaceTB/SmolLM2-1.7B";

async function walk(url: string, root: string): Promise<{ ids: Set<string>; edges: number }> {
  const ids = new Set([root]);
  let edges = 0;
  for (const id of ids) {
    const { items } = await listAll(`${url}/api/models?filter=base_model:${id}&limit=50`);
    edges += items.length;
    for (const item of items) ids.add(item.id);
  }
  return { ids, edges };
}

test("the families have the sizes that were recorded", async t => {
  const sizes: [string, string, number, number][] = [
    ["bigscience__bloom-560m", BLOOM, 75, 74],
    ["HuggingFaceTB__SmolLM2-1.7B", SMOL, 1042, 1041],
  ];
  const some = sampled(t, "families", 1, sizes.length);
  for (const [family, root, models, edges] of sizes.slice(0, some)) {
    await withHub({ models: familyData(family) }, async hub => {
      const found = await walk(hub.url, root);
      assert.deepEqual(
        { models: found.ids.size, edges: found.edges },
        { models, edges },
        `family of ${root}`,
      );
    });
  }
});

test("gemma-2b has 983 models counting itself, and its merges name parents outside", async () => {
  await withHub({ models: familyData("google__gemma-2b") }, async hub => {
    const { ids } = await walk(hub.url, "google/gemma-2b");
    assert.equal(ids.size, 983);
    assert.equal(hub.data.size, 991, "the file holds 8 further parents of merges");
  });
});

test("the family of Thoth-4 has a cycle", async () => {
  await withHub({ models: familyData("MrRobotoAI__Thoth-4") }, async hub => {
    const { ids } = await walk(hub.url, "MrRobotoAI/Thoth-4");
    const children = await Promise.all([...ids].map(id => walk(hub.url, id)));
    const inCycle = [...ids].filter(
      (id, at) =>
        [...(children[at]?.ids ?? [])].includes("MrRobotoAI/Thoth-4") && id !== "MrRobotoAI/Thoth-4",
    );
    assert.ok(inCycle.length > 0, "no descendant of Thoth-4 leads back to it");
  });
});

test("children are counted by relation as the list filters them", async () => {
  await withHub({ models: familyData("HuggingFaceTB__SmolLM2-1.7B") }, async hub => {
    const parent = `${SMOL}-Instruct`;
    const model = await show(`${hub.url}/api/models/${parent}?expand[]=childrenModelCount`);
    const counted: Record<string, number> = {};
    for (const relation of RELATIONS) {
      const { items } = await listAll(
        `${hub.url}/api/models?filter=base_model:${relation}:${parent}&expand[]=tags`,
      );
      if (items.length > 0) counted[relation] = items.length;
    }
    assert.deepEqual(model.childrenModelCount, counted);
    const { items } = await listAll(`${hub.url}/api/models?filter=base_model:${parent}`);
    assert.equal(
      items.length,
      Object.values(counted).reduce((sum, count) => sum + count, 0),
    );
  });
});

test("an untyped record has the plain tag only, and neither baseModels nor a count of children", async () => {
  await withHub({ models: familyData("bigscience__bloom-560m") }, async hub => {
    const [child] = (await listAll(`${hub.url}/api/models?filter=base_model:${BLOOM}`)).items;
    assert.ok(child, "bloom-560m has no children");
    const tags = (child.tags as string[]).filter(tag => tag.startsWith("base_model:"));
    assert.deepEqual(tags, [`base_model:${BLOOM}`]);
    const expanded = await show(`${hub.url}/api/models/${child.id}?expand[]=baseModels`);
    assert.deepEqual(Object.keys(expanded), ["_id", "id"]);
    const root = await show(`${hub.url}/api/models/${BLOOM}?expand[]=childrenModelCount`);
    assert.equal("childrenModelCount" in root, false);
  });
});

test("a typed record has both tags and baseModels, which leaves out parents that do not resolve", async () => {
  const models = dataOf(
    { id: "a/parent" },
    { id: "a/child", parents: ["a/parent", "gone/parent"], relation: "merge" },
  );
  await withHub({ models }, async hub => {
    const child = await show(`${hub.url}/api/models/a/child?expand[]=baseModels&expand[]=tags`);
    const parent = await show(`${hub.url}/api/models/a/parent?expand[]=likes`);
    assert.deepEqual(child.baseModels, { relation: "merge", models: [{ _id: parent._id, id: "a/parent" }] });
    assert.deepEqual(child.tags, [
      "base_model:a/parent",
      "base_model:merge:a/parent",
      "base_model:gone/parent",
      "base_model:merge:gone/parent",
      "region:us",
    ]);
  });
});

test("a renamed model redirects from its old id, which its children's tags keep", async () => {
  const models = dataOf({ id: "old" }, { id: "a/child", parents: ["old"], relation: "finetune" });
  await withHub({ models }, async hub => {
    const before = await show(`${hub.url}/api/models/old`);
    hub.data.rename("old", "org/new");
    const response = await fetch(`${hub.url}/api/models/old/revision/main?expand[]=likes`, {
      redirect: "manual",
    });
    assert.equal(response.status, 307);
    assert.equal(response.headers.get("location"), "/api/models/org/new/revision/main?expand[]=likes");
    const after = await show(`${hub.url}/api/models/old`);
    assert.deepEqual([after.id, after._id], ["org/new", before._id], "the id changes, _id does not");
    const readme = await fetch(`${hub.url}/old/resolve/main/README.md`, { redirect: "manual" });
    assert.equal(readme.headers.get("location"), "/org/new/resolve/main/README.md");
    const { items } = await listAll(`${hub.url}/api/models?filter=base_model:old&expand[]=baseModels`);
    const found = items.map((item: Item) => [item.id, item.baseModels]);
    assert.deepEqual(found, [
      ["a/child", { relation: "finetune", models: [{ _id: before._id, id: "org/new" }] }],
    ]);
  });
});

test("a wrong letter case redirects to the right id", async () => {
  await withHub({ models: dataOf({ id: "Org/Name" }) }, async hub => {
    const response = await fetch(`${hub.url}/api/models/org/name`, { redirect: "manual" });
    assert.deepEqual([response.status, response.headers.get("location")], [307, "/api/models/Org/Name"]);
  });
});
