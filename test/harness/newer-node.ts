import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "./root";

/** A Node that has `node:sqlite`, for comparisons; from the registry when this one has none, null where there is no such thing. */
export function newerNode(): string | null {
  const has = (node: string) => spawnSync(node, ["-e", 'require("node:sqlite")']).status === 0;
  if (has(process.execPath)) return process.execPath;
  const folder = join(repoRoot(), ".vscode-test/node-24");
  const node = join(folder, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    // Its install script puts the program, which the package has, into its place.
    const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts=false"];
    spawnSync("npm", ["install", "node@24", ...flags], { cwd: folder, stdio: ["ignore", 2, 2] });
  }
  if (existsSync(node) && has(node)) return node;
  console.error("There is no node:sqlite here and none came from the registry: its figures are left out.");
  return null;
}

/** Runs a program in that Node, and reads the JSON that it prints; null where there is no such Node. Throws when it fails. */
export function runInNewerNode<T>(program: string, args: readonly string[]): T | null {
  const node = newerNode();
  if (node === null) return null;
  const outcome = spawnSync(node, ["-e", program, ...args], { maxBuffer: 1 << 28 });
  if (outcome.status !== 0) throw new Error(`node:sqlite failed: ${outcome.stderr.toString()}`);
  return JSON.parse(outcome.stdout.toString()) as T;
}
