import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repoRoot } from "../root";

/** The files and folders of the npm package, by where they come from in the checkout. */
const files: Readonly<Record<string, string>> = {
  "dist/cli.js": "dist/cli.js",
  "dist/cli": "dist/cli",
  "dist/worker.js": "dist/worker.js",
  "dist/pictures.js": "dist/pictures.js",
  "dist/sql-wasm.wasm": "dist/sql-wasm.wasm",
  "dist/third-party-notices.txt": "dist/third-party-notices.txt",
  "dist/license-texts.json.br": "dist/license-texts.json.br",
  "packaging/npm/README.md": "README.md",
  LICENSE: "LICENSE",
  // npm leaves these out. With them, the staged folder is also a repository that pre-commit and GitHub Actions can name.
  ".pre-commit-hooks.yaml": ".pre-commit-hooks.yaml",
  "action.yml": "action.yml",
};

/** A packed npm package. */
export interface PackedNpm {
  /** The tarball's path. */
  readonly file: string;
  /** Bytes of the tarball. */
  readonly bytes: number;
  /** The unpacked files with their sizes in bytes, largest first. */
  readonly entries: readonly { readonly path: string; readonly size: number }[];
}

/** The package.json of the npm package. Everything is bundled, so it has no dependencies and no scripts. */
export function npmManifest(): Readonly<Record<string, unknown>> {
  const own = JSON.parse(readFileSync(join(repoRoot(), "package.json"), "utf8"));
  return {
    name: own.name,
    version: own.version,
    description: "Shows where Hugging Face models come from, and checks model cards against their ancestors.",
    keywords: [...own.keywords, "lint", "cli"],
    license: own.license,
    homepage: own.homepage,
    repository: own.repository,
    bugs: own.bugs,
    engines: { node: own.engines.node },
    bin: own.bin,
    files: ["dist"],
  };
}

/** Stages the npm package in a folder, which is emptied first. */
export function stageNpm(stage: string): void {
  rmSync(stage, { recursive: true, force: true });
  for (const [from, to] of Object.entries(files)) {
    mkdirSync(dirname(join(stage, to)), { recursive: true });
    cpSync(join(repoRoot(), from), join(stage, to), { recursive: true });
  }
  chmodSync(join(stage, "dist/cli.js"), 0o755);
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(npmManifest(), null, 2)}\n`);
}

/** Stages the npm package in a folder and packs it with npm into `folder`. Throws if npm fails. */
export function packNpm(stage: string, folder: string): PackedNpm {
  stageNpm(stage);
  const shell = process.platform === "win32";
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: stage, shell, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
  const printed: unknown = JSON.parse(stdout);
  const [packed] = Object.values(
    printed as Record<string, { filename: string; files: PackedNpm["entries"] }>,
  );
  if (packed === undefined) throw new Error(`npm pack reported no package: ${stdout}`);
  const file = join(folder, packed.filename);
  const entries = packed.files.map(({ path, size }) => ({ path, size }));
  return { file, bytes: statSync(file).size, entries: entries.sort((one, other) => other.size - one.size) };
}
