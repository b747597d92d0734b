import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflated } from "../harness/packed/deflated";
import { repoRoot } from "../harness/root";
import { readText } from "./source-tree";

/** The files that a VSIX holds; the picture of the README is seen on its page and not packed. */
export const packedFiles: readonly string[] = [
  "dist/extension.js",
  "dist/extension.web.js",
  "dist/worker.js",
  "dist/snapshot-worker.js",
  "dist/webview.js",
  "dist/report.js",
  "dist/pictures.js",
  "dist/webview.css",
  "dist/sql-wasm.wasm",
  "dist/third-party-notices.txt",
  "dist/rule-pages.json",
  "dist/common-licenses.json",
  "media/activity.svg",
  "media/walkthrough/open-card.svg",
  "media/walkthrough/see-family.svg",
  "media/walkthrough/fix-finding.svg",
  "media/walkthrough/whole-family.svg",
  "media/walkthrough/import-snapshot.svg",
  "media/walkthrough/run-analysis.svg",
  "media/tab-light.svg",
  "media/tab-dark.svg",
  "media/icon.png",
  "media/skills/write-model-card/SKILL.md",
  "package.json",
  "package.nls.json",
  "package.nls.de.json",
  "package.nls.zh-cn.json",
  "dist/l10n/bundle.l10n.de.json",
  "dist/l10n/bundle.l10n.zh-cn.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];

/** The lines of .vscodeignore that say something, in order. */
export function ignoreLines(): string[] {
  const lines = readText(".vscodeignore").split("\n");
  return lines.map(line => line.trim()).filter(line => line !== "" && !line.startsWith("#"));
}

/** Bytes that the packed files take in a VSIX: the sum of their deflated sizes, or a little more, since it takes one round only. */
export async function packedBytes(paths: readonly string[]): Promise<number> {
  let sum = 0;
  for (const path of paths) sum += (await deflated(readFileSync(join(repoRoot(), path)), 1)).length;
  return sum;
}
