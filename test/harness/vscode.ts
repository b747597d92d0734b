import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAtOnce, endGroup, endProcess, processesBelow } from "./processes";
import { programPlaces } from "./programs/places";
import { testEnvironment } from "./test-environment";

/** How to start VS Code; everything it writes stays in `serverDataDir`. */
export interface VsCodeOptions {
  /** Folder whose package.json is the extension under development; without it, only what is installed runs. */
  readonly extensionRoot?: string;
  /** Folder of an extension that is installed as it is, to run beside the one under development. */
  readonly another?: string;
  /** VSIX files to install before VS Code starts, as a user does. */
  readonly install?: readonly string[];
  /** Another version of VS Code than the one of the harness, with the Node that it needs. */
  readonly program?: VsCodeProgram;
  /** Added to the quiet User settings of the harness. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Added to a copy of the environment without Hugging Face variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** True asks the user for trust; otherwise, every workspace is trusted. */
  readonly trust?: boolean;
  /** Kept after `stop` if given; otherwise a temporary folder that is removed. */
  readonly serverDataDir?: string;
}

/** A VS Code server and the Node that runs it, as absolute paths. */
export interface VsCodeProgram {
  readonly node: string;
  readonly server: string;
}

/** What a URL opens in addition to its folder. */
export interface AddressOptions {
  /** Absolute path of a file to open in an editor. */
  readonly openFile?: string;
  /** Absolute path of a test module whose `run()` the extension host calls. */
  readonly tests?: string;
}

/** A VS Code server on loopback, until `stop`. */
export interface VsCode {
  readonly port: number;
  readonly pid: number;
  readonly serverDataDir: string;
  /**
   * The address of a window on `folder` (absolute; or a `.code-workspace` file, or the URI of a virtual folder), or of an
   * empty window, with the extension under development in it.
   */
  address(folder: string | null, options?: AddressOptions): string;
  /** PIDs of the running extension hosts: they outlive their page and hold locks until they end. */
  extensionHosts(): number[];
  /** Ends only the extension hosts, as a crash would. */
  endExtensionHosts(): void;
  /** What the server printed so far, for a failure message. */
  output(): string;
  /** Ends server and extension hosts; removes a temporary data folder. */
  stop(): Promise<void>;
}

const quietSettings = {
  "files.autoSave": "off",
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.reduceMotion": "on",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "chat.commandCenter.enabled": false,
  "chat.setupFromDialog": false,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "window.commandCenter": false,
  "security.workspace.trust.untrustedFiles": "open",
  "security.workspace.trust.banner": "never",
  "remote.autoForwardPorts": false,
  "npm.autoDetect": "off",
  "editor.minimap.enabled": false,
  // Without it a screen reader is guessed from Chromium's flags and editors change their shape.
  "editor.accessibilitySupport": "off",
};

/** Without it VS Code asks open-vsx.org at every start. */
const noGallery = JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "" });

/** Starts a VS Code and resolves when it answers; throws with its output when it never does. */
export async function startVsCode(options: VsCodeOptions): Promise<VsCode> {
  const serverDataDir = options.serverDataDir ?? mkdtempSync(join(tmpdir(), "hub-lineage-vscode-"));
  writeUserSettings(serverDataDir, options.userSettings ?? {});
  const extension = options.extensionRoot && linkExtension(serverDataDir, options.extensionRoot);
  if (options.another !== undefined)
    cpSync(options.another, join(serverDataDir, "extensions/test.another-1.0.0"), { recursive: true });
  const program = options.program ?? { node: process.execPath, server: programPlaces().vscodeServer };
  const env = testEnvironment({ EXTENSIONS_GALLERY: noGallery, ...options.env });
  for (const file of options.install ?? []) installVsix(program, { serverDataDir, file, env });
  const port = await freePort();
  const flags = serverArguments(port, serverDataDir, options.trust === true);
  // Its own group, so that the extension hosts end with it.
  const child = spawn(program.node, [program.server, ...flags], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  const output = collectOutput(child);
  const lastMoment = () => child.pid && endAtOnce(child.pid);
  process.once("exit", lastMoment);
  const stop = async () => {
    await endGroup(child);
    process.removeListener("exit", lastMoment);
    if (!options.serverDataDir) rmSync(serverDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answering(port, child, output);
  } catch (error) {
    await stop();
    throw error;
  }
  const pid = child.pid ?? 0;
  const extensionHosts = () => processesBelow(pid, "--type=extensionHost");
  return {
    port,
    pid,
    serverDataDir,
    address: (folder, extra = {}) => windowAddress(port, extension, folder, extra),
    extensionHosts,
    endExtensionHosts: () => extensionHosts().forEach(endProcess),
    output,
    stop,
  };
}

/** Writes the User settings of a server data folder: the quiet ones with `settings` over them. */
export function writeUserSettings(serverDataDir: string, settings: Readonly<Record<string, unknown>>): void {
  // A server takes machine settings from a file of their own, and only sometimes from the User's.
  for (const name of ["data/User", "data/Machine"]) {
    const folder = join(serverDataDir, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }
}

/**
 * The server lies inside the checkout, and VS Code takes every theme below the extension under development for the
 * one that is being developed; through a link the extension lies elsewhere.
 */
function linkExtension(serverDataDir: string, extensionRoot: string): string {
  const link = join(serverDataDir, "extension");
  rmSync(link, { force: true });
  symlinkSync(extensionRoot, link, "junction");
  return link;
}

/** Installs a VSIX as the command line of VS Code does; throws with what it printed if that fails. */
function installVsix(
  { node, server }: VsCodeProgram,
  { serverDataDir, file, env }: { serverDataDir: string; file: string; env: Record<string, string> },
): void {
  const flags = ["--install-extension", file, "--force", ...dataFlags(serverDataDir)];
  const accepted = ["--accept-server-license-terms", "--telemetry-level", "off"];
  const { status, stdout, stderr } = spawnSync(node, [server, ...flags, ...accepted], { env });
  if (status !== 0 || !/successfully installed/.test(stdout.toString()))
    throw new Error(`VS Code did not install ${file}. It said:\n${stdout}${stderr}`);
}

function dataFlags(dataDir: string): string[] {
  return ["--server-data-dir", dataDir, "--extensions-dir", join(dataDir, "extensions")];
}

function serverArguments(port: number, dataDir: string, trust: boolean): string[] {
  return [
    ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"],
    ...["--accept-server-license-terms", "--telemetry-level", "off"],
    ...dataFlags(dataDir),
    ...(trust ? [] : ["--disable-workspace-trust"]),
  ];
}

function windowAddress(
  port: number,
  extensionRoot: string | undefined,
  folder: string | null,
  extra: AddressOptions,
): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = extensionRoot ? [["extensionDevelopmentPath", remote(extensionRoot)]] : [];
  if (extra.tests) payload.push(["extensionTestsPath", remote(extra.tests)]);
  if (extra.openFile) payload.push(["openFile", remote(extra.openFile)]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder === null) query.set("ew", "true");
  else query.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", folder);
  return `http://127.0.0.1:${port}/?${query}`;
}

function collectOutput(child: ChildProcess): () => string {
  let text = "";
  const take = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  return () => text;
}

async function answering(port: number, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`VS Code ended at once. It said:\n${output()}`);
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code did not answer within 60 s. It said:\n${output()}`);
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string")
    throw new Error("Loopback gave no port. Run it again.");
  return address.port;
}
