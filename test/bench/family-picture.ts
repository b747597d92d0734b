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
import { farNames } from "./inside/far-names";
import { installed } from "./inside/npm-folder";
import { drawSvg, type Played, playPan, renderMermaid, showFamily } from "./inside/picture-page";
import { type PlainPicture, plainTree, plotIcicle } from "./inside/plain-svg";

/** What this bench measures. */
export const title =
  "How long each picture of a family takes to open and for each frame of a pan and zoom, beside d3's tree in SVG, an icicle by Plot, and Mermaid, and how many names can be read from afar";

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

/** The pictures of the family view, what moves in them, and what is in the page once one is drawn. */
const pictures = [
  { drawing: "rows", target: ".row-scroll", ready: ".model-row[data-model]" },
  { drawing: "tree", target: ".surface", ready: "canvas.picture[data-detail]" },
  { drawing: "map", target: ".surface", ready: 'canvas.picture[data-detail="map"]' },
] as const;
type Picture = (typeof pictures)[number];

/** Time to the picture with which a family opens: one level, large groups folded; in ms. */
async function measureOpening(family: Family, picture: Picture): Promise<number> {
  const pages = await startPages();
  try {
    const { firstMs } = await firstPicture(pages, family, 1, picture);
    return firstMs;
  } finally {
    await pages.close();
  }
}

async function firstPicture(pages: Pages, family: Family, depth: 1 | "all", { drawing, ready }: Picture) {
  const kept = { focus: family.root, depth, drawing };
  const empty = { ...readyView(family), focus: null, family: null, state: "empty" as const };
  const { page } = await pages.open(empty, { kept });
  const { json } = packFamily(family, text => new TextEncoder().encode(text));
  const view = readyView({ ...family, models: [], edges: [] });
  const given = { json: new TextDecoder().decode(json), view, ready };
  return { page, ...(await page.evaluate(showFamily, given)) };
}

/** With every model drawn. */
async function measureOurs(family: Family, picture: Picture): Promise<Measured> {
  const pages = await startPages();
  try {
    const { page, firstMs, layoutMs } = await firstPicture(pages, family, "all", picture);
    if (picture.drawing !== "rows") await page.locator(".button", { hasText: "Fit" }).click();
    const frames = await page.evaluate(playPan, { target: picture.target, isSvg: false });
    return { firstMs, layoutMs, frames, memory: await memoryOf(page) };
  } finally {
    await pages.close();
  }
}

/** A picture that others draw as SVG; its first picture includes the time to make it. */
async function measureSvg({ text, layoutMs }: PlainPicture): Promise<Measured> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
    const firstMs = layoutMs + (await page.evaluate(drawSvg, text));
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

/** What the family view promises for a family of 30,000, in ms. */
const promised = { size: 30_000, opening: 500, frame: 33 };

interface Compared {
  readonly picture: Picture;
  readonly opening: number;
  readonly ours: Measured;
}

interface Others {
  readonly tree: Measured;
  readonly icicle: Measured;
}

function rowsOf(size: number, { picture, opening, ours }: Compared, { tree, icicle }: Others): BenchRow[] {
  const n = `${size.toLocaleString("en-US")} as ${picture.drawing === "rows" ? "rows" : `a ${picture.drawing}`}`;
  const both = (what: string, unit: string, value: number, read: (one: Measured) => number) => [
    beside(`${n}: ${what}, compared with d3's tree in plain SVG`, unit, value, read(tree)),
    beside(`${n}: ${what}, compared with an icicle by Observable Plot`, unit, value, read(icicle)),
  ];
  const promises =
    size === promised.size
      ? [
          beside(`${n}: opens, compared with the most that is promised`, "ms", opening, promised.opening),
          beside(
            `${n}: 95th percentile frame, compared with the most that is promised`,
            "ms",
            ours.frames.p95,
            promised.frame,
          ),
        ]
      : [];
  return [
    ...promises,
    ...both("first picture as it opens", "ms", opening, ({ firstMs }) => firstMs),
    ...(picture.drawing === "rows"
      ? []
      : [{ what: `${n}: layout of all`, value: ours.layoutMs, unit: "ms" } as const]),
    ...both("first picture of all", "ms", ours.firstMs, ({ firstMs }) => firstMs),
    ...both("median frame", "ms", ours.frames.median, ({ frames }) => frames.median),
    ...both("95th percentile frame", "ms", ours.frames.p95, ({ frames }) => frames.p95),
    ...both("memory", "MB", ours.memory, ({ memory }) => memory),
  ];
}

/** Draws families of each size with the family view, and with what others offer, all in this machine's Chromium. */
export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  let gaveUp: string | null = null;
  for (const size of sizes) {
    const family = largeFamily(size);
    const others = {
      tree: await measureSvg(plainTree(family)),
      icicle: await measureSvg(plotIcicle(family)),
    };
    for (const picture of pictures) {
      const opening = await measureOpening(family, picture);
      const ours = await measureOurs(family, picture);
      rows.push(...rowsOf(size, { picture, opening, ours }, others));
      if (picture.drawing !== "tree") continue;
      const mermaid: number | string = gaveUp ?? (await measureMermaid(family));
      if (typeof mermaid === "string") gaveUp ??= `already at ${size.toLocaleString("en-US")}: ${mermaid}`;
      rows.push(mermaidRow(size.toLocaleString("en-US"), ours.firstMs, mermaid));
    }
  }
  const pages = await startPages();
  try {
    return [...rows, ...(await farNames(pages))];
  } finally {
    await pages.close();
  }
}
