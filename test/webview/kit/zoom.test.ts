import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { QueryView } from "../../../src/protocol";
import { inSample } from "../../harness/suites/long-runs";
import { readyView, recordedFamily } from "../family/written-families";
import { reportOf } from "../report/reports";
import { type OpenOptions, type Pages, startPages } from "./page";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

/** A window of 1,280 px at 200 %: half as many of the page's own pixels. */
const zoomed = { width: 640, height: 400 };
const languages = [undefined, "de", "zh-cn"] as const;

/** What the page cuts off, or where it scrolls in two directions; tables may scroll sideways within themselves. */
async function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const scrolls = (element: Element | null): boolean => {
      for (let each = element; each && each !== document.body; each = each.parentElement)
        if (/auto|scroll/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth)
          return true;
      return false;
    };
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent?.trim());
      const isControl = element.matches(".button, .dropdown, .text-field, [role=tab], button, summary");
      if (
        !(own || isControl) ||
        !(element as HTMLElement).checkVisibility?.() ||
        element.closest("svg, canvas, .twins")
      )
        continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const name = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent?.trim().slice(0, 40)}”`;
      if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(element))
        found.push(`${name} is beyond the edge`);
      const style = getComputedStyle(element);
      const hides = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
      if (own && hides && element.scrollWidth > element.clientWidth + 1) found.push(`${name} is cut off`);
    }
    return found;
  });
}

const gemma = () => readyView(recordedFamily("google__gemma-2b", "google/gemma-2b"));
const rows: QueryView = {
  run: 1,
  state: "ready",
  sql: "SELECT id, license, downloads FROM models ORDER BY downloads DESC LIMIT 100",
  message: null,
  result: { columns: ["id", "license", "downloads"], rows: [["o/a", "mit", 20]], truncated: false },
  milliseconds: 14.2,
};

for (const language of languages) {
  const options: OpenOptions = language === undefined ? zoomed : { ...zoomed, language };
  const words = language ?? "en";

  test(
    `at 200 % on 1,280 px nothing of the family panel is cut off or scrolls in two directions (${words})`,
    inSample(words === "de"),
    async () => {
      const { page, breaches, close } = await pages.open(gemma(), options);
      assert.deepEqual(await faults(page), [], "family");
      await page.locator("button.fold").first().click();
      assert.deepEqual(await faults(page), [], "options");
      await page.locator(".tools .button").first().click();
      assert.deepEqual(await faults(page), [], "filter");
      for (const at of [1, 2]) {
        await page.getByRole("tab").nth(at).click();
        assert.deepEqual(await faults(page), [], `tab ${at}`);
      }
      assert.deepEqual(await breaches(), []);
      await close();
    },
  );

  test(
    `at 200 % on 1,280 px nothing of a query's rows or a report is cut off or scrolls in two directions (${words})`,
    inSample(words === "de"),
    async () => {
      const query = await pages.openQuery(rows, options);
      assert.deepEqual(await faults(query.page), [], "query");
      await query.close();
      const report = await pages.openReport(reportOf("inventory"), options);
      await report.page.locator("section.figure .canvas svg").first().waitFor();
      for (const summary of await report.page.locator("summary").all()) await summary.click();
      assert.deepEqual(await faults(report.page), [], "report");
      await report.close();
    },
  );
}

test("what is cut off or beyond the edge would be told", async () => {
  const { page, close } = await pages.open(gemma(), zoomed);
  await page.evaluate(() => {
    const wide = document.createElement("p");
    wide.textContent = "A sentence that is much longer than its place.".repeat(4);
    wide.className = "made-too-wide";
    document.body.prepend(wide);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".made-too-wide { width: 80px; overflow: hidden; white-space: nowrap; }");
    document.adoptedStyleSheets = [sheet];
  });
  assert.match((await faults(page)).join("\n"), /made-too-wide.* is cut off/);
  await close();
});
