import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { AnalysisReport } from "../../../src/analyses/report";
import { reportToHtml } from "../../../src/app/report/report-page";
import type { reportChart } from "../../../src/pictures/report-pictures";
import { reportPictures } from "../../../src/pictures/report-pictures";
import { launchBrowser } from "../../harness/browser";
import { repoRoot } from "../../harness/root";
import { analysisIds, ofAnalysis, reportOf } from "./reports";

let browser: Browser;

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

function found(id: string): AnalysisReport {
  const { report } = reportOf(id);
  if (report === null) throw new Error(`${id} found nothing`);
  return report;
}

/** The page as a person opens it from a file, with all that it asked for or did beside being shown. */
async function opened(html: string, colorScheme: "dark" | "light"): Promise<{ page: Page; acts: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 800 } });
  const acts: string[] = [];
  page.on("request", request => void acts.push(request.url()));
  page.on("dialog", dialog => void acts.push(dialog.message()));
  page.on("console", message => void acts.push(message.text()));
  await page.setContent(html);
  return { page, acts };
}

for (const id of analysisIds) {
  test(
    `the pictures of ${id} that are drawn without a browser are those that one draws`,
    ofAnalysis(id),
    async () => {
      const { pictures, tables, ...report } = found(id);
      const plain = reportPictures({ ...report, pictures, tables });
      assert.deepEqual(
        reportPictures({ ...report, pictures, tables }),
        plain,
        "the same report, the same text",
      );
      // On a coarse screen Plot moves lines by half a pixel, which a page for any screen cannot know.
      const page = await browser.newPage({ deviceScaleFactor: 2 });
      await page.addScriptTag({ content: readFileSync(join(repoRoot(), "dist/pictures.js"), "utf8") });
      const differing = await page.evaluate(
        ([asked, drawnPlainly]) => {
          const { hubLineagePictures } = window as unknown as {
            hubLineagePictures: { reportChart: typeof reportChart };
          };
          const charts = asked.pictures.flatMap(
            picture => hubLineagePictures.reportChart(picture, asked.tables) ?? [],
          );
          return charts.flatMap((chart, at) => {
            const { picture } = chart.draw(document, 560);
            document.body.innerHTML = drawnPlainly[at]?.svg ?? "";
            const [one, other] = [document.body.firstElementChild, picture].map(each =>
              each?.outerHTML.replace(/\d+\.\d{4,}/g, digits => `${Number(Number(digits).toFixed(3))}`),
            );
            return one === other ? [] : [one, other];
          });
        },
        [{ pictures, tables }, plain] as const,
      );
      assert.deepEqual(differing, []);
      assert.ok(plain.length > 0);
      assert.ok(plain.every(({ svg }) => /<(path|rect|circle) /.test(svg)));
      await page.close();
    },
  );
}

test("a page has its pictures inside, reads on light and on dark, and asks for nothing", async () => {
  const html = reportToHtml(found("violations"), reportPictures(found("violations")));
  const seen = [];
  for (const scheme of ["light", "dark"] as const) {
    const { page, acts } = await opened(html, scheme);
    assert.equal(await page.locator("figure svg").count(), 3);
    const styles = await page.evaluate(() => {
      const part = document.querySelector("figure svg rect");
      const text = document.querySelector("figure svg text");
      if (part === null || text === null) throw new Error("There is no bar.");
      const [fill, ink] = [getComputedStyle(part).fill, getComputedStyle(text).fill];
      return { back: getComputedStyle(document.body).backgroundColor, fill, ink };
    });
    assert.equal(new Set(Object.values(styles)).size, 3, "bars and words stand out");
    assert.deepEqual(acts, []);
    seen.push(styles);
    await page.close();
  }
  assert.notDeepEqual(seen[0], seen[1]);
  assert.doesNotMatch(html, /<script|https?:\/\/(?!www\.w3\.org)[^ ]*\.js/);
});

test("values of cards do not become markup in a picture or a key", async () => {
  const hostile = '</title></svg><img src=x onerror="alert(1)"><script>alert(2)</script>\u202E&amp;';
  const all = ["inventory", "mutation", "drift", "violations", "similarity"].map(found);
  const spoilt = all.map(report => ({
    ...report,
    pictures: report.pictures.map(picture =>
      picture.only === undefined ? picture : { ...picture, only: `${picture.only}${hostile}` },
    ),
    tables: report.tables.map(table => ({
      ...table,
      rows: table.rows.map(row => row.map(cell => (typeof cell === "string" ? `${cell}${hostile}` : cell))),
    })),
  }));
  for (const report of spoilt) {
    const { page, acts } = await opened(reportToHtml(report, reportPictures(report)), "light");
    assert.ok((await page.locator("figure svg").count()) > 0, report.id);
    assert.equal(await page.locator("img, script, foreignObject, a").count(), 0, report.id);
    const words = await page.locator("figure").first().textContent();
    assert.ok(!words?.includes("\u202E"), report.id);
    assert.deepEqual(acts, [], report.id);
    await page.close();
  }
});
