// npm runs this when it installs or packs a clone, as pre-commit has it do: builds dist/, unless it is newer than its sources.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { besides } from "./notices.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const sources = [
  "src",
  "webview",
  "package.json",
  "package-lock.json",
  "esbuild.mjs",
  "cli-files.mjs",
  "notices.mjs",
];

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))));
}

function isBuilt() {
  const last = join(root, "dist/third-party-notices.txt");
  return (
    existsSync(last) && statSync(last).mtimeMs > Math.max(...sources.map(path => newest(join(root, path))))
  );
}

function run(command, args) {
  const env = { ...process.env };
  // The npm above may install for the whole machine, or as packages; here it is this folder's own modules.
  const above = /^npm_config_(global|location|prefix|local_prefix|install_links|omit|include|dry_run)$/i;
  for (const name of Object.keys(env)) if (above.test(name)) delete env[name];
  const shell = process.platform === "win32" && command === "npm";
  // Standard output belongs to npm, which prints the name of a package there.
  return spawnSync(command, args, { cwd: root, env, shell, stdio: ["ignore", 2, 2] }).status === 0;
}

/** npm may pack a clone before its modules are there: brings what a build needs, without touching package.json. */
function bringBuilder() {
  if (existsSync(join(root, "node_modules/esbuild"))) return true;
  const { devDependencies: versions } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = ["esbuild", ...besides].filter(name => name in versions);
  const flags = [
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--omit=dev",
    "--save-prod",
  ];
  return run("npm", ["install", "--no-save", ...flags, ...wanted.map(name => `${name}@${versions[name]}`)]);
}

if (!isBuilt()) {
  if (!bringBuilder()) {
    console.error("What a build needs could not be installed. Check the network, and run npm ci.");
    process.exitCode = 1;
  } else if (!run(process.execPath, ["esbuild.mjs"])) process.exitCode = 1;
}
