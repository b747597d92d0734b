import { linkSync, rmSync, writeFileSync } from "node:fs";
import { link, lstat, readFile, rename, rm, rmdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { ageMs } from "../app/ports/clock";
import { makeFolder } from "./make-folder";
import { codeOf, isGone, isMissing, isTaken, type Owner, thisProcess, uniqueWord } from "./node-process";

const beatMs = 5_000;
/** A holder that is silent for this long is hung, is on a machine that is off, or has lost its process number to another. */
const silenceMs = 60_000;
/** If files cannot be linked, a lock without an owner means a process between two system calls, or one killed there. */
const namelessMs = 5_000;

/** No lock is longer. */
const mostTokenBytes = 4_096;

const lockIn = (folder: string) => join(folder, "index.lock");

interface Lock {
  readonly owner: Owner | null;
  readonly token: string;
  /** Infinite if its date is in the future: a holder with the right time would have corrected it. */
  readonly silentMs: number;
}

async function readLock(path: string): Promise<Lock | null> {
  try {
    const facts = await lstat(path);
    // Nobody of us makes folders, pipes, devices, or links, which may lead to any of these, or nowhere.
    if (!facts.isFile()) return { owner: null, token: "", silentMs: Number.POSITIVE_INFINITY };
    const token = facts.size > mostTokenBytes ? "" : await readFile(path, "utf8");
    return { owner: ownerOf(token), token, silentMs: ageMs(facts.mtimeMs, Date.now()) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function ownerOf(token: string): Owner | null {
  try {
    const owner = JSON.parse(token) as Owner;
    return typeof owner.host === "string" && Number.isInteger(owner.pid) ? owner : null;
  } catch {
    return null;
  }
}

function isDead({ owner, silentMs }: Lock): boolean {
  if (owner === null) return silentMs > namelessMs;
  return isGone(owner) || silentMs > silenceMs;
}

/** A name unique to this process; if the process is killed, the file is cleaned up like an unfinished save. */
function ownName(folder: string): string {
  return join(folder, `index.${process.pid}-${uniqueWord()}.tmp`);
}

/**
 * Creates the lock file; false if there is one. It is written under another name and then linked: a process killed here
 * leaves no lock without an owner.
 */
function take(folder: string, token: string): boolean {
  const path = lockIn(folder);
  const own = ownName(folder);
  writeFileSync(own, token, { flag: "wx" });
  try {
    return made(() => linkSync(own, path)) ?? made(() => writeFileSync(path, token, { flag: "wx" })) ?? false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Whether a lock file was created: false if there is one, null if the file system does not support this method. */
function made(way: () => void): boolean | null {
  try {
    way();
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    if (["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(codeOf(error))) return null;
    throw error;
  }
}

/** Removes a dead lock. Two processes may try: one that finds it has taken a live lock puts it back. */
async function breakLock(folder: string, dead: Lock): Promise<void> {
  const path = lockIn(folder);
  const aside = ownName(folder);
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  const broken = await readLock(aside);
  if (broken?.token !== dead.token) await link(aside, path).catch(() => undefined);
  // A folder with something in it is not ours, so it is kept.
  await rm(aside, { force: true }).catch(() => rmdir(aside).catch(() => rename(aside, `${aside}.damaged`)));
}

async function acquire(folder: string, token: string): Promise<boolean> {
  if (take(folder, token)) return true;
  const lock = await readLock(lockIn(folder));
  if (lock !== null) {
    if (!isDead(lock)) return false;
    await breakLock(folder, lock);
  }
  return take(folder, token);
}

/**
 * Removes the lock if it is still this process's. Another process that took it for the dead one before it may have put it
 * aside for a moment, and then puts it back.
 */
async function release(path: string, token: string): Promise<void> {
  for (const waitMs of [0, 20, 100]) {
    if (waitMs > 0) await new Promise(resolve => setTimeout(resolve, waitMs));
    const lock = await readLock(path).catch(() => null);
    if (lock?.token === token) await rm(path, { force: true }).catch(() => undefined);
    if (lock !== null) return;
  }
}

/**
 * Does the work while this process holds `index.lock` in the folder, or returns null if another process does. The file
 * is created in one step with the name of its process in it, and its time is the heartbeat. A lock whose process is
 * gone, or silent for a minute, is taken over.
 */
export async function alone<T>(
  folder: string,
  work: (held: () => Promise<boolean>) => Promise<T>,
): Promise<T | null> {
  const path = lockIn(folder);
  const token = JSON.stringify({ ...thisProcess(), word: uniqueWord() });
  await makeFolder(folder);
  if (!(await acquire(folder, token))) return null;
  const held = async () => (await readLock(path))?.token === token;
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  try {
    return await work(held);
  } finally {
    clearInterval(beat);
    await release(path, token);
  }
}
