import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { FamilyView } from "../../src/lineage/family-view";
import { familyOf, type Link, largeFamily, readyView, recordedFamily } from "./families";
import { type OpenOptions, type OpenView, type Pages, startPages } from "./page";

let pages: Pages;
let opened: OpenView[] = [];

before(async () => {
  pages = await startPages();
});
after(() => pages.close());
afterEach(async () => {
  const views = opened;
  opened = [];
  for (const view of views) {
    assert.deepEqual(await view.breaches(), [], "the page broke its policy, threw, or opened a dialog");
    await view.close();
  }
});

async function open(view: FamilyView, options: OpenOptions = {}): Promise<OpenView> {
  const it = await pages.open(view, options);
  opened.push(it);
  return it;
}

const bloom = () => readyView(recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"));

const quantized = (n: number): Link[] =>
  Array.from({ length: n }, (_, i): Link => [`q/model-${i}`, "quantized", "a/root"]);

function smallView(): FamilyView {
  const family = familyOf(
    "a/focus",
    [
      ["a/focus", "finetune", "a/root"],
      ["b/tuned", "finetune", "a/focus"],
      ["c/lora", "adapter", "a/focus"],
      ["d/gguf", "quantized", "b/tuned"],
    ],
    {
      known: {
        "a/root": { license: "apache-2.0", languages: ["en", "de"], downloads: 5000 },
        "a/focus": { license: "gemma", languages: ["en"], downloads: 1234 },
      },
    },
  );
  return readyView(family);
}

const focused = (view: OpenView) =>
  view.page.evaluate(
    () => document.activeElement?.getAttribute("data-key") ?? document.activeElement?.tagName ?? "",
  );

const item = (view: OpenView, id: string) => view.page.locator(`[role="treeitem"][data-model="${id}"]`);

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
    "a/focus, the model in the middle, license gemma (parent: apache-2.0), 1.2 thousand downloads, 2 children",
  );
  assert.equal(
    await item(view, "c/lora").getAttribute("aria-label"),
    "c/lora, adapter, license not declared, 0 children",
  );
  assert.equal(
    await view.page.locator(".break title").first().textContent(),
    "license changes here: apache-2.0 → gemma",
  );
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
  await item(view, "c/lora").click();
  await item(view, "b/tuned").click({ modifiers: ["Control"] });
  await view.page.locator("vscode-button", { hasText: "Show Family" }).click();
  await view.page.locator("vscode-button", { hasText: "Open Card" }).click();
  await view.page.locator("vscode-button", { hasText: "Open on the Hub" }).click();
  const asked = (await view.calls()).map(({ call, params }) => `${call} ${params ?? ""}`.trim());
  assert.deepEqual(asked, [
    "ready",
    "openOnHub b/tuned",
    "show c/lora",
    "openCard c/lora",
    "openOnHub c/lora",
  ]);
  const label = await item(view, "a/root").boundingBox();
  assert.ok(label, "the parent must be on the screen");
  await view.page.mouse.move(label.x + 5, label.y + 5);
  await view.page.mouse.down();
  await view.page.mouse.move(label.x + 65, label.y + 45, { steps: 4 });
  await view.page.mouse.up();
  const moved = await item(view, "a/root").boundingBox();
  assert.ok(
    moved && Math.abs(moved.x - label.x - 60) < 2 && Math.abs(moved.y - label.y - 40) < 2,
    "the drawing must follow the mouse",
  );
  assert.equal(await item(view, "c/lora").getAttribute("aria-selected"), "true");
});

test("a stub opens 50 at a time by Enter, keeps its place on the screen, and the state is kept", async () => {
  const view = await open(readyView(familyOf("a/root", quantized(212))));
  const stub = view.page.locator(".node.stub");
  const entry = stub.locator('[role="treeitem"]');
  assert.match((await stub.locator(".name").textContent()) ?? "", /^\+20\d more quantized$/);
  const place = await item(view, "a/root").boundingBox();
  await entry.focus();
  await view.page.keyboard.press("Enter");
  assert.equal(await view.page.locator(".node.model").count(), 51);
  assert.equal(await stub.locator(".name").textContent(), "+162 more quantized");
  const after = await item(view, "a/root").boundingBox();
  assert.ok(
    place && after && Math.abs(place.y - after.y) < 2,
    "the model whose group was opened must not jump",
  );
  const restored = await open(readyView(familyOf("a/root", quantized(212))), { kept: await view.kept() });
  assert.equal(await restored.page.locator(".node.model").count(), 51, "a restart must show what was open");
});

test("/ goes to the find field, typing jumps to a folded model, Enter to the next match", async () => {
  const view = await open(
    readyView(familyOf("a/root", [...quantized(300), ["z/hidden-here", "finetune", "q/model-299"]])),
  );
  await item(view, "a/root").focus();
  await view.page.keyboard.press("/");
  await view.page.keyboard.type("hidden");
  await item(view, "z/hidden-here").waitFor();
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
  assert.equal(await view.page.locator(".find .result").textContent(), "no match");
});

