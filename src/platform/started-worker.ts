import type { Wire } from "../channel";

/** Where a worker's program is, and what to call if it ends unexpectedly. */
export interface WorkerStart {
  /** Absolute path of the program; used on the desktop. */
  readonly scriptPath: string;
  /** Reads the program; used on the web. */
  readonly readScript: () => Promise<Uint8Array>;
  /** Most MB of JavaScript values; a worker that needs more is ended with "memory limit" as the reason. Desktop only. */
  readonly heapMB?: number;
  /** Called at most once, with the reason, if a started worker ends without `terminate`. */
  readonly onExit: (reason: string) => void;
}

/** A running worker and the wire to it. */
export interface StartedWorker {
  readonly wire: Wire;
  /** Stops the worker immediately, whatever it is doing. */
  terminate(): Promise<void>;
}
