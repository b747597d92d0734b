import assert from "node:assert/strict";
import { test } from "node:test";
import { watchedPages } from "../kit/watched-pages";
import {
  choose,
  clickNode,
  focusedKey as focused,
  treeItem as item,
  nodeBox,
  zoomOf,
} from "./tree/tree-acts";
import { familyOf, type Link, readyView, recordedFamily, smallView } from "./written-families";

const open = watchedPages({ drawing: "tree" });

const bloom = () => readyView(recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"));

const quantized = (n: number): Link[] =>
  Array.from({ length: n }, (_, i): Link => [`q/model-${i}`, "quantized", "a/root"]);

test("the summary counts what the family holds, in words and as attributes", async () => {
  const view = await open(bloom());
  const summary = view.page.locator('[role="status"]#family-summary');
  assert.match(
    (await summary.textContent()) ?? "",
    /^75 models · 74 edges · 3 hours ago · children of 75 of 75 models checked$/,
  );
  assert.equal(await summary.getAttribute("data-models"), "75");
  assert.equal(await summary.getAttribute("data-edges"), "74");
  assert.equal(await summary.getAttribute("data-model"), "bigscience/bloom-560m");
  assert.equal(await summary.getAttribute("data-state"), "ready");
  assert.equal(await view.page.locator(".family h1").textContent(), "Family: bigscience/bloom-560m");
  assert.equal(await view.page.locator('[role="tree"]').getAttribute("aria-busy"), "false");
});

test("a drawn model says its relation, license, parent's license, downloads and children", async () => {
  const view = await open(smallView());
  assert.equal(
    await item(view, "a/focus").getAttribute("aria-label"),
    "a/focus, focused model, license gemma (parent: apache-2.0), 1.2 thousand downloads, 2 children",
  );
  assert.equal(
    await item(view, "c/lora").getAttribute("aria-label"),
    "c/lora, adapter, license not declared, 0 children",
  );
  const box = await nodeBox(view, "a/focus");
  await view.page.mouse.move(box.x + 11, box.y + box.height / 2);
  await view.page.locator("canvas.picture[title]").waitFor({ state: "attached" });
  assert.equal(await view.page.locator("canvas.picture").getAttribute("title"), "a/focus");
});

test("the arrow keys walk from parent to child and open what is closed; Escape leaves to the find field", async () => {
  const view = await open(smallView());
  const { keyboard } = view.page;
  await item(view, "a/focus").focus();
  const walk: readonly (readonly [key: string, at: string])[] = [
    ["ArrowLeft", "model a/root"],
    ["ArrowRight", "model a/focus"],
    ["ArrowDown", "model b/tuned"],
    ["ArrowDown", "model c/lora"],
    ["ArrowUp", "model b/tuned"],
    ["ArrowRight", "model b/tuned"],
    ["ArrowRight", "model d/gguf"],
    ["ArrowLeft", "model b/tuned"],
    ["End", "model d/gguf"],
    ["Home", "model a/root"],
  ];
  for (const [key, at] of walk) {
    await keyboard.press(key);
    assert.equal(await focused(view), at, `after ${key}`);
  }
  assert.equal(
    await view.page.locator('[role="treeitem"][tabindex="0"]').count(),
    1,
    "Tab must reach exactly one node",
  );
  await keyboard.press("Escape");
  assert.equal(await focused(view), "VSCODE-TEXT-FIELD");
  await keyboard.press("Escape");
  assert.equal(await focused(view), "model a/root");
});

test("Enter opens and closes, Space selects, and the details name each trait's fate", async () => {
  const view = await open(smallView());
  await item(view, "b/tuned").focus();
  await view.page.keyboard.press("Enter");
  assert.equal(await item(view, "b/tuned").getAttribute("aria-expanded"), "true");
  assert.equal(await item(view, "d/gguf").count(), 1);
  await view.page.keyboard.press("Enter");
  assert.equal(await item(view, "d/gguf").count(), 0);
  assert.equal(await focused(view), "model b/tuned");
  const rows = view.page.locator(".details tbody tr");
  assert.match((await rows.nth(0).textContent()) ?? "", /license≠ changedapache-2\.0gemma/);
  assert.match((await rows.nth(1).textContent()) ?? "", /languages− losten, deen/);
  await view.page.keyboard.press("Space");
  assert.equal(await item(view, "b/tuned").getAttribute("aria-selected"), "true");
  assert.equal(await view.page.locator(".details h2").textContent(), "b/tuned");
});

test("a click selects, Ctrl+click and the buttons ask the panel, a drag moves the drawing and selects nothing", async () => {
  const view = await open(smallView());
  await clickNode(view, "c/lora");
  await view.page.keyboard.down("Control");
  await clickNode(view, "b/tuned");
  await view.page.keyboard.up("Control");
  await view.page.locator(".button", { hasText: "Show Family" }).click();
  await view.page.locator(".button", { hasText: "Open Card" }).click();
  await view.page.locator(".button", { hasText: "Open on the Hub" }).click();
  const asked = (await view.calls()).map(({ call, params }) => `${call} ${params ?? ""}`.trim());
  assert.deepEqual(asked, [
    "ready",
    "openOnHub b/tuned",
    "show c/lora",
    "openCard c/lora",
    "openOnHub c/lora",
  ]);
  const label = await nodeBox(view, "a/root");
  await view.page.mouse.move(label.x + 11, label.y + 12);
  await view.page.mouse.down();
  await view.page.mouse.move(label.x + 71, label.y + 52, { steps: 4 });
  await view.page.mouse.up();
  await view.page.waitForFunction(
    ([x, y]) => {
      const box = document.querySelector('[data-model="a/root"]')?.getBoundingClientRect();
      return box && Math.abs(box.x - Number(x)) < 2 && Math.abs(box.y - Number(y)) < 2;
    },
    [label.x + 60, label.y + 40],
  );
  assert.equal(await item(view, "c/lora").getAttribute("aria-selected"), "true");
});

test("a group of up to 50 opens in the tree, keeps its place on the screen, and the state is kept", async () => {
  const view = await open(readyView(familyOf("a/root", quantized(40))));
  const stub = view.page.locator(".twin.stub");
  assert.match(
    (await stub.getAttribute("aria-label")) ?? "",
    /^\+32 more quantized, folded children of a\/root$/,
  );
  const place = await nodeBox(view, "a/root");
  await stub.focus();
  await view.page.keyboard.press("Enter");
  await stub.waitFor({ state: "detached" });
  assert.equal(await view.page.locator(".left-out").textContent(), "", "nothing is folded any longer");
  const after = await nodeBox(view, "a/root");
  assert.ok(Math.abs(place.y - after.y) < 2, "the model whose group was opened must not jump");
  assert.equal(await focused(view), "model a/root");
  const restored = await open(readyView(familyOf("a/root", quantized(40))), { kept: await view.kept() });
  assert.equal(await restored.page.locator(".twin.stub").count(), 0, "a restart must show what was open");
  assert.ok(
    Math.abs((await nodeBox(restored, "a/root")).y - after.y) < 2,
    "a restart must show the same place",
  );
});

test("a huge group opens as a list with a search field; the tree draws all of it when asked", async () => {
  const view = await open(readyView(familyOf("a/root", quantized(4812))), { kept: { drawing: "tree" } });
  await view.page.locator(".twin.stub").focus();
  await view.page.keyboard.press("Enter");
  const list = view.page.locator(".group");
  assert.match((await list.locator("h2").textContent()) ?? "", /^4,804 more quantized of a\/root$/);
  assert.equal(await list.locator("li").count(), 200);
  assert.equal(await focused(view), "VSCODE-TEXT-FIELD");
  await view.page.keyboard.type("model-4321");
  await list.locator("li", { hasText: "q/model-4321" }).waitFor();
  assert.equal(await list.locator("[role=status]").textContent(), "1 model");
  await list.locator("button.link").click();
  assert.equal(await item(view, "q/model-4321").getAttribute("aria-selected"), "true");
  assert.equal(await view.page.locator(".details h2").textContent(), "q/model-4321");
  await view.page.locator(".twin.stub").focus();
  await view.page.keyboard.press("Enter");
  await view.page.keyboard.press("Escape");
  assert.equal(await list.count(), 0);
  assert.match(await focused(view), /^right quantized a\/root$/);
  await view.page.keyboard.press("Enter");
  await list.locator(".button", { hasText: "Show All in Tree" }).click();
  await view.page.waitForFunction(() => document.querySelector(".left-out")?.textContent === "");
});

test("/ goes to the find field, typing jumps to a folded model, Enter to the next match", async () => {
  const view = await open(
    readyView(familyOf("a/root", [...quantized(300), ["z/hidden-here", "finetune", "q/model-299"]])),
  );
  await item(view, "a/root").focus();
  await view.page.keyboard.press("/");
  await view.page.keyboard.type("hidden");
  await item(view, "z/hidden-here").waitFor({ state: "attached" });
  assert.equal(await item(view, "z/hidden-here").getAttribute("aria-selected"), "true");
  assert.equal(await view.page.locator(".find .result").textContent(), "1 of 1");
  for (let i = 0; i < 6; i++) await view.page.keyboard.press("Backspace");
  await view.page.keyboard.type("model-29");
  assert.equal(await view.page.locator(".find .result").textContent(), "1 of 11");
  const first = await view.page.locator('[role="treeitem"][aria-selected="true"]').getAttribute("data-model");
  await view.page.keyboard.press("Enter");
  const second = await view.page
    .locator('[role="treeitem"][aria-selected="true"]')
    .getAttribute("data-model");
  assert.notEqual(first, second);
  await view.page.keyboard.type("nothing");
  assert.equal(await view.page.locator(".find .result").textContent(), "No results");
});

test("+, - and 0 zoom, Ctrl+wheel zooms around the mouse, the wheel pans, Fit shows everything", async () => {
  const view = await open(smallView());
  await item(view, "a/focus").focus();
  for (const [key, zoom] of [
    ["+", "125%"],
    ["0", "100%"],
    ["-", "80%"],
  ] as const) {
    await view.page.keyboard.press(key);
    await zoomOf(view, zoom);
  }
  const target = await nodeBox(view, "b/tuned");
  await view.page.mouse.move(target.x + 11, target.y + target.height / 2);
  await view.page.keyboard.down("Control");
  await view.page.mouse.wheel(0, -300);
  await view.page.keyboard.up("Control");
  await view.page.waitForFunction(
    () => Number.parseInt(document.querySelector(".zoom")?.textContent ?? "", 10) > 100,
  );
  const middle = async () => {
    const box = await nodeBox(view, "b/tuned");
    return box.y + box.height / 2;
  };
  await view.page.waitForFunction(
    y => {
      const box = document.querySelector('[data-model="b/tuned"]')?.getBoundingClientRect();
      return box && Math.abs(box.y + box.height / 2 - y) < 3;
    },
    target.y + target.height / 2,
    { timeout: 5000 },
  );
  const before = await middle();
  await view.page.mouse.wheel(0, 30);
  await view.page.waitForFunction(
    y => {
      const box = document.querySelector('[data-model="b/tuned"]')?.getBoundingClientRect();
      return box && Math.abs(box.y + box.height / 2 - y) < 2;
    },
    before - 30,
    { timeout: 5000 },
  );
  await view.page.locator(".button", { hasText: "Fit" }).click();
  await zoomOf(view, "100%");
  const size = view.page.viewportSize();
  for (const node of await view.page.locator(".twin").all()) {
    const box = await node.boundingBox();
    assert.ok(box && size && box.x >= 0 && box.x + box.width <= size.width, "Fit must leave nothing outside");
  }
});

test("Pin tells the panel, is kept, and Compare names parent and child", async () => {
  const view = await open(smallView());
  await view.page.locator(".button", { hasText: "Pin" }).click();
  await view.page.locator(".button", { hasText: "Unpin" }).waitFor();
  await view.page.locator(".button", { hasText: "Compare with Parent" }).click();
  assert.deepEqual((await view.calls()).slice(1), [
    { call: "pin", params: true },
    { call: "compare", params: { parent: "a/root", child: "a/focus" } },
  ]);
  assert.equal(((await view.kept()) as { pinned: unknown }).pinned, true);
});

test("the depth opens levels", async () => {
  const view = await open(smallView());
  await choose(view, "Depth", "2");
  await item(view, "d/gguf").waitFor({ state: "attached" });
  assert.equal(((await view.kept()) as { depth: unknown }).depth, 2);
});

test("an update while reading keeps focus, selection, scroll and what was opened", async () => {
  const start = readyView(familyOf("a/root", quantized(40)), {
    state: "loading",
    progress: { checked: 1, total: 41 },
  });
  const view = await open(start);
  await view.page.locator(".twin.stub").focus();
  await view.page.keyboard.press("Enter");
  await item(view, "q/model-20").focus();
  await view.page.keyboard.press("Space");
  const place = await nodeBox(view, "q/model-20");
  const more = familyOf("a/root", [
    ...quantized(40),
    ["a/root", "finetune", "up/parent"],
    ["n/new", "finetune", "a/root"],
  ]);
  await view.update(readyView(more, { state: "loading", progress: { checked: 9, total: 43 } }));
  await view.page.locator('#family-summary[data-models="43"]').waitFor();
  assert.equal(await focused(view), "model q/model-20");
  assert.equal(await item(view, "q/model-20").getAttribute("aria-selected"), "true");
  const after = await nodeBox(view, "q/model-20");
  assert.ok(Math.abs(place.x - after.x) < 2, "nothing may move sideways under the person's eyes");
  assert.equal(await view.page.locator('[role="tree"]').getAttribute("aria-busy"), "true");
});

test("missing parents, parents outside, cycles and self-references are seen and explained", async () => {
  const family = familyOf(
    "a/focus",
    [
      ["a/focus", "merge", "gone/parent"],
      ["a/child", "merge", "a/focus"],
      ["a/child", "merge", "far/away"],
      ["a/focus", "finetune", "a/child"],
    ],
    { missing: ["gone/parent"], cycles: [["a/focus", "a/child"], ["a/self"]] },
  );
  const models = family.models.filter(model => model.id !== "far/away");
  const view = await open(readyView({ ...family, models }));
  assert.match(
    (await item(view, "gone/parent").getAttribute("aria-label")) ?? "",
    /missing: declared as a parent/,
  );
  assert.match(
    (await item(view, "a/child").getAttribute("aria-label")) ?? "",
    /1 parent outside this family, part of a cycle/,
  );
  await clickNode(view, "gone/parent");
  assert.match(
    (await view.page.locator(".details .odd").textContent()) ?? "",
    /removed or renamed, it may be private, or the model ID may be wrong/,
  );
  await clickNode(view, "a/child");
  assert.match(
    (await view.page.locator(".details .odd").textContent()) ?? "",
    /descends from itself through a\/focus/,
  );
  assert.match(
    (await view.page.locator(".details .parents").textContent()) ?? "",
    /far\/away merge, outside this family/,
  );
});

test("hostile names are text, cut in the middle, with the whole in label and title", async () => {
  const img = '<img src=x onerror="alert(1)">';
  const rtl = "a/\u202Egpj.exe\u0000end";
  const long = `long/${"x".repeat(500)}tail`;
  const script = "</script><script>alert(2)</script>";
  const links: Link[] = [img, rtl, long, script].map((id): Link => [id, "finetune", "a/root"]);
  const known = { [img]: { license: "<b>bold</b>", downloads: 3 }, "a/root": { license: "mit" } };
  const view = await open(readyView(familyOf("a/root", links, { known })));
  assert.equal(await view.page.locator("img, b, .family script").count(), 0, "a name became an element");
  const nodes = view.page.locator(".twin.model.descendant");
  assert.equal(await nodes.count(), 4);
  const names = await nodes.evaluateAll(all => all.map(one => one.getAttribute("aria-label") ?? ""));
  assert.ok(names.some(name => name.startsWith("<img src=x")));
  assert.ok(
    names.some(name => name.includes("⟨U+202E⟩") && name.includes("⟨U+0000⟩")),
    names.join("\n"),
  );
  const wide = await nodeBox(view, long);
  assert.ok(wide.width < 480, `a name of 500 characters is ${wide.width} px wide`);
  await view.page.mouse.move(wide.x + 11, wide.y + 12);
  await view.page.locator("canvas.picture[title]").waitFor({ state: "attached" });
  assert.equal(await view.page.locator("canvas.picture").getAttribute("title"), long);
  await clickNode(view, img);
  assert.equal(await view.page.locator(".details h2").textContent(), img);
  await view.page.locator(".button", { hasText: "Open on the Hub" }).click();
  assert.deepEqual((await view.calls()).at(-1), { call: "openOnHub", params: img });
});
