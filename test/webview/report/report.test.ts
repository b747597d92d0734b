import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { ListedModels } from "../../../src/analyses/report";
import type { ReportView } from "../../../src/protocol";
import { violations } from "../kit/axe";
import { type OpenView, type Pages, startPages } from "../kit/page";
import { themes } from "../kit/themes";
import { analysisIds, ofAnalysis, reportOf } from "./reports";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

const listed: ListedModels = {
  total: 812,
  models: [
    { id: "google/model-0", downloads: 1_200 },
    { id: "meta-llama/model-1", downloads: null },
  ],
};

const figure = (page: Page, title: string) =>
  page.locator("section.figure", { has: page.locator("figcaption", { hasText: title }) }).first();

async function callsTo(opened: OpenView<ReportView>, name: string): Promise<unknown[]> {
  return (await opened.calls()).filter(({ call }) => call === name).map(({ params }) => params);
}

for (const id of analysisIds) {
  test(
    `every picture of ${id} is drawn with its table behind it, and axe finds nothing`,
    ofAnalysis(id),
    async () => {
      const view = reportOf(id);
      const opened = await pages.openReport(view, { theme: themes[id.length % themes.length] ?? "dark" });
      const { page } = opened;
      const drawn = page.locator("section.figure .canvas svg[aria-label]");
      await drawn.first().waitFor();
      const tables = new Map(view.report?.tables.map(table => [table.id, table]));
      const wanted = view.report?.pictures.filter(({ table }) => (tables.get(table)?.rows.length ?? 0) > 0);
      assert.equal(await drawn.count(), wanted?.length);
      assert.ok(await drawn.evaluateAll(all => all.every(each => each.querySelector("path, rect, circle"))));
      for (const summary of await page.locator("summary").all()) await summary.click();
      assert.ok((await page.locator("details table").count()) > 0);
      assert.deepEqual(await violations(opened.page), []);
      assert.deepEqual(await opened.breaches(), []);
      await opened.close();
    },
  );
}

test("a click on a bar lists its models, and a click on a model shows its family", async () => {
  const opened = await pages.openReport(reportOf("inventory"), { answers: { models: listed } });
  const { page } = opened;
  await figure(page, "Models by license").locator("rect.acts").first().click();
  const pane = page.getByRole("complementary", { name: "Models behind the figure" });
  await pane.getByText("812 models; showing the 2 most downloaded").waitFor();
  const [place] = (await callsTo(opened, "models")) as { table: string; row: unknown[] }[];
  assert.equal(place?.table, "license");
  assert.equal(place?.row[0], "apache-2.0");
  await pane.getByRole("button", { name: "google/model-0" }).click();
  assert.deepEqual(await callsTo(opened, "show"), ["google/model-0"]);
  assert.deepEqual(await violations(opened.page), []);
  await opened.close();
});

test("the keyboard reaches the models behind a row, and comes back to it", async () => {
  const opened = await pages.openReport(reportOf("violations"), { answers: { models: listed } });
  const { page } = opened;
  const figured = figure(page, "by relation");
  await figured.locator("summary").focus();
  await page.keyboard.press("Enter");
  const cell = figured.getByRole("button", { name: /list the models/ }).first();
  await cell.focus();
  const name = await cell.getAttribute("aria-label");
  await page.keyboard.press("Enter");
  await page.getByText("812 models").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H2");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("aside.behind").isVisible(), false);
  // The pane's room is given back, so the chart is drawn anew, and its mark gets the focus.
  await page.waitForFunction(wanted => document.activeElement?.getAttribute("aria-label") === wanted, name);
  await opened.close();
});

test("a month in a line chart lists its models by click and by keyboard, which comes back to its place", async () => {
  const opened = await pages.openReport(reportOf("inventory"), { answers: { models: listed } });
  const { page } = opened;
  const months = page.getByRole("group", { name: "Models by month of creation" });
  const month = (at: number) => months.getByRole("button").nth(at);
  await month(3).click();
  const [clicked] = (await callsTo(opened, "models")) as { table: string; row: unknown[] }[];
  assert.equal(clicked?.table, "created");
  assert.match(String(clicked?.row[0]), /^\d{4}-\d{2}$/);
  await page.getByText("812 models").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("aside.behind").isVisible(), false);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  assert.equal(
    await focused(),
    await month(3).getAttribute("aria-label"),
    "the pane gives the keyboard back",
  );
  await page.keyboard.press("ArrowRight");
  const name = await month(4).getAttribute("aria-label");
  assert.match(name ?? "", /^\d{4}-\d{2}: \d+: list the models$/);
  assert.equal(await focused(), name);
  const outline = await month(4).evaluate(element => getComputedStyle(element).outlineStyle);
  assert.equal(outline, "solid");
  assert.equal(await months.locator('[tabindex="0"]').count(), 1, "one stop of the Tab key");
  await page.keyboard.press("Enter");
  const calls = (await callsTo(opened, "models")) as { row: unknown[] }[];
  assert.ok(name?.startsWith(String(calls[1]?.row[0])));
  assert.deepEqual(await violations(opened.page), []);
  assert.deepEqual(await opened.breaches(), []);
  await opened.close();
});

test("a year of a chart whose rows list no models is no link", async () => {
  const opened = await pages.openReport(reportOf("drift"));
  const { page } = opened;
  const years = page.getByRole("img", { name: "Share of license transitions that go forward" });
  await years.locator("circle").first().waitFor();
  assert.equal(await years.locator(".acts, [tabindex]").count(), 0);
  await opened.close();
});

