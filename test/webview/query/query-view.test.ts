import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { QueryView } from "../../../src/protocol";
import { violations } from "../kit/axe";
import { type Pages, startPages } from "../kit/page";
import { inTheme, themes } from "../kit/themes";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

type Rows = NonNullable<QueryView["result"]>["rows"];

function resultOf(columns: readonly string[], rows: Rows, more: Partial<QueryView> = {}): QueryView {
  const result = { columns, rows, truncated: false };
  return { run: 1, state: "ready", sql: "SELECT …", message: null, result, milliseconds: 14.2, ...more };
}

const few = resultOf(
  ["id", "license", "downloads"],
  [
    ["o/b", "mit", 20],
    ["o/a", null, 100],
    ["not an id", "apache-2.0", null],
    ["o/c", "mit", 3],
  ],
);
const many = resultOf(
  ["id", "n"],
  Array.from({ length: 10_000 }, (_, at) => [`org/model-${at}`, at]),
  { message: "Limited to 10,000 rows (hubLineage.query.maxRows)." },
);
const nothing: QueryView = {
  run: 0,
  state: "empty",
  sql: "",
  message: null,
  result: null,
  milliseconds: null,
};
const running: QueryView = { ...nothing, run: 1, state: "running", sql: "SELECT 1" };
const failed: QueryView = {
  ...nothing,
  run: 1,
  state: "error",
  sql: "SELECT licence FROM models",
  message: "SQLite rejected the query: no such column: licence.",
  milliseconds: 3,
};

const cell = (page: Page, row: number, column: number): Locator =>
  page.locator(`[role=row][aria-rowindex="${row + 1}"] [aria-colindex="${column}"]`);
const column = (page: Page, at: number) =>
  page.locator(`[role=gridcell][aria-colindex="${at}"]`).allTextContents();
const focused = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest("[role=row]")?.getAttribute("aria-rowindex");
    return `${row} ${document.activeElement?.getAttribute("aria-colindex")} ${document.activeElement?.textContent}`;
  });

test("rows are shown with their count and time, numbers at the right, null as null", async () => {
  const opened = await pages.openQuery(few);
  const { page } = opened;
  assert.equal(await page.locator("#query-summary").textContent(), "4 rows · 14 ms");
  assert.deepEqual(await column(page, 2), ["mit", "null", "apache-2.0", "mit"]);
  assert.equal(await cell(page, 2, 2).getAttribute("class"), "cell null");
  assert.equal(await cell(page, 1, 3).evaluate(element => getComputedStyle(element).textAlign), "right");
  assert.equal(await cell(page, 1, 2).evaluate(element => getComputedStyle(element).textAlign), "start");
  assert.equal(await page.locator("[role=grid]").getAttribute("aria-rowcount"), "5");
  assert.equal(await page.locator(".notice").isVisible(), false);
  assert.deepEqual(await opened.breaches(), []);
  await opened.close();
});

test("a click on a name sorts up, down and not at all, with null at the end", async () => {
  const opened = await pages.openQuery(few);
  const { page } = opened;
  const name = page.locator("[role=columnheader]", { hasText: "downloads" });
  await name.click();
  assert.deepEqual(await column(page, 3), ["3", "20", "100", "null"]);
  assert.equal(await name.getAttribute("aria-sort"), "ascending");
  await name.click();
  assert.deepEqual(await column(page, 3), ["100", "20", "3", "null"]);
  assert.equal(await name.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await opened.kept(), {
    run: 1,
    filter: "",
    sort: { column: 2, descending: true },
    row: 0,
  });
  await name.click();
  assert.deepEqual(await column(page, 3), ["20", "100", "null", "3"]);
  await opened.close();
});

