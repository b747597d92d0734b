import assert from "node:assert/strict";
import { test } from "node:test";
import { longOnly } from "../../../harness/suites/long-runs";
import type { OpenView } from "../../kit/page";
import { watchedPages } from "../../kit/watched-pages";
import { familyOf, type Link, largeFamily, readyView, smallView } from "../written-families";
import { choose, colorsAt, treeItem as item, nodeBox } from "./tree-acts";

const open = watchedPages({ drawing: "tree" });

/** Whether a color is in a model's row, up to the softening of an edge. */
async function hasColor(
  view: OpenView,
  id: string,
  [from, to]: readonly [number, number],
  color: readonly number[],
): Promise<boolean> {
  const row = await colorsAt(view, id, from, to);
  return row.some(one => one.every((part, at) => Math.abs(part - (color[at] ?? 0)) < 40));
}

const onShape = [-6, 6] as const;
const beforeShape = [-70, -8] as const;

test("color is the chosen trait, and a line breaks where that trait changes", async () => {
  const view = await open(smallView());
  const [blue, orange] = [
    [55, 148, 255],
    [209, 134, 22],
  ];
  assert.ok(await hasColor(view, "a/root", onShape, blue), "apache-2.0 comes first by name");
  assert.ok(await hasColor(view, "a/focus", onShape, orange));
  const warn = [204, 167, 0];
  assert.ok(
    await hasColor(view, "a/focus", beforeShape, warn),
    "no break before a/focus, which left apache-2.0",
  );
  assert.ok(
    !(await hasColor(view, "b/tuned", beforeShape, warn)),
    "b/tuned declares no license and breaks nothing",
  );
  const legend = view.page.locator(".legend");
  assert.match((await legend.textContent()) ?? "", /license changes here/);
  await choose(view, "Color", "author");
  await legend.locator("button", { hasText: "a" }).first().waitFor();
  assert.ok(
    !(await hasColor(view, "a/focus", beforeShape, warn)),
    "an author is not inherited and breaks no line",
  );
});

test("the legend filters, the filter row too, and what is hidden is said", async () => {
  const view = await open(smallView());
  const left = view.page.locator(".left-out");
  await view.page.locator(".legend button", { hasText: "adapter" }).click();
  await left.filter({ hasText: "hidden by filter" }).waitFor();
  assert.equal(await item(view, "b/tuned").count(), 0);
  assert.equal(await item(view, "c/lora").count(), 1);
  assert.equal(
    await view.page.locator(".legend button", { hasText: "adapter" }).getAttribute("aria-pressed"),
    "true",
  );
  await view.page.locator(".button", { hasText: "Filter (1)" }).click();
  await view.page.locator(".button", { hasText: "Clear" }).click();
  await item(view, "b/tuned").waitFor({ state: "attached" });
  await view.page.locator(".filters .text-field[aria-label=Author]").click();
  await view.page.keyboard.type("d");
  await item(view, "c/lora").waitFor({ state: "detached" });
  assert.equal(await item(view, "b/tuned").count(), 1, "what leads to a match stays");
  const kept = (await view.kept()) as { filter: { author: string } };
  assert.equal(kept.filter.author, "d");
});

test("by time, a child stands right of its parent by the days between them", async () => {
  const known = {
    "a/root": { createdAt: "2023-01-01T00:00:00Z" },
    "a/half": { createdAt: "2023-07-02T00:00:00Z" },
    "a/year": { createdAt: "2024-01-01T00:00:00Z" },
  };
  const links: Link[] = [
    ["a/half", "finetune", "a/root"],
    ["a/year", "finetune", "a/root"],
  ];
  const view = await open(readyView(familyOf("a/root", links, { known })));
  await choose(view, "Arrange by", "time");
  const x = async (id: string) => (await nodeBox(view, id)).x;
  await view.page.waitForFunction(() => {
    const left = (id: string) =>
      document.querySelector(`[data-model="${id}"]`)?.getBoundingClientRect().x ?? 0;
    return left("a/year") - left("a/half") > 100;
  });
  const [root, half, year] = [await x("a/root"), await x("a/half"), await x("a/year")];
  assert.ok(Math.abs((half - root) / (year - root) - 0.5) < 0.02, `${root} ${half} ${year}`);
});

test("a family of 30,000 is drawn whole with a bounded page, from density to names", {
  skip: longOnly,
}, async () => {
  const view = await open(readyView(largeFamily(30_000)), {
    kept: { focus: "big/root", depth: "all", drawing: "tree" },
  });
  assert.match(
    (await view.page.locator("#family-summary").textContent()) ?? "",
    /^30,000 models · 29,999 edges/,
  );
  assert.equal(await view.page.locator(".left-out").textContent(), "", "something is not drawn");
  await view.page.locator(".button", { hasText: "Fit" }).click();
  await view.page.locator('canvas.picture[data-detail="density"]').waitFor();
  await view.page.keyboard.press("/");
  await view.page.keyboard.type("model-29999");
  await item(view, "maker-26/model-29999").waitFor({ state: "attached" });
  await view.page.keyboard.press("Escape");
  await view.page.keyboard.press("0");
  await view.page.locator('canvas.picture[data-detail="names"]').waitFor();
  const box = await nodeBox(view, "maker-26/model-29999");
  const size = view.page.viewportSize();
  assert.ok(size && box.x > 0 && box.y > 0 && box.y < size.height, "the model found must be in sight");
  const elements = await view.page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(elements <= 500, `${elements} elements for 30,000 models`);
});

test("the map shows where the window is, and a click there goes there", async () => {
  const view = await open(readyView(largeFamily(2000)), {
    kept: { focus: "big/root", depth: "all", drawing: "tree" },
  });
  const map = view.page.locator("canvas.minimap");
  const first = await view.page.locator(".twin").evaluateAll(all => all.map(one => one.dataset.key));
  await map.click({ position: { x: 75, y: 95 } });
  await view.page.waitForFunction(
    before =>
      [...document.querySelectorAll<HTMLElement>(".twin")].some(one => !before.includes(one.dataset.key)),
    first,
  );
});
