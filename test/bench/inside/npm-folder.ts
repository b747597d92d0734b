import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../harness/root";

/** The folder of an npm package ("name@1.2.3") that only a bench needs: installed once beside the tests' VS Code. */
export async function installed(spec: string): Promise<string> {
  const [name = spec] = spec.split("@");
  const folder = join(repoRoot(), ".vscode-test", spec.replace("@", "-"));
  const made = join(folder, "node_modules", name);
  if (existsSync(join(made, "package.json"))) return made;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", spec];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status !== 0)
    throw new Error(`npm could not install ${spec}. Check the network and run the bench again.`);
  return made;
}