test("the keyboard walks from the buttons through the rows, sorts, and shows a family", async () => {
  const opened = await pages.openQuery(few);
  const { page } = opened;
  await page.locator(".button", { hasText: "Run Again" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "2 1 o/b");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "1 1 id▲");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "3 1 o/a", "sorted by id, 'not an id' is first");
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "3 3 100");
  await page.keyboard.press("Control+End");
  assert.equal(await focused(page), "5 3 3");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "5 3 3", "below the last row is nothing");
  await page.keyboard.press("Control+Home");
  assert.equal(await focused(page), "2 1 not an id");
  await page.keyboard.press("Enter");
  const shown = (await opened.calls()).filter(({ call }) => call === "show");
  assert.deepEqual(shown, [{ call: "show", params: "o/a" }], "what is no id has no family");
  await opened.close();
});

test("rows that come from no query say what they are, and a filter goes with what is saved and copied", async () => {
  const about = { title: "Audit of o", figures: ["3 models"], note: "Not legal advice." };
  const opened = await pages.openQuery({ ...few, about });
  const { page } = opened;
  assert.equal(await page.locator("h1").textContent(), "Audit of o");
  assert.equal(await page.locator("#query-summary").textContent(), "3 models · 4 rows");
  assert.equal(await page.locator("#query-note").textContent(), "Not legal advice.");
  await page.locator(".text-field input").fill("license:mit");
  assert.deepEqual(await column(page, 1), ["o/b", "o/c"]);
  assert.equal(await page.locator("#query-summary").textContent(), "3 models · 2 of 4 rows");
  await page.locator(".button", { hasText: "Export CSV" }).click();
  assert.deepEqual((await opened.calls()).at(-1), { call: "exportCsv", params: "license:mit" });
  await page.locator(".button", { hasText: "Copy as Markdown" }).click();
  await page.locator(".said", { hasText: "2 rows copied." }).waitFor();
  await opened.close();
});

test("a click on a model id shows its family", async () => {
  const opened = await pages.openQuery(few);
  await opened.page.locator(".model", { hasText: "o/c" }).click();
  assert.deepEqual((await opened.calls()).at(-1), { call: "show", params: "o/c" });
  await opened.page.locator("[role=gridcell]", { hasText: "mit" }).first().click();
  assert.equal((await opened.calls()).filter(({ call }) => call === "show").length, 1);
  await opened.close();
});

test("of ten thousand rows those in sight are drawn, wherever one is", async () => {
  const opened = await pages.openQuery(many);
  const { page } = opened;
  const drawn = () => page.locator("[role=grid] [role=row]").count();
  assert.equal(await page.locator("#query-summary").textContent(), "10,000 rows · 14 ms");
  assert.match((await page.locator("#query-message").textContent()) ?? "", /^Limited to 10,000 rows/);
  assert.ok((await drawn()) < 60, `${await drawn()} rows are drawn at the top`);
  await page.locator("[role=gridcell]").first().focus();
  await page.keyboard.press("Control+End");
  assert.equal(await focused(page), "10001 2 9999");
  assert.ok((await drawn()) < 60, `${await drawn()} rows are drawn at the end`);
  for (let pressed = 0; pressed < 5; pressed++) await page.keyboard.press("PageUp");
  assert.ok((await drawn()) < 60);
  const inSight = await page.evaluate(() => {
    const box = document.activeElement?.getBoundingClientRect();
    const grid = document.querySelector("[role=grid]")?.getBoundingClientRect();
    return (
      box !== undefined && grid !== undefined && box.top >= grid.top + 20 && box.bottom <= grid.bottom + 1
    );
  });
  assert.ok(inSight, "the focused cell is not in sight");

  const before = await focused(page);
  await page.locator("[role=grid]").hover();
  await page.mouse.wheel(0, -1_000_000);
  await cell(page, 1, 1).waitFor();
  assert.equal(await focused(page), before, "the focus stays on its row while it is scrolled away");
  assert.ok((await drawn()) < 60);
  await opened.close();
});

