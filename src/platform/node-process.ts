import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** The code of a system error, such as ENOENT; empty where there is none. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? "";
}

/** Whether an error says that a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** Whether an error says that a file is there already. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === "EEXIST";
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** A process that left something on the disk, by its machine, its number and a moment at which it ran (ms since 1970). */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly at: number;
}

/** This process, now. */
export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, at: Date.now() };
}

/** Whether a process is known to be gone; of one on another machine nothing is known. */
export function isGone({ host, pid, at }: Owner): boolean {
  if (host !== hostname()) return false;
  // A container gives its processes the same numbers each time: whoever ran before we began is not us.
  if (pid === process.pid) return at < Date.now() - process.uptime() * 1000 - 1000;
  return !isRunning(pid);
}

/** Ten digits by chance, for a name that no other process takes. */
export function uniqueWord(): string {
  return String(randomBytes(4).readUInt32LE()).padStart(10, "0");
}
