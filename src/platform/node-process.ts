import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { ageMs } from "../app/ports/clock";

/** The code of a system error, such as ENOENT, or "". */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? "";
}

/** Whether an error says that a file or folder does not exist. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** The result of work on a file, or null if the file does not exist. */
export async function nullIfMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Whether an error says that a file already exists. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === "EEXIST";
}

/** Whether a process on this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** A process that left something on disk: its machine, its number, and a time when it was running (ms since 1970). */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly at: number;
}

/** This process, now. */
export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, at: Date.now() };
}

/** Whether a process is known to have ended; nothing is known about processes on other machines. */
export function isGone({ host, pid, at }: Owner): boolean {
  if (host !== hostname()) return false;
  // Containers reuse the same process numbers: a process that ran before this one started is a different one.
  if (pid === process.pid) return ageMs(at, Date.now()) > process.uptime() * 1000 + 1000;
  return !isRunning(pid);
}

/** Ten random digits, for a name that no other process uses. */
export function uniqueWord(): string {
  return String(randomBytes(4).readUInt32LE()).padStart(10, "0");
}
