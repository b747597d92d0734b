import { type ChildProcess, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** PIDs of the descendants of `root`, parents first; only those whose command line contains `word`, if given. */
export function processesBelow(root: number, word = ""): number[] {
  const rows = processTable();
  const found: number[] = [];
  let front = [root];
  while (front.length > 0) {
    const children = rows.filter(row => front.includes(row.parent));
    found.push(...children.filter(row => row.command.includes(word)).map(row => row.pid));
    front = children.map(row => row.pid);
  }
  return found;
}

/** Ends a child started with `detached` and everything that it started; resolves when the child is gone. */
export async function endGroup(child: ChildProcess): Promise<void> {
  const pid = child.pid;
  if (pid === undefined) return;
  const orphans = processesBelow(pid);
  const gone = new Promise<void>(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
  endAtOnce(pid);
  for (const orphan of orphans) endProcess(orphan);
  await gone;
}

/** Ends a whole process group immediately; for when this process exits and cannot wait for anything. */
export function endAtOnce(pid: number): void {
  if (process.platform === "win32") endProcess(pid);
  else endProcess(-pid);
}

/** Ends one process; one that is already gone is not an error. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function processTable(): ProcessRow[] {
  return existsSync("/proc/self/stat") ? procTable() : psTable();
}

/** Minimal Debian has no `ps`, but it always has /proc. */
function procTable(): ProcessRow[] {
  const rows: ProcessRow[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The second field is the program's name in parentheses, which may contain spaces.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      rows.push({ pid: Number(name), parent, command });
    } catch {
      // The process ended while the table was being read.
    }
  }
  return rows;
}

function psTable(): ProcessRow[] {
  if (process.platform === "win32") return [];
  const lines = execFileSync("ps", ["-Ao", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap(line => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && parent ? [{ pid: Number(pid), parent: Number(parent), command: command ?? "" }] : [];
  });
}
