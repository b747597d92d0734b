import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { familyToMermaid } from "../../src/lineage/export/mermaid";
import type { Family } from "../../src/lineage/family";
import { packFamily } from "../../src/lineage/packed-family";
import type { BenchRow } from "../harness/bench-row";
import { launchBrowser } from "../harness/browser";

import { largeFamily, readyView } from "../webview/family/written-families";
import { type Pages, startPages } from "../webview/kit/page";
import { installed } from "./inside/npm-folder";
import { drawSvg, type Played, playPan, renderMermaid, showFamily } from "./inside/picture-page";
import { plainSvg } from "./inside/plain-svg";

/** What this bench measures. */
export const title =
  "How long the family view takes to its first picture and for each frame of a pan and zoom, compared with plain SVG and Mermaid";

/** Programs that the bench runs in. */
export const needs = ["vscode"] as const;

const sizes = [1000, 10_000, 30_000, 100_000];
/** Mermaid is given so long for a picture, in ms. */
const mermaidPatience = 60_000;
/** The version that is compared with. */
const mermaidVersion = "12.3.0";

interface Measured {
  readonly layoutMs: number;
  readonly firstMs: number;
  readonly frames: Played;
  /** Memory of the page's process, in MB. */
  readonly memory: number;
}

/** Resident memory of the processes that draw a browser's pages, in MB. */
async function memoryOf(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  const sizesInKb = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]);
  return sizesInKb.reduce((sum, kb) => sum + Number(kb ?? 0), 0) / 1024;
}

/** Time to the picture with which a family opens: one level, large groups folded; in ms. */
async function measureOpening(family: Family): Promise<number> {
  const pages = await startPages();
  try {
    const { firstMs } = await firstPicture(pages, family, 1, "tree");
    return firstMs;
  } finally {
    await pages.close();
  }
}

async function firstPicture(pages: Pages, family: Family, depth: 1 | "all", drawing: "tree" | "map") {
  const kept = { focus: family.root, depth, drawing };
  const empty = { ...readyView(family), focus: null, family: null, state: "empty" as const };
  const { page } = await pages.open(empty, { kept });
  const { json } = packFamily(family, text => new TextEncoder().encode(text));
  const view = readyView({ ...family, models: [], edges: [] });
  return { page, ...(await page.evaluate(showFamily, { json: new TextDecoder().decode(json), view })) };
}

/** With every model drawn. */
async function measureOurs(family: Family, drawing: "tree" | "map"): Promise<Measured> {
  const pages = await startPages();
  try {
    const { page, firstMs, layoutMs } = await firstPicture(pages, family, "all", drawing);
    await page.locator(".button", { hasText: "Fit" }).click();
    const frames = await page.evaluate(playPan, { target: ".surface", isSvg: false });
    return { firstMs, layoutMs, frames, memory: await memoryOf(page) };
  } finally {
    await pages.close();
  }
}

async function measureSvg(family: Family): Promise<Measured> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
    const { text, layoutMs } = plainSvg(family);
    const firstMs = await page.evaluate(drawSvg, text);
    const frames = await page.evaluate(playPan, { target: "svg", isSvg: true });
    return { firstMs, layoutMs, frames, memory: await memoryOf(page) };
  } finally {
    await browser.close();
  }
}

/** Time to Mermaid's picture in ms, or why there is none. */
async function measureMermaid(family: Family): Promise<number | string> {
  const script = join(await installed(`mermaid@${mermaidVersion}`), "dist/mermaid.min.js");
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
    await page.addScriptTag({ path: script });
    const late = new Promise<string>(resolve =>
      setTimeout(() => resolve(`no picture within ${mermaidPatience / 1000} s`), mermaidPatience).unref(),
    );
    const drawn = page
      .evaluate(renderMermaid, familyToMermaid(family))
      .catch((error: unknown) => String(error).split("\n")[0] ?? "");
    return await Promise.race([drawn, late]);
  } finally {
    await browser.close();
  }
}

function beside(what: string, unit: string, value: number, other: number): BenchRow {
  return { what, value, unit, beside: other, ratio: value / other };
}

function mermaidRow(n: string, firstMs: number, drawn: number | string): BenchRow {
  return typeof drawn === "number"
    ? beside(`${n}: first picture of all, compared with Mermaid`, "ms", firstMs, drawn)
    : { what: `${n}: first picture of all; Mermaid gave up: ${drawn}`, value: firstMs, unit: "ms" };
}

interface Compared {
  readonly opening: number;
  readonly ours: Measured;
  readonly map: Measured;
  readonly svg: Measured;
  readonly mermaid: number | string;
}

function rowsOf(size: number, { opening, ours, map, svg, mermaid }: Compared): BenchRow[] {
  const n = size.toLocaleString("en-US");
  return [
    beside(`${n}: first picture as it opens, compared with plain SVG of all`, "ms", opening, svg.firstMs),
    { what: `${n}: layout of all`, value: ours.layoutMs, unit: "ms" },
    beside(`${n}: first picture of all, compared with plain SVG`, "ms", ours.firstMs, svg.firstMs),
    mermaidRow(n, ours.firstMs, mermaid),
    beside(`${n}: median frame, compared with plain SVG`, "ms", ours.frames.median, svg.frames.median),
    beside(`${n}: 95th percentile frame, compared with plain SVG`, "ms", ours.frames.p95, svg.frames.p95),
    beside(`${n}: first picture as a map, compared with plain SVG`, "ms", map.firstMs, svg.firstMs),
    { what: `${n}: layout of the map`, value: map.layoutMs, unit: "ms" },
    beside(
      `${n}: median frame of the map, compared with plain SVG`,
      "ms",
      map.frames.median,
      svg.frames.median,
    ),
    beside(
      `${n}: 95th percentile frame of the map, compared with plain SVG`,
      "ms",
      map.frames.p95,
      svg.frames.p95,
    ),
    beside(`${n}: memory, compared with plain SVG`, "MB", ours.memory, svg.memory),
  ];
}

/** Draws families of each size with the family view, as plain SVG and with Mermaid, all in this machine's Chromium. */
export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  let gaveUp: string | null = null;
  for (const size of sizes) {
    const family = largeFamily(size);
    const opening = await measureOpening(family);
    const ours = await measureOurs(family, "tree");
    const map = await measureOurs(family, "map");
    const svg = await measureSvg(family);
    const mermaid: number | string = gaveUp ?? (await measureMermaid(family));
    if (typeof mermaid === "string") gaveUp ??= `already at ${size.toLocaleString("en-US")}: ${mermaid}`;
    rows.push(...rowsOf(size, { opening, ours, map, svg, mermaid }));
  }
  return rows;
}
