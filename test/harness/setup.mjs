// The first thing every npm script runs, so it needs nothing beyond Node itself: installs what is missing, builds,
// downloads VS Code and Chromium when the task needs them, then hands over to out/harness/<task>.js.
// Progress goes to stderr: stdout belongs to the task.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
// A default import: an old Node that lacks one of these functions must still get to print the message that says so.
import fs from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = fs;
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const cache = join(root, ".vscode-test");
const codeServer = "code-server@4.100.3";
// The version that code-server depends on downloads its binary during installation; this one ships it in an npm package.
const ripgrep = "@vscode/ripgrep@1.18.0";
const quickSuites = new Set(["unit", "house", "cli", "cli-package", "agents", "engines"]);
const tasks = [
  "start",
  "test",
  "desktop",
  "bench",
  "fuzz",
  "audit",
  "package",
  "package-cli",
  "house",
  "bring",
];
const npmFlags = [
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--no-update-notifier",
  "--loglevel=error",
  "--fetch-retries=4",
];

class SetupError extends Error {}

function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

async function step(title, work) {
  const start = performance.now();
  say(`${title} …`);
  const result = await work();
  say(`${title}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a program, quietly unless it fails or `stdio` says otherwise; returns true if it succeeded. */
function run(command, args, options = {}) {
  const shell = process.platform === "win32" && command === "npm";
  const env = { ...process.env, ...options.env };
  // `npm test` exports its settings; a nested npm must not use the outer prefix.
  for (const name of Object.keys(env)) if (/^npm_config_(local_prefix|prefix)$/i.test(name)) delete env[name];
  const stdio = ["ignore", "pipe", "pipe"];
  const maxBuffer = 64 * 1024 * 1024;
  const outcome = spawnSync(command, args, { cwd: root, stdio, shell, maxBuffer, ...options, env });
  if (outcome.status === 0) return true;
  const words = [outcome.error?.message, outcome.stdout, outcome.stderr].filter(Boolean).join("\n");
  if (words) process.stderr.write(`${words.trim()}\n`);
  return false;
}

async function insist(attempts, work, sentence) {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (await work()) return;
    if (attempt < attempts) {
      say(`attempt ${attempt} of ${attempts} failed, trying again`);
      await new Promise(done => setTimeout(done, 2000 * attempt));
    }
  }
  throw new SetupError(sentence);
}

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

/** Whether node_modules matches the lock file, according to npm's own record of what it installed. */
function modulesMatchLock() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages ?? {};
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "" || (optional && !installed[path])) return true;
    return installed[path]?.version === version;
  });
}

async function bringModules() {
  const stamp = join(root, "node_modules/.hub-lineage-lock-hash");
  const hash = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  if (!modulesMatchLock()) {
    await step("installing packages (npm ci)", () =>
      insist(
        3,
        () => run("npm", ["ci", ...npmFlags]),
        "npm ci failed. Look at its message above, check the network, and run the command again.",
      ),
    );
  }
  writeFileSync(stamp, hash);
}

function build() {
  return step("building", () => {
    for (const flags of [[], ["--tests"]]) {
      const built = run(process.execPath, ["esbuild.mjs", ...flags], { stdio: ["ignore", 2, 2] });
      if (!built) throw new SetupError("The build failed. Fix the errors that esbuild reports above.");
    }
  });
}

function dropUnfinished() {
  for (const name of readdirSync(cache)) {
    const owner = /^unfinished-(\d+)-/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The VS Code server from the npm package code-server; built in a temporary folder and renamed, so a folder that exists is complete. */
async function bringVsCode() {
  // Letters, digits, dots, and dashes only: VS Code loads its own files from URLs, where + means a space.
  const home = join(cache, `${codeServer}-${ripgrep.split("/")[1]}`.replaceAll("@", "-"));
  const inside = "node_modules/code-server/lib/vscode";
  const server = join(home, inside, "out/server-main.js");
  if (existsSync(server)) return server;
  mkdirSync(cache, { recursive: true });
  dropUnfinished();
  const aside = mkdtempSync(join(cache, `unfinished-${process.pid}-`));
  writeFileSync(join(aside, "package.json"), '{ "private": true }\n');
  const install =
    (folder, ...args) =>
    () =>
      run("npm", ["install", ...npmFlags, ...args], { cwd: folder });
  const sentence = "VS Code could not be installed from npm. Check the network and run the command again.";
  await step(`bringing VS Code (${codeServer})`, async () => {
    await insist(3, install(aside, codeServer, ripgrep), sentence);
    await insist(3, install(join(aside, inside), "--omit=dev"), sentence);
    const search = join(aside, `node_modules/@vscode/ripgrep-${process.platform}-${process.arch}/bin`);
    cpSync(search, join(aside, inside, "node_modules/@vscode/ripgrep/bin"), { recursive: true });
    try {
      renameSync(aside, home);
    } catch (error) {
      // Another run may have been faster; its folder will do.
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(server)) throw error;
    }
  });
  return server;
}

function installedChromium() {
  const places = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  return places.find(existsSync);
}

async function bringChromium() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new SetupError(
      `CHROME_PATH names ${chosen}, which does not exist. Point it to a Chromium or Chrome program.`,
    );
  }
  const found = installedChromium();
  if (found) return found;
  const debian = existsSync("/usr/bin/apt-get");
  if (!debian || process.getuid?.() !== 0) {
    const how = debian ? "Run `sudo apt-get install chromium`" : "Install Chromium or Chrome";
    throw new SetupError(
      `No Chromium was found. ${how}, or set CHROME_PATH to one, and run the command again.`,
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3"];
  const packages = ["chromium", "fonts-dejavu-core"];
  await step("installing Chromium (apt-get)", () =>
    insist(
      3,
      () =>
        run("apt-get", ["update", ...quiet], { env }) &&
        run("apt-get", ["install", "-y", "--no-install-recommends", ...quiet, ...packages], { env }),
      "apt-get could not install Chromium. Look at its message above, or set CHROME_PATH to a Chromium that you have.",
    ),
  );
  const installed = installedChromium();
  if (!installed)
    throw new SetupError("apt-get installed Chromium in an unknown place. Set CHROME_PATH to it.");
  return installed;
}

/** Installs both programs and records where they are, for the harness and for tests that run alone. */
async function bringPrograms() {
  const chromium = await bringChromium();
  const vscodeServer = await bringVsCode();
  mkdirSync(cache, { recursive: true });
  const file = join(cache, "places.json");
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify({ vscodeServer, chromium }, null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

function drivesPrograms(task, args) {
  if (task === "start" || task === "bring") return true;
  const suites = args.filter(arg => !arg.startsWith("-"));
  return task === "test" && !(suites.length > 0 && suites.every(suite => quickSuites.has(suite)));
}

/** Runs the task and resolves to its exit code; signals reach the task first, so that it can stop what it started. */
function handOver(task, args) {
  const child = spawn(process.execPath, [join(root, "out/harness", `${task}.js`), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, HUB_LINEAGE_ROOT: root },
  });
  const wait = new Promise((resolveCode, reject) => {
    child.on("error", reject);
    child.on("exit", code => resolveCode(code ?? 1));
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  // A terminal sends Ctrl+C to the child as well; a second signal would interrupt its cleanup.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  return wait;
}

/** Compares this Node with the oldest version that package.json allows. */
function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const oldest = engines.node.replace(/^>=/, "");
  const current = process.versions.node;
  const [wanted, found] = [oldest, current].map(version => version.split(".").map(Number));
  const apart = [0, 1, 2].map(at => found[at] - (wanted[at] ?? 0)).find(difference => difference !== 0);
  if (apart === undefined || apart > 0) return;
  throw new SetupError(
    `Node ${current} is too old: Hub Lineage needs Node ${oldest} or later. Install a newer one from https://nodejs.org and run the command again.`,
  );
}

async function main([task, ...args]) {
  checkNode();
  if (!tasks.includes(task)) throw new SetupError(`Use one of: ${tasks.join(", ")}.`);
  await bringModules();
  if (task !== "bring") await build();
  if (drivesPrograms(task, args)) await bringPrograms();
  if (task === "bring") return 0;
  return task === "house" ? handOver("test", ["house", ...args]) : handOver(task, args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof SetupError ? error.message : error.stack);
  process.exitCode = 1;
}
