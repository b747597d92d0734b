import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { repoRoot } from "../../harness/root";

/**
 * Loads modules of the extension together with a stand-in for VS Code, both given by their paths in the project. The
 * program has all that the modules export, and the stand-in as `vscode`.
 */
export async function bundled<Program>(files: readonly string[], standIn: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bundled-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "program.cjs");
  const contents = [
    ...files.map(file => `export * from "./${file}";`),
    'export * as vscode from "vscode";',
  ].join("\n");
  await build({
    stdin: { contents, resolveDir: repoRoot() },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    alias: { vscode: join(repoRoot(), standIn) },
  });
  return (await import(pathToFileURL(outfile).href)) as Program;
}