test("a page that is shown again stands where it was, but another run begins at its top", async () => {
  const kept = { run: 1, sort: { column: 1, descending: true }, row: 5_000 };
  const opened = await pages.openQuery(many, { kept });
  const { page } = opened;
  await cell(page, 5_002, 2).waitFor();
  assert.equal(await cell(page, 5_002, 2).textContent(), "4998");
  await opened.update({ ...many, run: 2 });
  assert.equal(await cell(page, 1, 2).textContent(), "0");
  await opened.close();
  const odd = await pages.openQuery(few, { kept: { run: "1", sort: { column: "x" }, row: -3 } });
  assert.equal(await cell(odd.page, 1, 1).textContent(), "o/b");
  await odd.close();
});

test("a value that its column is too narrow for stands below the rows", async () => {
  const long = `${"word ".repeat(40)}\nlast line`;
  const opened = await pages.openQuery(resultOf(["text", "n"], [[long, 1]]));
  const { page } = opened;
  await page.locator("[role=gridcell]").first().click();
  assert.equal(await page.locator(".value").innerText(), long);
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator(".value").isVisible(), false);
  await opened.close();
});

test("hostile names and values are text and nothing else", async () => {
  const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const opened = await pages.openQuery(
    resultOf(["id", evil], [[evil, "\u202Egnp.exe\u0007"]], { sql: `SELECT '${evil}'`, message: evil }),
  );
  const { page } = opened;
  assert.equal(await cell(page, 1, 1).textContent(), evil);
  assert.equal(await cell(page, 1, 2).textContent(), "⟨U+202E⟩gnp.exe⟨U+0007⟩");
  assert.equal(await page.locator("[role=columnheader]").nth(1).locator("span").first().textContent(), evil);
  assert.equal(await page.locator("#query-message").textContent(), evil);
  assert.equal(await page.locator(".query :is(img, script)").count(), 0);
  assert.equal(await page.locator(".model").count(), 0);
  assert.deepEqual(await opened.breaches(), []);
  await opened.close();
});

test("very many columns are cut, and the count says so", async () => {
  const columns = Array.from({ length: 2_000 }, (_, at) => `c${at}`);
  const opened = await pages.openQuery(resultOf(columns, [columns.map((_, at) => at)]));
  const summary = await opened.page.locator("#query-summary").textContent();
  assert.equal(summary, "1 row · the first 200 of 2,000 columns · 14 ms");
  assert.equal(await opened.page.locator("[role=gridcell]").count(), 200);
  await opened.close();
});

const states: readonly [string, QueryView, string, Readonly<Record<string, string>>][] = [
  ["empty", nothing, "Press Ctrl+Enter in a query document to see the rows here.", {}],
  ["running", running, "", { Cancel: "cancel" }],
  ["error", failed, failed.message ?? "", { "Run Again": "again" }],
  ["ready", few, "", { "Export CSV": "exportCsv", "Copy as Markdown": "copyMarkdown", "Run Again": "again" }],
];

for (const [name, view, sentence, buttons] of states) {
  test(`the state "${name}" has its sentence and its actions`, async () => {
    const opened = await pages.openQuery(view);
    const { page } = opened;
    await page.locator(`#query-summary[data-state="${name}"]`).waitFor({ state: "attached" });
    assert.equal(await page.locator("#query-message").textContent(), sentence);
    assert.deepEqual(await page.locator(".button").allTextContents(), Object.keys(buttons));
    for (const text of Object.keys(buttons)) await page.locator(".button", { hasText: text }).click();
    assert.deepEqual(
      (await opened.calls()).slice(1).map(({ call }) => call),
      Object.values(buttons),
    );
    assert.equal(await page.locator("progress").isVisible(), name === "running");
    assert.equal(await page.locator("[role=grid]").isVisible(), name === "ready");
    if (name === "ready") assert.equal(await page.locator(".said").textContent(), "4 rows copied.");
    assert.deepEqual(await opened.breaches(), []);
    await opened.close();
  });
}

for (const theme of themes) {
  test(`axe finds nothing in ${theme}, with rows and in every state`, inTheme(theme), async () => {
    const opened = await pages.openQuery(many, { theme });
    assert.deepEqual(await violations(opened.page), []);
    for (const [name, view] of states) {
      await opened.update(view);
      assert.deepEqual(await violations(opened.page), [], name);
    }
    await opened.close();
  });
}
