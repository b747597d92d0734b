// Writes the generated pages and parts of docs/ (`npm run docs`) from the code and package.json; with `--check`, lists
// the outdated ones instead. What they hold is in test/docs, where a test of the house compares them too.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const program = join(root, "out/docs.cjs");
process.env.HUB_LINEAGE_ROOT = root;

await esbuild.build({
  entryPoints: [join(root, "test/docs/generated-docs.ts")],
  bundle: true,
  platform: "node",
  packages: "external",
  format: "cjs",
  outfile: program,
  alias: { "#platform": "./src/platform/node.ts" },
  absWorkingDir: root,
  logLevel: "warning",
});
const { generatedDocs, staleDocs } = createRequire(import.meta.url)(program);

if (process.argv.includes("--check")) {
  const stale = staleDocs();
  for (const path of stale) console.error(`${path} is out of date; run npm run docs.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  const pages = generatedDocs();
  for (const folder of ["docs/rules", "media/walkthrough", "media/skills/write-model-card"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const name of readdirSync(join(root, "docs/rules")))
    if (!pages.has(`docs/rules/${name}`)) rmSync(join(root, "docs/rules", name));
  for (const [path, text] of pages) writeFileSync(join(root, path), text);
}
