import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../harness/root";

/** The lines of a golden table, without its remarks. */
export function goldenLines(name: string): string[] {
  const text = readFileSync(join(repoRoot(), "test/golden", name), "utf8");
  return text.split("\n").filter(line => line !== "" && !line.startsWith("#"));
}

/** The rows of a golden table whose cells are parted by tabs. */
export function goldenRows(name: string): string[][] {
  return goldenLines(name).map(line => line.split("\t"));
}
