import assert from "node:assert/strict";
import { join } from "node:path";
import { runIn } from "../cli/run";

/** Installs a program from PyPI in a new virtual environment in a folder; returns its path. */
export async function bringPythonProgram(folder: string, program: string, wanted = program): Promise<string> {
  const made = await runIn(folder, "python3", ["-m", "venv", "python"]);
  assert.equal(made.code, 0, made.stderr);
  const pip = ["install", "--quiet", "--disable-pip-version-check", wanted];
  const brought = await runIn(folder, join(folder, "python/bin/pip"), pip);
  assert.equal(brought.code, 0, brought.stderr);
  return join(folder, "python/bin", program);
}
