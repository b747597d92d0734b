import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ran, runIn } from "../cli/run";
import { repoRoot } from "../harness/root";

const named = join(repoRoot(), "test/agents/packages");
const folder = join(repoRoot(), ".vscode-test/agents-packages");

/** Installs what the lockfile of the suite names, with the checksums that it names, and returns the folder. Scripts of packages do not run. */
export async function installedPackages(): Promise<string> {
  const lock = readFileSync(join(named, "wanted-lock.json"), "utf8");
  const stamp = join(folder, "installed-lock.json");
  if (textOf(stamp) === lock) return folder;
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(named, "wanted.json"), join(folder, "package.json"));
  writeFileSync(join(folder, "package-lock.json"), lock);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, stderr } = await runIn(folder, "npm", ["ci", ...flags]);
  if (code !== 0) throw new Error(`The packages of test/agents/packages were not installed: ${stderr}`);
  writeFileSync(stamp, lock);
  return folder;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Runs a program of an installed package. */
export async function runInstalled(
  program: readonly string[],
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const [first = "", ...flags] = program;
  // The inspector keeps a catalog of servers in the home folder, if it is not told where.
  const catalog = { MCP_CATALOG_PATH: join(folder, "catalog.json") };
  const file = join(folder, "node_modules", first);
  return runIn(folder, process.execPath, [...flags, file, ...args], { ...catalog, ...env });
}
