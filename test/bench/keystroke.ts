import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { BenchRow } from "../harness/bench-row";
import { launchBrowser } from "../harness/browser";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { startVsCode } from "../harness/vscode";
import { openFile, openWorkbench } from "../harness/workbench";
import { makeSampleWorkspace } from "../harness/workspace";
import type { KeystrokeHost } from "./inside/keystroke-probe";

/** What this bench measures. */
export const title =
  "From a keystroke to its squiggle in the real VS Code, compared with a provider that does nothing but answer";

/** Programs that the bench runs in. */
export const needs = ["vscode"] as const;

const keystrokes = 40;

/** The files that are typed into, by their folder; the line that is typed at is the second of each. */
const files: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  plain: { name: "notes.txt", text: `first\nword\n${"text\n".repeat(1_998)}` },
  "card-of-50": { name: "README.md", text: card(12, 30) },
  "card-of-2000": { name: "README.md", text: card(12, 1_980) },
  "results-of-2000": { name: "README.md", text: card(1_980, 10) },
  "results-of-8000": { name: "README.md", text: card(7_980, 10) },
};

const names: Readonly<Record<string, string>> = {
  "card-of-50": "card of 50 lines",
  "card-of-2000": "card of 2,000 lines",
  "results-of-2000": "2,000 lines of front matter",
  "results-of-8000": "8,000 lines of front matter",
};

/** A card with so many lines of evaluation results and of text. */
function card(results: number, lines: number): string {
  const result = (n: number) =>
    [
      "  - task:",
      "      type: Classification",
      "    dataset:",
      `      type: mteb/set-${n}`,
      "    metrics:",
      "    - type: accuracy",
      `      value: ${n}.5`,
    ].join("\n");
  const index = Array.from({ length: Math.floor(results / 7) }, (_, n) => result(n)).join("\n");
  return `---
license: gemma
base_model: google/gemma-2b
pipeline_tag: text-generation
model-index:
- name: it
  results:
${index}
---

# Card

${"A line of text about the model, as cards have them.\n".repeat(lines)}`;
}

/** Types and takes back one letter again and again; times in ms, from the key to the change on the screen. */
export async function run(): Promise<readonly BenchRow[]> {
  const hub = await startSampleHub();
  const workspace = makeSampleWorkspace(hub.url);
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  const [result, ready, done] = ["result.json", "ready", "done"].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const [name, file] of Object.entries(files)) {
    mkdirSync(join(workspace.folder, name));
    writeFileSync(join(workspace.folder, name, file.name), file.text);
  }
  const vscode = await startVsCode({
    extensionRoot: repoRoot(),
    userSettings: { "hubLineage.endpoint": hub.url },
    env: { HUB_LINEAGE_TEST_RESULT: result, HUB_LINEAGE_READY: ready, HUB_LINEAGE_DONE: done },
  });
  const browser = await launchBrowser();
  try {
    const tests = join(repoRoot(), "out/bench/inside/keystroke-probe.js");
    const page = await openWorkbench(browser, vscode.address(workspace.folder, { tests }));
    await appeared(ready, vscode.output);
    const times = new Map<string, readonly number[]>();
    for (const [name, file] of Object.entries(files))
      times.set(name, await typeInto(page, join(workspace.folder, name, file.name)));
    writeFileSync(done, "");
    await appeared(result, vscode.output);
    return rows(times, JSON.parse(readFileSync(result, "utf8")) as KeystrokeHost);
  } finally {
    await browser.close();
    await vscode.stop();
    workspace.remove();
    rmSync(folder, { recursive: true, force: true });
    await hub.close();
  }
}

/** Resolves when the program in the extension host has written a file. */
async function appeared(file: string, output: () => string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error(`The extension host did not write ${file}.\n${output()}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** Opens a file and types an `x` at the end of its second line, which is then an error there, as often as wanted. */
async function typeInto(page: Page, path: string): Promise<readonly number[]> {
  await openFile(page, path);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const times: number[] = [];
  // The first few load what is loaded once.
  for (let n = -3; n < keystrokes; n++) {
    const ms = await untilSquiggle(page, "x");
    if (n >= 0) times.push(ms);
    await page.keyboard.press("Backspace");
    await page.locator(".cdr.squiggly-error").waitFor({ state: "detached" });
  }
  return times;
}

/** Presses a key and answers the time from its event in the page to the first squiggle of an error, ms. */
async function untilSquiggle(page: Page, key: string): Promise<number> {
  const measured = page.evaluateHandle(() => {
    let pressed = Number.NaN;
    window.addEventListener("keydown", () => (pressed = performance.now()), { capture: true, once: true });
    const seen = new Promise<number>(resolve => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(".cdr.squiggly-error") === null) return;
        observer.disconnect();
        resolve(performance.now() - pressed);
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const late = new Promise<number>((_, reject) =>
      setTimeout(() => reject(new Error("No squiggle came within 20 s.")), 20_000),
    );
    return { seen: Promise.race([seen, late]) };
  });
  const handle = await measured;
  await page.keyboard.press(key);
  return handle.evaluate(({ seen }) => seen);
}

function rows(times: ReadonlyMap<string, readonly number[]>, host: KeystrokeHost): readonly BenchRow[] {
  const bare = times.get("plain") ?? [];
  const typed = Object.entries(names).flatMap(([folder, name]) => {
    const own = times.get(folder) ?? [];
    return [
      beside(`${name}, median`, quantile(own, 0.5), quantile(bare, 0.5)),
      beside(`${name}, 95th percentile`, quantile(own, 0.95), quantile(bare, 0.95)),
      beside(
        `${name}, host held at most`,
        host.heldMs[folder] ?? Number.NaN,
        host.heldMs.plain ?? Number.NaN,
      ),
    ];
  });
  return [
    ...typed,
    beside("warm hover, median", quantile(host.hoverMs, 0.5), quantile(host.trivialHoverMs, 0.5)),
    beside("warm hover, 95th percentile", quantile(host.hoverMs, 0.95), quantile(host.trivialHoverMs, 0.95)),
  ];
}

function beside(what: string, value: number, other: number): BenchRow {
  return { what, value, unit: "ms", beside: other, ratio: value / other };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
