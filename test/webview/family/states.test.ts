import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { draftPlace } from "../../../src/app/family/draft-words";
import type { FamilyView } from "../../../src/lineage/shown-family";
import { violations } from "../kit/axe";
import { type Pages, startPages } from "../kit/page";
import { inTheme, themes } from "../kit/themes";
import { clickNode } from "./tree/tree-acts";
import { familyOf, type Link, readyView, recordedFamily } from "./written-families";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

const some = () =>
  readyView(familyOf("a/root", [["a/child", "finetune", "a/root"]], { unchecked: ["a/child"] }));
const nothing: FamilyView = {
  focus: null,
  draft: false,
  family: null,
  state: "empty",
  message: null,
  progress: null,
  age: null,
};

interface State {
  readonly name: string;
  readonly view: FamilyView;
  readonly sentence: RegExp;
  readonly buttons: Readonly<Record<string, string>>;
}

const states: readonly State[] = [
  {
    name: "empty",
    view: nothing,
    sentence: /^Choose a model or open a model card/,
    buttons: { "Choose a model": "pick" },
  },
  {
    name: "empty, with a model that is not in the index",
    view: { ...nothing, focus: "a/root", message: "a/root is not in the index yet." },
    sentence: /^a\/root is not in the index yet\.$/,
    buttons: { "Read from the Hub": "refresh", "Choose a model": "pick" },
  },
  {
    name: "loading with nothing yet",
    view: { ...nothing, focus: "a/root", state: "loading", progress: { checked: 12, total: 75 } },
    sentence: /Reading the family from the Hub/,
    buttons: { Cancel: "cancel" },
  },
  {
    name: "loading with a part of the family",
    view: { ...some(), state: "loading", message: "Reading a/root." },
    sentence: /^Reading a\/root\.$/,
    buttons: { Cancel: "cancel" },
  },
  {
    name: "offline",
    view: { ...some(), state: "offline", age: "3 hours ago" },
    sentence: /cannot be reached\. Showing data read 3 hours ago/,
    buttons: { "Try Again": "refresh" },
  },
  {
    name: "partial",
    view: { ...some(), state: "partial" },
    sentence: /the children of 1 model have not been listed yet/,
    buttons: { "Read More": "refresh" },
  },
  {
    name: "error",
    view: { ...nothing, focus: "a/root", state: "error", message: "The Hub answered 503. Try again later." },
    sentence: /^The Hub answered 503\. Try again later\.$/,
    buttons: { "Try Again": "refresh", "Show Log": "showLog" },
  },
];

for (const { name, view, sentence, buttons } of states) {
  test(`the state "${name}" has its sentence and its actions`, async () => {
    const opened = await pages.open(view);
    const message = opened.page.locator("#family-message");
    assert.match((await message.textContent()) ?? "", sentence);
    assert.deepEqual(await opened.page.locator(".notice .button").allTextContents(), Object.keys(buttons));
    for (const text of Object.keys(buttons))
      await opened.page.locator(".notice .button", { hasText: text }).click();
    assert.deepEqual(
      (await opened.calls()).slice(1).map(({ call }) => call),
      Object.values(buttons),
    );
    assert.equal(await opened.page.locator("#family-summary").getAttribute("data-state"), view.state);
    assert.equal(await message.getAttribute("role"), view.state === "error" ? "alert" : null);
    assert.deepEqual(await opened.breaches(), []);
    await opened.close();
  });
}

test("loading says how far it is", async () => {
  const opened = await pages.open({
    ...nothing,
    focus: "a/root",
    state: "loading",
    progress: { checked: 12, total: 75 },
  });
  assert.equal(
    await opened.page.locator(".notice .far").textContent(),
    "children of 12 of 75 models checked",
  );
  assert.equal(await opened.page.locator("progress").getAttribute("value"), "12");
  assert.equal(await opened.page.locator('[role="tree"]').getAttribute("aria-busy"), "true");
  await opened.update(some());
  assert.equal(await opened.page.locator(".notice").isHidden(), true);
  assert.equal(await opened.page.locator('[role="treeitem"]').count(), 2);
  await opened.close();
});

