// Draws media/icon.png from media/icon.svg with Chromium (`npm run icon`): marketplaces take no SVG.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const at = name => new URL(`media/${name}`, import.meta.url);
const { chromium: executablePath } = JSON.parse(
  readFileSync(new URL(".vscode-test/places.json", import.meta.url)),
);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(at("icon.svg"), "utf8")}`);
  await page.screenshot({ path: at("icon.png").pathname, omitBackground: true });
} finally {
  await browser.close();
}
