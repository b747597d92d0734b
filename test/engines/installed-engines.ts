import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../harness/root";

/** The packages of the engines; a comparison over time needs the same versions. */
const wanted = ["pyspark==4.0.1", "graphframes-py==0.10.1", "chdb==4.4.0", "duckdb==1.5.6"];

/** Programs of a Python environment with the engines. */
export interface InstalledEngines {
  readonly python: string;
  /** The folder of Spark, which its package for Python holds whole. */
  readonly sparkHome: string;
}

/** Installs the engines from the package registry into a folder of their own, unless they are there. Throws if that fails. */
export function installedEngines(): InstalledEngines {
  const folder = join(repoRoot(), ".vscode-test/engines");
  const python = join(folder, "bin/python");
  const stamp = join(folder, "installed.txt");
  const list = wanted.join("\n");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== list) {
    mkdirSync(folder, { recursive: true });
    run("python3", ["-m", "venv", folder]);
    run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...wanted]);
    writeFileSync(stamp, list);
  }
  const place = run(python, ["-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))"]);
  return { python, sparkHome: place.trim() };
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr.slice(-2000)}`);
  return stdout;
}
