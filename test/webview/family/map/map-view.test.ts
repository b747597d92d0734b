import assert from "node:assert/strict";
import { test } from "node:test";
import { inSample } from "../../../harness/suites/long-runs";
import { violations } from "../../kit/axe";
import { inTheme, themes } from "../../kit/themes";
import { watchedPages } from "../../kit/watched-pages";
import { choose, treeItem as item, nodeBox } from "../tree/tree-acts";
import { familyOf, type Link, largeFamily, readyView, smallView } from "../written-families";

const open = watchedPages();

const children = (parent: string, n: number, name: string): Link[] =>
  Array.from({ length: n }, (_, i): Link => [`${name}/model-${i}`, "finetune", parent]);

/** 1,000 models: a root, a branch of 500 under mit, one of 300, and 198 single models. */
const branches = readyView(
  familyOf(
    "a/root",
    [
      ["b/under-mit", "finetune", "a/root"],
      ...children("b/under-mit", 499, "b"),
      ["c/other", "merge", "a/root"],
      ["c/other", "merge", "b/under-mit"],
      ...children("c/other", 299, "c"),
      ...children("a/root", 199, "d"),
    ],
    {
      known: {
        "a/root": { license: "apache-2.0", createdAt: "2023-01-10T00:00:00.000Z", downloads: 100 },
        "b/under-mit": { license: "mit", createdAt: "2023-06-10T00:00:00.000Z", downloads: 300 },
        "b/model-0": { license: "mit", createdAt: "2024-02-10T00:00:00.000Z" },
      },
    },
  ),
);

test("a large family opens as a map whose strips are as high as their share of the models", async () => {
  const view = await open(branches);
  const root = await nodeBox(view, "a/root");
  const branch = await nodeBox(view, "b/under-mit");
  const other = await nodeBox(view, "c/other");
  const share = (part: number) => Math.round((part / root.height) * 1000);
  assert.deepEqual([share(branch.height), share(other.height)], [500, 300]);
  assert.ok(
    branch.x >= root.x + root.width - 1 && Math.abs(other.x - branch.x) < 1,
    "one column for each generation",
  );
  assert.ok(Math.abs(other.y - (branch.y + branch.height)) < 1, "the next branch begins where one ends");
  assert.match(
    (await item(view, "b/under-mit").getAttribute("aria-label")) ?? "",
    /^b\/under-mit, finetune, license mit \(parent: apache-2.0\), 300 downloads, 500 children, branch of 500 models, 2 under mit$/,
  );
  assert.equal(
    await view.page.locator(".left-out").textContent(),
    "Height: number of models, with all their descendants",
  );
});

test("by downloads, heights are those of the downloads, and models without any are counted", async () => {
  const view = await open(branches);
  await choose(view, "Size", "downloads");
  await view.page.locator(".left-out", { hasText: "998 models without downloads not visible" }).waitFor();
  const [root, branch] = [await nodeBox(view, "a/root"), await nodeBox(view, "b/under-mit")];
  assert.equal(Math.round((branch.height / root.height) * 400), 300);
});

test("the arrow keys walk the map, Enter fills the window with a branch, Escape shows everything again", async () => {
  const view = await open(branches);
  const { keyboard } = view.page;
  const at = () => view.page.evaluate(() => document.activeElement?.getAttribute("data-model"));
  await item(view, "a/root").focus();
  await keyboard.press("ArrowRight");
  assert.equal(await at(), "b/under-mit");
  await keyboard.press("ArrowDown");
  assert.equal(await at(), "c/other");
  const before = (await nodeBox(view, "c/other")).height;
  await keyboard.press("Enter");
  await view.page.locator(".zoom", { hasText: "333%" }).waitFor();
  assert.ok((await nodeBox(view, "c/other")).height > 3 * before);
  await keyboard.press("Space");
  assert.equal(await view.page.locator(".details h2").textContent(), "c/other");
  await keyboard.press("Escape");
  await view.page.locator(".zoom", { hasText: "100%" }).waitFor();
  await keyboard.press("ArrowLeft");
  assert.equal(await at(), "a/root");
});