test("figures are limited by what is typed, counted another way, and cleared", async () => {
  const opened = await pages.openReport(reportOf("mutation"));
  const { page } = opened;
  await page.locator(".button", { hasText: "Limit…" }).click();
  await page.keyboard.type("google/gemma-2b");
  await page.locator('.text-field[aria-label="Created since"]').click();
  await page.keyboard.type("2024-01");
  await page.keyboard.press("Enter");
  const scope = { family: "google/gemma-2b", organization: "", task: "", since: "2024-01", before: "" };
  assert.deepEqual(await callsTo(opened, "run"), [{ id: "mutation", mode: "corrected", scope }]);
  assert.deepEqual(await violations(opened.page), []);
  await page.locator(".button", { hasText: "Clear" }).click();
  const [, cleared] = (await callsTo(opened, "run")) as { scope: object }[];
  assert.deepEqual(new Set(Object.values(cleared?.scope ?? {})), new Set([""]));
  await page.locator('.dropdown[aria-label="Method"]').focus();
  for (const key of ["Enter", "End", "Enter"]) await page.keyboard.press(key);
  const runs = (await callsTo(opened, "run")) as { mode: string }[];
  assert.equal(runs.at(-1)?.mode, "paper");
  await opened.close();
});

test("while an analysis runs the figures before it stay, and a failure says what to do", async () => {
  const ready = reportOf("mutation");
  const opened = await pages.openReport(ready);
  const { page } = opened;
  await opened.update({ ...ready, state: "running" });
  assert.equal(await page.locator("#report-status").textContent(), "Running…");
  assert.ok(await page.locator("section.figure svg").first().isVisible());
  await page.locator(".button", { hasText: "Cancel" }).click();
  assert.equal((await callsTo(opened, "cancel")).length, 1);
  const message = "No models in the snapshot match the task nothing. Choose a wider scope.";
  await opened.update({ ...ready, state: "error", message });
  assert.equal(await page.getByRole("alert").textContent(), message);
  assert.deepEqual(await violations(opened.page), []);
  await opened.close();
});

test("a panel that came back offers what it had, and keeps what is shown for the next time", async () => {
  const ready = reportOf("similarity");
  const message = "Genetic similarity takes a while, so it is not run again unasked.";
  const request = { ...ready.request, mode: "paper", scope: { organization: "google" } } as const;
  const opened = await pages.openReport({ ...ready, state: "offered", message, request, report: null });
  const { page } = opened;
  assert.equal(await page.getByRole("alert").textContent(), message);
  assert.deepEqual(await opened.kept(), { request });
  assert.deepEqual(await violations(opened.page), []);
  await page.locator(".button", { hasText: "Run" }).click();
  assert.deepEqual(await callsTo(opened, "run"), [request]);
  await opened.update(ready);
  assert.equal(await page.getByRole("alert").isVisible(), false);
  assert.deepEqual(await opened.kept(), { request: ready.request });
  await opened.update({ ...ready, state: "error", request: { ...request, scope: { since: "x" } } });
  assert.deepEqual(await opened.kept(), { request: ready.request }, "what failed is not kept");
  await opened.close();
});

test("a picture is saved as SVG and PNG that stand alone, and the export is the host's", async () => {
  const opened = await pages.openReport(reportOf("violations"));
  const { page } = opened;
  await page.locator("section.figure svg").first().waitFor();
  for (const format of ["SVG", "PNG"])
    await figure(page, "by relation").locator(".button", { hasText: format }).click();
  await page.locator(".button", { hasText: "Export…" }).click();
  await page.waitForFunction(
    () =>
      (window as unknown as { playedHost: { calls: { call: string }[] } }).playedHost.calls.filter(
        ({ call }) => call === "save" || call === "exportReport",
      ).length === 3,
  );
  const saved = await page.evaluate(() => {
    interface Saved {
      readonly call: string;
      readonly params: { readonly format: string; readonly bytes: Uint8Array };
    }
    const { calls } = (window as unknown as { playedHost: { calls: Saved[] } }).playedHost;
    return calls
      .filter(({ call }) => call === "save")
      .map(({ params }) => ({ format: params.format, bytes: [...params.bytes] }));
  });
  const bytesOf = (format: string) => Buffer.from(saved.find(one => one.format === format)?.bytes ?? []);
  const svg = bytesOf("svg").toString("utf8");
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(svg, />finetune</);
  assert.doesNotMatch(svg, /var\(|class=|style=|<script/, "it needs nothing of the page");
  const png = bytesOf("png");
  assert.equal(png.subarray(1, 4).toString("latin1"), "PNG");
  assert.ok(png.readUInt32BE(16) > 300, "its width in px");
  assert.deepEqual(await opened.breaches(), []);
  await opened.close();
});

test("values of cards are shown as text, whatever they are", async () => {
  const hostile = "<img src=x onerror=alert(1)>\u202Etxt.exe";
  const ready = reportOf("inventory");
  const report = ready.report && {
    ...ready.report,
    tables: ready.report.tables.map(table =>
      table.id === "license"
        ? {
            ...table,
            rows: [
              [hostile, 5, 0.5, 0.5],
              ["a".repeat(500), 3, 0.2, 0.2],
            ],
          }
        : table,
    ),
  };
  const opened = await pages.openReport({ ...ready, report });
  const { page } = opened;
  const figured = figure(page, "Models by license");
  await figured.locator("svg rect").first().waitFor();
  await figured.locator("summary").click();
  assert.equal(await page.locator("img").count(), 0);
  assert.match((await figured.locator("tbody th").first().textContent()) ?? "", /^<img src=x/);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 1200, "a long value widens the page");
  assert.deepEqual(await opened.breaches(), []);
  await opened.close();
});
