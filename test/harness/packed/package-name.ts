import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../root";

/** The file name of the package of this version. */
export function packageName(): string {
  const { name, version } = JSON.parse(readFileSync(join(repoRoot(), "package.json"), "utf8"));
  return `${name}-${version}.vsix`;
}
