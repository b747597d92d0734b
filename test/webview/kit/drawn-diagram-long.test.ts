import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { familyToMermaid } from "../../../src/lineage/export/mermaid";
import { showable } from "../../../src/lineage/showable";
import { launchBrowser } from "../../harness/browser";
import { repoRoot } from "../../harness/root";
import { hostileFamily, hostileTexts } from "../../unit/lineage/export/hostile-family";

/** The part of Mermaid that draws; it needs a browser. */
interface Mermaid {
  initialize(options: object): void;
  render(id: string, text: string): Promise<{ readonly svg: string }>;
}

let browser: Browser;
let page: Page;
const dialogs: string[] = [];

before(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on("dialog", dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.setContent("<!DOCTYPE html><html><body></body></html>");
  await page.addScriptTag({
    path: join(repoRoot(), "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js"),
  });
});

after(() => browser.close());

/** Draws a diagram, and answers the words of each node, the number of edges, and what must not be there. */
function draw(text: string, securityLevel: string) {
  return page.evaluate(
    async ([source, security]) => {
      const { mermaid } = window as unknown as { readonly mermaid: Mermaid };
      mermaid.initialize({ startOnLoad: false, securityLevel: security, maxTextSize: 1e6 });
      const { svg } = await mermaid.render("drawn", source ?? "");
      const place = document.createElement("div");
      place.innerHTML = svg;
      document.body.append(place);
      for (const line of place.querySelectorAll(".node br")) line.replaceWith("\n");
      const nodes = [...place.querySelectorAll(".node")].map(node => node.textContent?.trim() ?? "");
      const edges = place.querySelectorAll("path.flowchart-link").length;
      const odd = [...place.querySelectorAll("a, img, script, i, em, strong, .katex, [onerror], [onclick]")];
      place.remove();
      return { nodes, edges, odd: odd.map(element => element.outerHTML) };
    },
    [text, securityLevel],
  );
}

/** What stands in a label for what Mermaid obeys even when it is escaped. */
function inLabel(text: string): string {
  return showable(text)
    .replace(/\$(?=\$)/g, "⟨U+0024⟩")
    .replace(/:(?=fa-)/g, "⟨U+003A⟩")
    .replace(/\\(?=n)/g, "⟨U+005C⟩")
    .replace(/ﬂ(?=°)/g, "⟨U+FB02⟩")
    .replace(/¶(?=ß)/g, "⟨U+00B6⟩");
}

const plain = (text: string) =>
  text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();

for (const securityLevel of ["strict", "loose"]) {
  test(`Mermaid (${securityLevel}) shows every name and license as it was put in, and draws what there is`, async () => {
    const family = hostileFamily();
    const { nodes, edges, odd } = await draw(familyToMermaid(family), securityLevel);
    assert.deepEqual(odd, []);
    assert.deepEqual(dialogs, []);
    assert.equal(edges, family.edges.length);
    const put = [
      ...hostileTexts.map((text, at) => `o/m${at}\n${inLabel(text)}`),
      ...family.missing.map(inLabel),
    ];
    assert.deepEqual(nodes.map(plain).sort(), put.map(plain).sort());
  });
}