test("a draft says so and has no page on the Hub", async () => {
  const opened = await pages.open({ ...some(), draft: true });
  assert.equal(await opened.page.locator(".draft").isVisible(), true);
  assert.equal(await opened.page.locator(".button", { hasText: "Open on the Hub" }).count(), 0);
  await opened.close();
});

test("an error inside the view goes to the panel", async () => {
  const opened = await pages.open(some());
  await opened.page.evaluate(() => {
    setTimeout(() => {
      throw new Error("made by the test");
    });
  });
  await opened.page.waitForFunction(() =>
    (window as unknown as { playedHost: { calls: { call: string }[] } }).playedHost.calls.some(
      ({ call }) => call === "failed",
    ),
  );
  assert.match(String((await opened.calls()).at(-1)?.params), /made by the test/);
  await opened.close();
});

for (const theme of themes) {
  test(`axe finds nothing in ${theme}, with a family and in every state`, inTheme(theme), async () => {
    const family = readyView(recordedFamily("google__gemma-2b", "google/gemma-2b"));
    const opened = await pages.open(family, { theme });
    assert.deepEqual(await violations(opened.page), []);
    await clickNode(opened, "NexaAIDev/Octopus-v2");
    await opened.page.locator(".button", { hasText: "Filter" }).click();
    assert.deepEqual(await violations(opened.page), []);
    for (const { view } of states) {
      await opened.update(view);
      assert.deepEqual(await violations(opened.page), [], view.state);
    }
    assert.deepEqual(await opened.breaches(), []);
    await opened.close();
  });
}

test("with reduced motion nothing moves, and without it nothing moves longer than 150 ms", async () => {
  for (const reducedMotion of [true, false]) {
    const opened = await pages.open(some(), { reducedMotion });
    await clickNode(opened, "a/child");
    const longest = await opened.page.evaluate(() =>
      Math.max(
        0,
        ...document
          .getAnimations()
          .map(animation => Number(animation.effect?.getComputedTiming().endTime ?? 0)),
      ),
    );
    assert.ok(longest <= (reducedMotion ? 0 : 150), `an animation of ${longest} ms`);
    await opened.close();
  }
});

test("a draft is a leaf among the children of its parent, selected, and no map however many they are", async () => {
  const own = "folder (this card)";
  const links = Array.from({ length: 600 }, (_, at): Link => [`c/model-${at}`, "finetune", "a/parent"]);
  const known = {
    "a/parent": { license: "apache-2.0" },
    [own]: { license: "mit" },
    "c/model-1": { license: "mit" },
  };
  const family = { ...familyOf("a/parent", [...links, [own, "finetune", "a/parent"]], { known }), root: own };
  const opened = await pages.open(readyView(family, { focus: own, draft: true, ...draftPlace(family) }));
  const item = opened.page.locator(`[role=treeitem][data-model="${own}"]`);
  await item.waitFor({ state: "attached" });
  assert.equal(await item.getAttribute("aria-selected"), "true");
  assert.match(
    (await item.getAttribute("aria-label")) ?? "",
    /^folder \(this card\), finetune, license mit \(parent: apache-2.0\)/,
  );
  assert.equal(await opened.page.locator('[role=treeitem][data-model="a/parent"]').count(), 1);
  assert.match(
    (await opened.page.locator("#family-message").textContent()) ?? "",
    /^600 other models come from a\/parent. Of the 1 that declare a license, 100% changed it. This card changes the license/,
  );
  const details = opened.page.locator("aside.details");
  assert.deepEqual(
    await details.getByRole("button", { name: /Open on the Hub|Show Family/ }).allTextContents(),
    [],
  );
  assert.deepEqual(await opened.breaches(), []);
  await opened.close();
});
