import assert from "node:assert/strict";
import { test } from "node:test";
import { SORTS } from "../../hub/hub-order";
import { dataOf, familyData, listAll, withHub } from "./loopback";

test("pages of 7 give every model once, in every order", async () => {
  await withHub({ models: familyData("bigscience__bloom-560m") }, async hub => {
    for (const sort of SORTS) {
      for (const direction of ["-1", "1"]) {
        const { items, pages } = await listAll(
          `${hub.url}/api/models?sort=${sort}&direction=${direction}&limit=7&full=true`,
        );
        const ids = new Set(items.map(item => item.id));
        assert.deepEqual([items.length, ids.size, pages], [75, 75, 11], `${sort} ${direction}`);
        const keys = items.map(item => item[sort] as number | string);
        for (let at = 1; at < keys.length; at++) {
          const [before, after] = [keys[at - 1] ?? 0, keys[at] ?? 0];
          assert.ok(
            direction === "1" ? before <= after : before >= after,
            `${sort} ${direction}: ${before}, ${after}`,
          );
        }
      }
    }
  });
});

test("a last page that is full has no next one", async () => {
  await withHub({ models: dataOf({ id: "a/1" }, { id: "a/2" }) }, async hub => {
    const response = await fetch(`${hub.url}/api/models?limit=2`);
    assert.equal(response.headers.get("link"), null);
    assert.equal(((await response.json()) as unknown[]).length, 2);
  });
});

test("the cursor is a base64 predicate and keeps its place when models come and go", async () => {
  const models = dataOf(...[1, 2, 3, 4].map(likes => ({ id: `a/${likes}`, likes })));
  await withHub({ models }, async hub => {
    const first = await fetch(`${hub.url}/api/models?sort=likes&limit=2`);
    const next = /<([^>]+)>/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const cursor = Buffer.from(new URL(next).searchParams.get("cursor") ?? "", "base64").toString();
    assert.match(cursor, /^\{"\$or":\[\{"likes":3,/);
    hub.data.remove("a/3");
    hub.data.put([...dataOf({ id: "a/9", likes: 9 }).all()]);
    const { items } = await listAll(next);
    assert.deepEqual(
      items.map(item => item.id),
      ["a/2", "a/1"],
    );
  });
});

test("filters must all match, as repeated parameters and as a comma list", async () => {
  const models = dataOf(
    { id: "a/both", tags: ["x", "y"], library: "peft" },
    { id: "a/one", tags: ["x"] },
    { id: "b/both", tags: ["x", "y"], task: "translation" },
  );
  const expected: [string, string[]][] = [
    ["filter=x,y", ["a/both", "b/both"]],
    ["filter=x&filter=y", ["a/both", "b/both"]],
    ["filter=x&author=a", ["a/both", "a/one"]],
    ["filter=y&filter=peft", ["a/both"]],
    ["pipeline_tag=translation", ["b/both"]],
    ["search=BOTH%20b/", ["b/both"]],
    ["filter=base_model:a/both", []],
  ];
  await withHub({ models }, async hub => {
    for (const [query, ids] of expected) {
      const { items } = await listAll(`${hub.url}/api/models?${query}`);
      assert.deepEqual(items.map(item => item.id).sort(), ids, query);
    }
  });
});

test("wrong questions are 400 with a reason", async () => {
  await withHub({ models: dataOf({ id: "a/1" }) }, async hub => {
    const wrong: [string, RegExp][] = [
      ["expand[]=childrenModelCount", /"author"\|"baseModels".*expand\[0\]/s],
      ["expand=tags&expand=nonsense", /expand\[1\]/],
      ["expand[]=tags&full=true", /cannot be combined with "full"/],
      ["expand=tags&cardData=true", /cannot be combined with "cardData"/],
      ["sort=size", /"sort" must be one of/],
      ["limit=0", /"limit"/],
      ["cursor=AAAA", /"cursor"/],
    ];
    for (const [query, reason] of wrong) {
      const response = await fetch(`${hub.url}/api/models?${query}`);
      assert.equal(response.status, 400, query);
      assert.match(((await response.json()) as { error: string }).error, reason);
    }
  });
});
