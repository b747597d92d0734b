import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Family } from "../../../src/lineage/family";
import type { BenchRow } from "../../harness/bench-row";
import { census } from "../../harness/recorded/census-tables";
import { repoRoot } from "../../harness/root";
import { readyView } from "../../webview/family/written-families";
import type { Pages } from "../../webview/kit/page";

const root = "mistralai/Mistral-7B-v0.1";
/** Windows in which a person may look at the picture, in px. */
const windows = [
  [400, 800],
  [800, 700],
  [1280, 800],
  [1920, 1080],
] as const;

/** The family of Mistral-7B in the recorded table of July 2024, from an index in a temporary folder. */
function mistral(): Family {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  const run = (...words: readonly string[]) => {
    const program = join(repoRoot(), "dist/cli.js");
    const options = { maxBuffer: 2 ** 28, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, ...words, "--index", folder],
      options,
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  try {
    run("import", census);
    // The file has only the number of models whose children were not read.
    const read = JSON.parse(run("family", root, "--format", "json", "--offline")) as Omit<
      Family,
      "unchecked"
    >;
    return { ...read, unchecked: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many names, and how many names of branches, can be read in the map of Mistral-7B without pointing at anything. */
export async function farNames(pages: Pages): Promise<readonly BenchRow[]> {
  if (!existsSync(census)) return [];
  const family = mistral();
  const models = family.models.length.toLocaleString("en-US");
  const found: { names: number; branches: number; width: number }[] = [];
  for (const [width, height] of windows) {
    const { page, close } = await pages.open(readyView(family), { kept: { drawing: "map" }, width, height });
    const picture = page.locator('canvas.picture[data-detail="map"]');
    await picture.waitFor();
    const names = Number(await picture.getAttribute("data-names"));
    // The current model is in the tree of elements, with a name or without.
    const branches = (await page.locator('[role=treeitem][aria-expanded="true"]').count()) - 1;
    found.push({ names, branches, width });
    await close();
  }
  const sorted = found.map(({ names }) => names).sort((a, b) => a - b);
  const median = ((sorted[1] ?? 0) + (sorted[2] ?? 0)) / 2;
  return [
    { what: `${root} (${models}): median of names readable without pointing`, value: median, unit: "names" },
    ...found.map(({ names, branches, width }) => ({
      what: `${root}, ${width} px: names, ${branches} of them of branches`,
      value: names,
      unit: "names",
    })),
  ];
}
