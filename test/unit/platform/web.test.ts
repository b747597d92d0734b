import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { launchBrowser } from "../../harness/browser";
import { repoRoot } from "../../harness/root";
import { wasm } from "../store/test-index";

const skip = existsSync(join(repoRoot(), ".vscode-test/places.json"))
  ? false
  : "needs Chromium (node test/harness/setup.mjs bring)";

/** A program for the browser, in one text. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: repoRoot(),
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    logLevel: "silent",
    alias: { "#platform": join(repoRoot(), "src/platform/web.ts") },
  });
  return outputFiles[0]?.text ?? assert.fail(`${entry} gave no program`);
}

test("in a browser the worker keeps the index through its host, and an end is told", { skip }, async t => {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto("about:blank");
  await page.addScriptTag({ content: await bundled("test/unit/platform/web-page.ts") });
  const program = JSON.stringify([...new TextEncoder().encode(await bundled("src/worker.ts"))]);
  const sqlite = JSON.stringify([...wasm()]);
  const found = await page.evaluate(`roundTrip(new Uint8Array(${program}), new Uint8Array(${sqlite}))`);
  assert.deepEqual(found, {
    handedOver: true,
    before: 0,
    after: 1,
    edges: [{ child: "o/child", parent: "o/root", relation: "unknown" }],
  });
  assert.match(String(await page.evaluate("brokenProgram()")), /^The worker failed: .*out of luck/);
});
