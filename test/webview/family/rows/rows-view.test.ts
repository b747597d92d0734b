import assert from "node:assert/strict";
import { test } from "node:test";
import { inSample } from "../../../harness/suites/long-runs";
import { violations } from "../../kit/axe";
import type { OpenView } from "../../kit/page";
import { inTheme, themes } from "../../kit/themes";
import { watchedPages } from "../../kit/watched-pages";
import { choose, focusedKey as focused, treeItem as item } from "../tree/tree-acts";
import { familyOf, type Link, largeFamily, readyView, recordedFamily, smallView } from "../written-families";

const open = watchedPages();

/** What is seen of a model's row. */
const face = ({ page }: OpenView, id: string) => page.locator(`.row-face[data-key="model ${id}"]`);

const shownIds = ({ page }: OpenView) =>
  page.locator(".model-row[data-model]").evaluateAll(rows => rows.map(row => row.getAttribute("data-model")));

const children = (parent: string, n: number): Link[] =>
  Array.from({ length: n }, (_, at): Link => [`q/model-${at}`, "quantized", parent]);

const bloom = () => readyView(recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"));

test("a small family opens as rows, parents above children, each with relation, changes, license, and downloads", async () => {
  const view = await open(smallView(), { width: 1700 });
  assert.deepEqual(await shownIds(view), ["a/root", "a/focus", "b/tuned", "d/gguf", "c/lora"]);
  const row = item(view, "a/focus");
  const seen = face(view, "a/focus");
  for (const words of ["a/focus", "finetune", "license apache-2.0 → gemma", "gemma", "1,234"])
    assert.ok((await seen.innerText()).includes(words), `${words} in ${await seen.innerText()}`);
  assert.equal(
    await row.getAttribute("aria-label"),
    "a/focus, focused model, license gemma (parent: apache-2.0), 1.2 thousand downloads, 2 children, " +
      "license: apache-2.0 → gemma, languages: en, de → en, ✓ allowed",
  );
  assert.deepEqual(
    await view.page
      .locator(".model-row")
      .evaluateAll(rows =>
        rows.map(row =>
          ["aria-level", "aria-posinset", "aria-setsize"].map(name => row.getAttribute(name)).join(" "),
        ),
      ),
    ["1 1 1", "2 1 1", "3 1 2", "4 1 1", "3 2 2"],
  );
});

test("unread, unknown, none, and zero are told apart", async () => {
  const known = {
    "a/root": { license: "mit", downloads: 5 },
    "b/zero": { license: "mit", downloads: 0 },
    "c/none": { downloads: null },
    "d/unread": { unread: true as const },
  };
  const links = ["b/zero", "c/none", "d/unread"].map((id): Link => [id, "finetune", "a/root"]);
  const view = await open(readyView(familyOf("a/root", links, { known })));
  const told = async (id: string) =>
    face(view, id)
      .locator(".row-part, .row-figure")
      .allTextContents()
      .then(texts => texts.join(" | "));
  assert.match(await told("b/zero"), /mit \| ✓ kept \| 0$/);
  assert.match(await told("c/none"), /not declared \| \? to review \| –$/);
  assert.match(await told("d/unread"), /not read \| not read$/);
  assert.equal(
    await face(view, "b/zero")
      .locator(".row-bar")
      .evaluate(bar => bar.clientWidth),
    0,
  );
  assert.equal(await face(view, "c/none").locator(".row-bar").count(), 0);
});

test("the arrow keys walk, open, and close rows; Space selects; Escape leads to the find field", async () => {
  const view = await open(smallView());
  const { keyboard } = view.page;
  await item(view, "a/focus").focus();
  const walk: readonly (readonly [key: string, at: string])[] = [
    ["ArrowRight", "model b/tuned"],
    ["ArrowLeft", "model b/tuned"],
    ["ArrowRight", "model b/tuned"],
    ["ArrowRight", "model d/gguf"],
    ["ArrowLeft", "model b/tuned"],
    ["ArrowUp", "model a/focus"],
    ["End", "model c/lora"],
    ["Home", "model a/root"],
    ["ArrowDown", "model a/focus"],
  ];
  for (const [at, [key, expected]] of walk.entries()) {
    await keyboard.press(key);
    assert.equal(await focused(view), expected, `step ${at}, ${key}`);
    if (at === 1) assert.equal(await item(view, "b/tuned").getAttribute("aria-expanded"), "false");
  }
  assert.equal(await view.page.locator('[role="treeitem"][tabindex="0"]').count(), 1);
  await keyboard.press("End");
  await keyboard.press("Space");
  assert.equal(await item(view, "c/lora").getAttribute("aria-selected"), "true");
  assert.equal(await view.page.locator(".details h2").textContent(), "c/lora");
  await keyboard.press("Escape");
  assert.equal(await focused(view), "VSCODE-TEXT-FIELD");
  await keyboard.press("Escape");
  assert.equal(await focused(view), "model c/lora");
});

test("more than 100 siblings fold; the row for more shows the next ones and moves on to the first of them", async () => {
  const view = await open(readyView(familyOf("a/root", children("a/root", 250))));
  const more = view.page.locator(".row-rest");
  assert.equal(await view.page.locator(".left-out").textContent(), "150 folded");
  await item(view, "a/root").focus();
  await view.page.keyboard.press("End");
  assert.equal(await more.getAttribute("aria-label"), "Show 100 more of 250 children of a/root");
  await view.page.keyboard.press("Enter");
  assert.equal(await view.page.locator(".left-out").textContent(), "50 folded");
  assert.match(await focused(view), /^model q\/model-/);
  await view.page.keyboard.press("End");
  assert.equal(await view.page.locator(".row-more").textContent(), "Show 50 more of 250");
  await choose(view, "Depth", "all");
  assert.equal(await view.page.locator(".left-out").textContent(), "");
});

test("/ finds a folded model, a click selects and moves nothing, and a restart shows the same rows", async () => {
  const view = await open(
    readyView(familyOf("a/root", [...children("a/root", 250), ["z/deep", "adapter", "q/model-99"]])),
  );
  await item(view, "a/root").focus();
  await view.page.keyboard.press("/");
  await view.page.keyboard.type("deep");
  await view.page.locator('[data-model="z/deep"][aria-selected="true"]').waitFor();
  const scrolled = () => view.page.locator(".row-scroll").evaluate(one => one.scrollTop);
  const before = await scrolled();
  assert.ok(before > 0);
  const box = await view.page.locator(".window").boundingBox();
  await face(view, "q/model-99").click();
  assert.equal(await scrolled(), before, "the selection moved the rows");
  assert.deepEqual(await view.page.locator(".window").boundingBox(), box, "the selection moved the picture");
  await view.page.waitForFunction(
    () => (window as unknown as { playedHost: { kept: { top?: string } } }).playedHost.kept.top,
  );
  const again = await open(
    readyView(familyOf("a/root", [...children("a/root", 250), ["z/deep", "adapter", "q/model-99"]])),
    {
      kept: await view.kept(),
    },
  );
  assert.equal(await again.page.locator(".row-scroll").evaluate(one => one.scrollTop > 0), true);
});

for (const width of [320, 400, 640, 800, 1280, 1920])
  test(
    `no name is cut at ${width} px, and nothing scrolls sideways`,
    inSample(width === 320 || width === 1280),
    async () => {
      const long = `${"organization-".repeat(3)}x/${"very-long-name-".repeat(6)}end`;
      const family = recordedFamily("google__gemma-2b", "google/gemma-2b");
      const links: Link[] = [
        [long, "merge", "a/root"],
        [`${long}2`, "finetune", long],
        ...children(`${long}2`, 3),
      ];
      for (const view of [
        await open(readyView(family), { width, height: 700, kept: { drawing: "rows" } }),
        await open(readyView(familyOf("a/root", links)), { width, height: 700 }),
      ]) {
        const faults = await view.page.evaluate(() => {
          const { right } = document.querySelector(".row-body")?.getBoundingClientRect() ?? { right: 0 };
          return [...document.querySelectorAll<HTMLElement>('.row-face[data-key^="model "]')].flatMap(row => {
            const name = row.querySelector(".row-name")?.textContent ?? "";
            const ends = [...row.querySelectorAll("bdi, .row-chip, .row-part, .row-figure, .row-fold")];
            const beyond = ends.filter(one => one.getBoundingClientRect().right > right + 1);
            const below = ends.filter(
              one => one.getBoundingClientRect().bottom > row.getBoundingClientRect().bottom + 2,
            );
            return [
              ...(`model ${name}` === row.dataset.key ? [] : [`${name} is not ${row.dataset.key}`]),
              ...[...beyond, ...below].map(one => `${one.textContent} leaves the row of ${row.dataset.key}`),
            ];
          });
        });
        assert.deepEqual(faults, []);
        assert.equal(
          await view.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          true,
        );
      }
    },
  );

test("what surrounds the picture folds by itself in a small window, and by hand, and is kept", async () => {
  const view = await open(bloom(), { width: 640, height: 400 });
  const fold = (name: string) => view.page.locator("button.fold", { hasText: name });
  for (const name of ["Options", "Legend", "Details"])
    assert.equal(await fold(name).getAttribute("aria-expanded"), "false", name);
  assert.equal(await view.page.locator(".family .tools").isVisible(), false);
  await fold("Options").click();
  assert.equal(await view.page.locator(".family .tools").isVisible(), true);
  const kept = (await view.kept()) as { readonly folds: unknown };
  assert.deepEqual(kept.folds, { tools: true, details: null, legend: null });
  const wide = await open(bloom(), { width: 1280, height: 800 });
  for (const name of ["Options", "Legend", "Details"])
    assert.equal(
      await wide.page.locator("button.fold", { hasText: name }).getAttribute("aria-expanded"),
      "true",
      name,
    );
});

test("the path to what is seen stays in view, and leads back", async () => {
  const links: Link[] = [["b/branch", "finetune", "a/root"], ...children("b/branch", 90)];
  const view = await open(readyView(familyOf("a/root", links)), { kept: { depth: 2, focus: "a/root" } });
  await view.page.locator(".row-scroll").evaluate(one => one.scrollTo(0, 900));
  await view.page.locator(".row-step").nth(1).waitFor();
  assert.deepEqual(await view.page.locator(".row-step").allTextContents(), ["a/root", "b/branch"]);
  await view.page.locator(".row-step").first().click();
  assert.equal(await focused(view), "model a/root");
});

test("the other parents of a merge have rows of their own, and say what they are parents of", async () => {
  const links: Link[] = [
    ["m/merged", "merge", "a/first"],
    ["m/merged", "merge", "b/second"],
    ["b/second", "finetune", "c/base"],
    ["d/child", "finetune", "m/merged"],
  ];
  const view = await open(readyView(familyOf("m/merged", links)));
  assert.deepEqual(await shownIds(view), ["c/base", "b/second", "a/first", "m/merged", "d/child"]);
  assert.match(await face(view, "b/second").innerText(), /parent of m\/merged: merge/);
});

test("the details name traits before buttons, say why a trait is empty, and copy the ID", async () => {
  const view = await open(smallView());
  await face(view, "c/lora").click();
  const parts = await view.page
    .locator(".model")
    .evaluate(model => [...model.children].map(one => one.className || one.localName));
  assert.ok(parts.indexOf("table") < parts.indexOf("buttons"), parts.join(" "));
  assert.match(
    (await view.page.locator(".details tbody tr").last().textContent()) ?? "",
    /no size on the Hub/,
  );
  await view.page.locator(".button", { hasText: "Copy ID" }).click();
  assert.deepEqual((await view.calls()).at(-1), { call: "copyId", params: "c/lora" });
  const broken = await view.page.locator(".details th").evaluateAll(
    heads =>
      heads.filter(head => {
        const range = document.createRange();
        range.selectNodeContents(head.firstChild as Node);
        return range.getClientRects().length > 1;
      }).length,
  );
  assert.equal(broken, 0, "a word breaks inside");
});

test("the button says what it copies, and the rows are saved as SVG with every open row", async () => {
  const view = await open(bloom());
  const copy = view.page.locator(".bar .button").first();
  assert.equal(await copy.textContent(), "Copy Rows as Image");
  const svg = new TextDecoder().decode(Uint8Array.from((await view.ask("picture", "svg")) as number[]));
  assert.equal((svg.match(/>bloom-560m-GGUF</g) ?? []).length, 1);
  assert.ok((svg.match(/>✓ kept</g) ?? []).length > 20, "rows beyond the window are in the picture");
  await choose(view, "Draw as", "map");
  assert.equal(await copy.textContent(), "Copy Map as Image");
});

test("30,000 models open as rows with a bounded page, and scroll to the last", async () => {
  const view = await open(readyView(largeFamily(30_000)), {
    kept: { focus: "big/root", depth: "all", drawing: "rows" },
  });
  await item(view, "big/root").focus();
  await view.page.keyboard.press("End");
  assert.match(await focused(view), /^model maker-/);
  const elements = await view.page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(elements <= 1200, `${elements} elements for 30,000 models`);
});

for (const theme of themes)
  test(`axe finds nothing wrong in rows, wide and narrow (${theme})`, inTheme(theme), async () => {
    for (const width of [400, 1500]) {
      const view = await open(bloom(), { theme, width });
      await item(view, "bigscience/bloom-560m").waitFor();
      assert.deepEqual(await violations(view.page.mainFrame()), []);
    }
  });
