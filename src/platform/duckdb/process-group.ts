import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Writable } from "node:stream";

/** Bytes of a page of memory, in which Linux counts. */
const pageBytes = 4096;

/**
 * Becomes the program that is named, beside a process that waits for a line on the descriptor 3. Without a line, which is so when
 * this process is killed too, it ends the group of both.
 */
const guarded = '(read -r line <&3 || kill -KILL 0) </dev/null >/dev/null 2>&1 & exec "$0" "$@" 3<&-';

/** A program that ends, with all programs that it starts, when it is told to or when this process ends in any way. */
export class ProcessGroup {
  readonly child: ChildProcessWithoutNullStreams;

  constructor(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    const options = { cwd, env, windowsHide: true };
    // On Windows, Node has the system end what it started when it ends itself.
    const child =
      process.platform === "win32"
        ? spawn(program, args, { ...options, stdio: "pipe" })
        : spawn("/bin/sh", ["-c", guarded, program, ...args], {
            ...options,
            stdio: ["pipe", "pipe", "pipe", "pipe"],
            detached: true,
          });
    this.child = child as ChildProcessWithoutNullStreams;
    this.#lifeline?.on("error", () => undefined);
    // What a program leaves when it has ended is of no use to anyone.
    this.child.once("exit", () => this.#lifeline?.destroy());
  }

  get #lifeline(): Writable | undefined {
    return (this.child.stdio as readonly unknown[])[3] as Writable | undefined;
  }

  /** Ends all programs of the group, and waits for nothing: what left the group may hold the pipes. */
  end(): void {
    const { pid, stdin, stdout, stderr } = this.child;
    if (pid !== undefined) endAll(pid);
    for (const pipe of [stdin, stdout, stderr, this.#lifeline]) pipe?.destroy();
    this.child.unref();
  }

  /** The MB that the programs hold together; null where the system does not tell. */
  heldMB(): Promise<number | null> {
    const { pid } = this.child;
    return process.platform === "linux" && pid !== undefined ? heldMB(String(pid)) : Promise.resolve(null);
  }
}

function endAll(pid: number): void {
  if (process.platform === "win32") {
    const taskkill = join(process.env.SystemRoot ?? "C:\\Windows", "System32\\taskkill.exe");
    spawn(taskkill, ["/PID", String(pid), "/T", "/F"], { windowsHide: true, stdio: "ignore" })
      .on("error", () => undefined)
      .unref();
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All have ended.
  }
}

/** The MB that a process and those that it started hold; 0 once it has ended. */
async function heldMB(pid: string): Promise<number> {
  try {
    const [told, threads] = await Promise.all([
      readFile(`/proc/${pid}/statm`, "utf8"),
      readdir(`/proc/${pid}/task`),
    ]);
    const started = await Promise.all(
      threads.map(thread => readFile(`/proc/${pid}/task/${thread}/children`, "utf8").catch(() => "")),
    );
    const children = started.join(" ").match(/\d+/g) ?? [];
    const held = await Promise.all(children.map(heldMB));
    return held.reduce((sum, each) => sum + each, (Number(told.split(" ")[1]) * pageBytes) / 2 ** 20);
  } catch {
    return 0;
  }
}
