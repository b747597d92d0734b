import { spawnSync } from "node:child_process";

/** Whether a program is on the path. */
export function isInstalled(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

/** Installs a Debian package unless its program is there; throws if it cannot. */
export function bringProgram(program: string, packageName = program): void {
  if (isInstalled(program)) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", packageName],
  ]) {
    const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status !== 0)
      throw new Error(`apt-get ${args.join(" ")} failed. Install ${program} and run this again. ${stderr}`);
  }
}
