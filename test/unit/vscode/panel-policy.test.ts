import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as vscode from "vscode";
import type * as html from "../../../src/vscode/panel-html";
import { repoRoot } from "../../harness/root";

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-policy-"));
const views: readonly html.PanelView[] = ["family", "query", "report"];
let panelHtml: typeof html.panelHtml;

before(async () => {
  const outfile = join(folder, "panel-html.mjs");
  await build({
    entryPoints: [join(repoRoot(), "src/vscode/panel-html.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    alias: { vscode: join(repoRoot(), "test/unit/vscode/vscode-fake.ts") },
  });
  panelHtml = ((await import(pathToFileURL(outfile).href)) as typeof html).panelHtml;
});

after(() => rmSync(folder, { recursive: true, force: true }));

function page(view: html.PanelView): string {
  const webview = { cspSource: "https://panel.example", asWebviewUri: (uri: unknown) => uri };
  return panelHtml(webview as unknown as vscode.Webview, "extension" as unknown as vscode.Uri, view);
}

/** The sources of each directive of a page's policy. */
function policyOf(text: string): ReadonlyMap<string, readonly string[]> {
  const content = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(text)?.[1] ?? "";
  return new Map(
    content.split("; ").map(directive => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources] as const;
    }),
  );
}

test("a panel's page runs only our scripts and loads nothing from the network", () => {
  for (const view of views) {
    const text = page(view);
    const policy = policyOf(text);
    assert.deepEqual(policy.get("default-src"), ["'none'"], view);
    const nonce = /nonce="([\w+/=]+)"/.exec(text)?.[1] ?? "";
    assert.ok(nonce.length >= 24, `${view}: a nonce that nobody guesses`);
    assert.deepEqual(policy.get("script-src"), [`'nonce-${nonce}'`], view);
    assert.deepEqual(policy.get("img-src"), view === "report" ? ["data:"] : undefined, view);
    assert.deepEqual(policy.get("style-src"), ["https://panel.example", `'nonce-${nonce}'`], view);
    assert.equal(policy.size, view === "report" ? 4 : 3, view);
    assert.doesNotMatch(text, /unsafe-|<script(?![^>]* src=)| on\w+=|style="/, view);
  }
});

test("every page has its own nonce", () => {
  const nonces = views.map(view => policyOf(page(view)).get("script-src")?.[0]);
  assert.equal(new Set([...nonces, policyOf(page("family")).get("script-src")?.[0]]).size, 4);
});
