import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../harness/root";

/** The linters beside ours, in the versions that are compared; they are no packages of the project. */
const peers = { markdownlint: "0.40.0", "markdownlint-cli2": "0.20.0", "yaml-language-server": "1.23.0" };

/** Installs them, and returns their folder. */
export function bringPeers(): string {
  const folder = join(repoRoot(), ".vscode-test/lint-peers");
  const manifest = join(folder, "package.json");
  const wanted = JSON.stringify({ private: true, dependencies: peers });
  if (existsSync(manifest) && readFileSync(manifest, "utf8") === wanted) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(manifest, wanted);
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  if (status === 0) return folder;
  rmSync(manifest);
  throw new Error("The linters beside ours could not be installed; see above.");
}
