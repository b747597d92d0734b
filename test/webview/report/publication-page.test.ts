import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { snapshotColumns } from "../../../src/app/ports/snapshot-ports";
import { publishedFiles } from "../../../src/app/report/publication-files";
import { reportFigures } from "../../../src/pictures/report-pictures";
import { launchBrowser } from "../../harness/browser";
import { longOnly } from "../../harness/suites/long-runs";
import { violations } from "../kit/axe";
import { analysisIds, reportOf } from "./reports";

let browser: Browser;

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** The page of every analysis of a made-up Hub; `spoil` changes every text of the tables. */
function pageOf(spoil = (text: string) => text): string {
  const parts = analysisIds.map(id => {
    const { report } = reportOf(id);
    if (report === null) throw new Error(`${id} found nothing`);
    const tables = report.tables.map(table => ({
      ...table,
      rows: table.rows.map(row => row.map(cell => (typeof cell === "string" ? spoil(cell) : cell))),
    }));
    const spoilt = { ...report, tables };
    return { report: spoilt, figures: reportFigures(spoilt) };
  });
  const files = publishedFiles({
    version: "1.2.3",
    facts: {
      models: 1_500,
      edges: 1_480,
      columns: snapshotColumns,
      takenAt: Date.UTC(2024, 6, 1),
      skipped: { withoutId: 0, duplicates: 0, damaged: 0, first: null },
    },
    run: { mode: "corrected", seed: 1, scope: {} },
    parts,
  });
  return files.find(({ path }) => path === "report.html")?.text ?? "";
}

const html = pageOf();

/** The page as a person opens it, with all that it asked for or said beside being shown. */
async function opened(
  text: string,
  { scheme = "light", width = 1200 }: { scheme?: "light" | "dark"; width?: number } = {},
): Promise<{ page: Page; acts: string[] }> {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
  const acts: string[] = [];
  page.on("request", request => void acts.push(request.url()));
  page.on("dialog", dialog => void acts.push(dialog.message()));
  page.on("console", message => void acts.push(message.text()));
  page.on("pageerror", error => void acts.push(error.message));
  await page.setContent(text);
  return { page, acts };
}

for (const [scheme, width, skip] of [
  ["light", 1200, longOnly],
  ["dark", 1200, longOnly],
  ["light", 360, longOnly],
  ["dark", 360, false],
] as const) {
  test(`a report reads on ${scheme} at ${width} px: without faults for a screen reader, requests, or parts cut off`, {
    skip,
  }, async () => {
    const { page, acts } = await opened(html, { scheme, width });
    await page.evaluate(() => {
      for (const each of document.querySelectorAll("details")) each.open = true;
    });
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    assert.deepEqual(acts, []);
    await page.close();
  });
}

test("the same data give the same page, which is small", { skip: longOnly }, () => {
  assert.ok(Buffer.byteLength(html) <= 3_000_000, `${Buffer.byteLength(html)} bytes`);
  assert.equal(pageOf(), html);
});

test("a report has one title, headings in order, and a link past its contents", async () => {
  const { page } = await opened(html);
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll("h1,h2,h3,h4")].map(head => Number(head.tagName.slice(1))),
  );
  assert.equal(levels[0], 1);
  assert.equal(levels.filter(level => level === 1).length, 1);
  assert.ok(levels.every((level, at) => at === 0 || level <= (levels[at - 1] ?? 0) + 1));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the findings");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "findings");
  const figures = await page.locator("figure[role=figure]").count();
  assert.equal(await page.locator("figure svg[role=img][aria-label]").count(), figures);
  assert.ok(figures > 20);
  await page.close();
});

test("a report on paper is dark on light, has no contents to click, and keeps figures and rows whole", async () => {
  const { page } = await opened(html, { scheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const styles = await page.evaluate(() => {
    const style = (selector: string) => {
      const part = document.querySelector(selector);
      if (part === null) throw new Error(`There is no ${selector}.`);
      return getComputedStyle(part);
    };
    return {
      nav: style("nav").display,
      back: style("body").backgroundColor,
      kept: ["figure", "tbody tr"].map(selector => style(selector).breakInside),
      heads: ["h2", "caption"].map(selector => style(selector).breakAfter),
      rows: style("thead").display,
    };
  });
  assert.deepEqual(styles, {
    nav: "none",
    back: "rgb(255, 255, 255)",
    kept: ["avoid", "avoid"],
    heads: ["avoid", "avoid"],
    rows: "table-header-group",
  });
  // What a sheet of A4 has between its margins.
  await page.setViewportSize({ width: 673, height: 900 });
  const tooWide = await page.evaluate(() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    const tables = [...document.querySelectorAll("table")];
    return tables
      .filter(table => table.getBoundingClientRect().right > innerWidth)
      .map(table => table.caption?.textContent);
  });
  assert.deepEqual(tooWide, []);
  const printed = await page.pdf({ format: "A4" });
  assert.equal(printed.subarray(0, 5).toString(), "%PDF-");
  await page.close();
});

test("values of cards do not become markup, and invisible signs become visible", async () => {
  const hostile = '</title></svg><img src=x onerror="alert(1)"><script>alert(2)</script>]]>\u202E&amp;';
  const { page, acts } = await opened(pageOf(text => `${text}${hostile}`));
  assert.ok((await page.locator("figure svg").count()) > 20);
  assert.equal(await page.locator("img, script, foreignObject, main a").count(), 0);
  assert.ok(!(await page.content()).includes("\u202E"));
  assert.deepEqual(acts, []);
  await page.close();
});
