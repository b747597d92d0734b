import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, type TransferListItem, Worker } from "node:worker_threads";
import type { IndexFiles } from "../app/ports";
import type { Wire } from "../channel";
import type { HostFileCalls } from "../protocol";
import type { StartedWorker, WorkerStart } from "./started-worker";

/** Starts a worker thread; rejects when its program cannot be run. */
export function startWorker({ scriptPath, onExit }: WorkerStart): Promise<StartedWorker> {
  const worker = new Worker(scriptPath, { execArgv: [] });
  const wire: Wire = {
    post: (message, transfer = []) => worker.postMessage(message, transfer as readonly TransferListItem[]),
    onMessage: handler => void worker.on("message", handler),
  };
  return new Promise((resolve, reject) => {
    // Until the thread runs, an end is the caller's failure to start; afterwards it is news; after `terminate`, neither.
    let ended = (reason: string) => reject(new Error(reason));
    const end = (reason: string) => {
      ended(reason);
      ended = () => undefined;
    };
    const terminate = async () => {
      ended = () => undefined;
      await worker.terminate();
    };
    worker.once("online", () => {
      ended = onExit;
      resolve({ wire, terminate });
    });
    worker.on("error", error => end(`The worker failed: ${error.message}`));
    worker.once("exit", code => end(`The worker ended with code ${code}.`));
  });
}

/** The wire from inside a worker thread to its host. */
export function workerWire(): Wire {
  const port = parentPort;
  if (port === null) throw new Error("This program only runs as a worker.");
  return {
    post: (message, transfer = []) => port.postMessage(message, transfer as readonly TransferListItem[]),
    onMessage: handler => void port.on("message", handler),
  };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === "ENOENT";
}

/** The text of a file, or null where there is none. */
export async function readTextFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows does not open folders; its rename is as durable as it gets.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const temporary = /^index\.(\d+)\.tmp$/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Removes what processes left behind that were killed while they saved. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = temporary.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `index.${process.pid}.tmp`);
  try {
    const handle = await open(path, "w");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(path, join(folder, name));
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    error => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/**
 * The index as `index.sqlite` in a folder of the file system, which is made when the first save needs it. A damaged
 * file becomes `index.damaged-1.sqlite`, or the next number that is free.
 */
export function indexFiles(folder: string, _host: HostFileCalls | null): IndexFiles {
  const name = "index.sqlite";
  return {
    read: async () => {
      try {
        const bytes = await readFile(join(folder, name));
        await removeLeftovers(folder).catch(() => undefined);
        return bytes;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    replace: bytes => writeWhole(folder, name, bytes),
    setAside: async () => {
      let number = 1;
      const place = () => join(folder, `index.damaged-${number}.sqlite`);
      while (await exists(place())) number++;
      await rename(join(folder, name), place());
      await syncFolder(folder);
      return place();
    },
  };
}

/** File name of the worker's program in the folder `dist`. */
export const workerScript = "worker.js";

/** The process's environment. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The person's home folder, or null where there is none. */
export function homeFolder(): string | null {
  return process.env.HOME ?? process.env.USERPROFILE ?? null;
}