test("the slider of months leaves out what was created later, and says how many are left", async () => {
  const view = await open(branches);
  const months = view.page.locator("input.months");
  assert.equal(await months.getAttribute("aria-valuetext"), "2024-02: 1,000 of 1,000 models");
  await months.fill("0");
  const said = "2023-01: 998 of 1,000 models, 997 without a date";
  assert.equal(await months.getAttribute("aria-valuetext"), said);
  await months.fill("5");
  assert.match((await months.getAttribute("aria-valuetext")) ?? "", /^2023-06: 999 of 1,000 models/);
});

for (const [reducedMotion, step] of [
  [false, 1],
  [true, 12],
] as const)
  test(
    `Play goes by ${step === 1 ? "months" : "years, with reduced motion,"} and each month holds the models up to its end`,
    inSample(reducedMotion),
    async () => {
      const view = await open(branches, { reducedMotion });
      await view.page.locator("input.months").waitFor();
      await view.page.evaluate(() => {
        const said: string[] = [];
        Object.assign(window, { said });
        const month = document.querySelector(".month");
        if (month)
          new MutationObserver(() => said.push(month.textContent ?? "")).observe(month, { childList: true });
      });
      await view.page.getByRole("button", { name: /^Play/ }).click();
      await view.page.locator(".month", { hasText: "2024-02: 1,000 of 1,000" }).waitFor();
      await view.page.getByRole("button", { name: /^Play/ }).waitFor();
      const said = await view.page.evaluate(() => (window as unknown as { said: string[] }).said);
      const months = [...new Set(said.map(text => text.slice(0, 7)))];
      const all = Array.from({ length: 14 }, (_, at) =>
        new Date(Date.UTC(2023, at, 1)).toISOString().slice(0, 7),
      );
      assert.deepEqual(
        months,
        all.filter((_, at) => at % step === 0 || at === all.length - 1),
      );
      // The dates of the three dated models are January and June 2023, and February 2024.
      for (const text of said) {
        const dated = ["2023-01", "2023-06", "2024-02"].filter(month => month <= text.slice(0, 7)).length;
        assert.ok(text.includes(`${dated === 3 ? "1,000" : 997 + dated} of 1,000 models`), text);
      }
    },
  );

test("the ten largest branches are named, although most strips are too thin for a name", async () => {
  const links = Array.from({ length: 40 }, (_, n) => [
    [`o/branch-${n}`, "finetune", "a/root"] as Link,
    ...children(`o/branch-${n}`, 60 - n, `k${n}`),
  ]).flat();
  const view = await open(readyView(familyOf("a/root", links)), { width: 1000, height: 500 });
  await nodeBox(view, "a/root");
  const named = await view.page
    .locator("[role=treeitem]")
    .evaluateAll(items => items.map(one => one.getAttribute("data-model")));
  for (let n = 0; n < 10; n++)
    assert.ok(named.includes(`o/branch-${n}`), `branch ${n} of ${named.join(", ")}`);
});

test("a small family is a tree, and a map when asked; the choice is kept", async () => {
  const view = await open(smallView());
  assert.equal(await view.page.locator(".window.map").count(), 0);
  await choose(view, "Draw as", "map");
  await item(view, "a/focus").waitFor();
  const root = await nodeBox(view, "a/root");
  assert.ok((await nodeBox(view, "a/focus")).x > root.x, "ancestors are columns on the left");
  assert.equal(((await view.kept()) as { readonly drawing?: unknown }).drawing, "map");
});

for (const theme of themes) {
  test(`axe finds nothing wrong in the map (${theme})`, inTheme(theme), async () => {
    const view = await open(readyView(largeFamily(1200)), { theme });
    await nodeBox(view, "big/root");
    assert.deepEqual(await violations(view.page.mainFrame()), []);
  });
}