test("+, - and 0 zoom, Ctrl+wheel zooms around the mouse, Fit shows everything", async () => {
  const view = await open(smallView());
  const zoom = view.page.locator(".zoom");
  await item(view, "a/focus").focus();
  await view.page.keyboard.press("+");
  assert.equal(await zoom.textContent(), "125%");
  await view.page.keyboard.press("0");
  assert.equal(await zoom.textContent(), "100%");
  await view.page.keyboard.press("-");
  assert.equal(await zoom.textContent(), "80%");
  const target = await item(view, "b/tuned").boundingBox();
  assert.ok(target);
  await view.page.mouse.move(target.x + target.width / 2, target.y + target.height / 2);
  await view.page.keyboard.down("Control");
  await view.page.mouse.wheel(0, -300);
  await view.page.keyboard.up("Control");
  await view.page.waitForFunction(
    () => Number.parseInt(document.querySelector(".zoom")?.textContent ?? "", 10) > 100,
  );
  const now = await item(view, "b/tuned").boundingBox();
  assert.ok(
    now && Math.abs(now.x + now.width / 2 - target.x - target.width / 2) < 3,
    "what is under the mouse must stay there",
  );
  await view.page.locator("vscode-button", { hasText: "Fit" }).click();
  const size = view.page.viewportSize();
  for (const node of await view.page.locator(".node").all()) {
    const box = await node.boundingBox();
    assert.ok(box && size && box.x >= 0 && box.x + box.width <= size.width, "Fit must leave nothing outside");
  }
});

test("the depth opens levels", async () => {
  const view = await open(smallView());
  await view.page.locator("vscode-dropdown").click();
  await view.page.locator("vscode-option", { hasText: "2" }).click();
  await item(view, "d/gguf").waitFor();
  assert.equal(((await view.kept()) as { depth: unknown }).depth, 2);
});

test("an update while reading keeps focus, selection, scroll and what was opened", async () => {
  const start = readyView(familyOf("a/root", quantized(40)), {
    state: "loading",
    progress: { checked: 1, total: 41 },
  });
  const view = await open(start);
  await view.page.locator(".node.stub .entry").focus();
  await view.page.keyboard.press("Enter");
  await item(view, "q/model-20").focus();
  await view.page.keyboard.press("Space");
  const place = await item(view, "q/model-20").boundingBox();
  const more = familyOf("a/root", [
    ...quantized(40),
    ["a/root", "finetune", "up/parent"],
    ["n/new", "finetune", "a/root"],
  ]);
  await view.update(readyView(more, { state: "loading", progress: { checked: 9, total: 43 } }));
  await item(view, "n/new").waitFor({ state: "attached" });
  assert.equal(await focused(view), "model q/model-20");
  assert.equal(await item(view, "q/model-20").getAttribute("aria-selected"), "true");
  const after = await item(view, "q/model-20").boundingBox();
  assert.ok(
    place && after && Math.abs(place.x - after.x) < 2,
    "nothing may move sideways under the person's eyes",
  );
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
  assert.match((await item(view, "gone/parent").locator("..").getAttribute("class")) ?? "", /\bmissing\b/);
  assert.match(
    (await item(view, "a/child").getAttribute("aria-label")) ?? "",
    /1 parent outside this family, part of a cycle/,
  );
  await item(view, "gone/parent").click();
  assert.match(
    (await view.page.locator(".details .odd").textContent()) ?? "",
    /removed or renamed, is private, or the id is wrong/,
  );
  await item(view, "a/child").click();
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
  const nodes = view.page.locator(".node.model.descendant");
  assert.equal(await nodes.count(), 4);
  const labels = await nodes.locator(".label").allTextContents();
  assert.ok(
    labels.some(label => label.startsWith("<img src=x")),
    labels.join("\n"),
  );
  assert.ok(
    labels.some(label => label.includes("⟨U+202E⟩") && label.includes("⟨U+0000⟩")),
    labels.join("\n"),
  );
  const cut = labels.find(label => label.startsWith("long/"));
  assert.ok(
    cut && cut.length < 60 && cut.includes("…") && cut.endsWith("tail"),
    cut ?? "the long name is gone",
  );
  assert.equal(await view.page.locator(".node title", { hasText: "xxxtail" }).textContent(), long);
  await nodes.filter({ hasText: "<img" }).locator(".entry").click();
  assert.equal(await view.page.locator(".details h2").textContent(), img);
  await view.page.locator("vscode-button", { hasText: "Open on the Hub" }).click();
  assert.deepEqual((await view.calls()).at(-1), { call: "openOnHub", params: img });
});

test("a family of 30,000 is drawn whole with a bounded page", async () => {
  const view = await open(readyView(largeFamily(30_000)), { kept: { focus: "big/root", depth: "all" } });
  assert.match(
    (await view.page.locator("#family-summary").textContent()) ?? "",
    /^30,000 models · 29,999 edges/,
  );
  const elements = await view.page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(elements <= 2300, `${elements} elements for 30,000 models`);
});
