import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "./root";

/**
 * A cache folder that holds `proof` once `install` has put it there; null if that fails. Several programs may want it at once: each
 * installs into a folder of its own, and the first that is whole takes the place, so that nobody runs what another one still writes.
 */
function brought(place: string, proof: string, install: (into: string) => void): string | null {
  const isThere = (folder: string) => existsSync(join(folder, proof));
  if (isThere(place)) return place;
  const own = `${place}.${process.pid}.tmp`;
  try {
    mkdirSync(own, { recursive: true });
    install(own);
    if (!isThere(own)) return null;
    // What an interrupted run left is in the way; what another program has just put there is not.
    if (!isThere(place)) rmSync(place, { recursive: true, force: true });
    renameSync(own, place);
  } catch (error) {
    if (!isThere(place)) throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  return place;
}

/** A cache folder with npm packages installed; null if they are not available. `proof` is a file of the last of them. */
export function installed(
  folder: string,
  packages: string | readonly string[],
  proof: string,
): string | null {
  return brought(join(repoRoot(), ".vscode-test", folder), proof, into => {
    writeFileSync(join(into, "package.json"), '{ "private": true }\n');
    // The install script of the node package puts the program in place.
    const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts=false"];
    spawnSync("npm", ["install", ...[packages].flat(), ...flags], { cwd: into, stdio: ["ignore", 2, 2] });
  });
}

/** A cache folder with the files of an npm package in `package`, without what it depends on; null if it is not available. */
export function unpacked(folder: string, name: string, proof: string): string | null {
  return brought(join(repoRoot(), ".vscode-test", folder), proof, into => {
    const { stdout } = spawnSync("npm", ["pack", name, "--loglevel=error"], {
      cwd: into,
      stdio: ["ignore", "pipe", 2],
    });
    const file = stdout.toString().trim().split("\n").at(-1) ?? "";
    spawnSync("tar", ["-xzf", file], { cwd: into, stdio: ["ignore", 2, 2] });
  });
}

/** A folder from which `@duckdb/node-api` can be required, installed from the registry; null if it is not available. */
export function duckdbFolder(): string | null {
  return installed("duckdb", "@duckdb/node-api@1.5.6-r.1", "node_modules/@duckdb/node-api/package.json");
}

/** The folder of DuckDB's package for Node; null if it is not available. */
export function duckdbPackage(): string | null {
  const folder = duckdbFolder();
  return folder && join(folder, "node_modules/@duckdb/node-api");
}

/** DuckDB's command line, from the package registry of Python; null if it is not available. */
export function duckdbProgram(): string | null {
  const proof = `duckdb_cli/duckdb${process.platform === "win32" ? ".exe" : ""}`;
  const place = pythonFolder("duckdb-cli", "duckdb-cli==1.5.6", proof);
  return place && join(place, proof);
}

/** A cache folder with a package from the registry of Python; null if it is not available. `proof` is one of its files. */
export function pythonFolder(folder: string, name: string, proof: string): string | null {
  return brought(join(repoRoot(), ".vscode-test", folder), proof, into => {
    const flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", into];
    spawnSync("python3", ["-m", "pip", "install", ...flags, name], { stdio: ["ignore", 2, 2] });
  });
}

/** A Node that has node:sqlite, installed from the registry if this one lacks it; null if it is not available. */
export function nodeWithSqlite(): string | null {
  const has = (node: string) => spawnSync(node, ["-e", 'require("node:sqlite")']).status === 0;
  if (has(process.execPath)) return process.execPath;
  const place = installed("node-24", "node@24", "node_modules/node/bin/node");
  const node = place && join(place, "node_modules/node/bin/node");
  return node !== null && has(node) ? node : null;
}

/** The last line of JSON that a program printed; it runs in `folder`, where it finds its packages. */
export function runProgram<T>(
  program: string,
  args: readonly string[],
  options: { readonly node?: string; readonly folder?: string } = {},
): T {
  const { status, stdout, stderr } = spawnSync(
    options.node ?? process.execPath,
    ["--max-old-space-size=8192", "-e", program, ...args],
    { cwd: options.folder ?? repoRoot(), maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`The program failed: ${stderr.toString().slice(0, 2000)}`);
  return JSON.parse(stdout.toString().trimEnd().split("\n").at(-1) ?? "");
}

/** Runs a program in a Node that has node:sqlite; returns null and prints a line if there is no such Node. */
export function runInNewerNode<T>(program: string, args: readonly string[]): T | null {
  const node = nodeWithSqlite();
  if (node !== null) return runProgram<T>(program, args, { node });
  console.error("There is no node:sqlite here and none came from the registry: its figures are omitted.");
  return null;
}

/** Runs statements in DuckDB with two threads and returns the rows of each (values as JSON) and the time in ms. */
export function runDuckdb(
  statements: readonly string[],
  options: { readonly file?: string; readonly in?: string } = {},
): {
  readonly results: readonly { readonly ms: number; readonly rows: readonly unknown[][] }[];
  readonly peakMB: number;
  /** Processor time of all threads. */
  readonly cpuSeconds: number;
} | null {
  const folder = duckdbFolder();
  if (folder === null) return null;
  const order = JSON.stringify({ statements, ...options });
  return runProgram(nodeProgram, [order], { folder });
}

const nodeProgram = `
const { DuckDBInstance } = require("@duckdb/node-api");
const { statements, file, in: folder } = JSON.parse(process.argv[1]);
(async () => {
  const instance = await DuckDBInstance.create(file ?? ":memory:", { threads: "2" });
  const connection = await instance.connect();
  if (folder) process.chdir(folder);
  const results = [];
  for (const sql of statements) {
    const begin = performance.now();
    const reader = await connection.runAndReadAll(sql);
    results.push({ ms: performance.now() - begin, rows: reader.getRowsJson() });
  }
  connection.closeSync();
  instance.closeSync();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ results, peakMB: Math.round(maxRSS / 1024), cpuSeconds }));
})();
`;
