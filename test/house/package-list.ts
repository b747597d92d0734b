import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { repoRoot } from "../harness/root";
import { readText } from "./source-tree";

/** The files that a VSIX holds; the picture of the README is seen on its page and not packed. */
export const packedFiles: readonly string[] = [
  "dist/extension.js",
  "dist/open.js",
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
  "l10n/bundle.l10n.de.json",
  "l10n/bundle.l10n.zh-cn.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];

/** The lines of .vscodeignore that say something, in order. */
export function ignoreLines(): string[] {
  const lines = readText(".vscodeignore").split("\n");
  return lines.map(line => line.trim()).filter(line => line !== "" && !line.startsWith("#"));
}

/** Bytes that the packed files take in a VSIX: the sum of their deflated sizes, as a zip stores them. */
export function packedBytes(paths: readonly string[]): number {
  return paths.reduce(
    (sum, path) => sum + deflateRawSync(readFileSync(join(repoRoot(), path)), { level: 9 }).length,
    0,
  );
}
