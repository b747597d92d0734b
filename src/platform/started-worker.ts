import type { Wire } from "../channel";

/** Where a worker's program is, and whom to tell when it ends by itself. */
export interface WorkerStart {
  /** Absolute path of the program; used on the desktop. */
  readonly scriptPath: string;
  /** Reads the program; used on the web. */
  readonly readScript: () => Promise<Uint8Array>;
  /** Called at most once, with the reason, when a worker that was started ends without `terminate`. */
  readonly onExit: (reason: string) => void;
}

/** A worker that runs, and the wire to it. */
export interface StartedWorker {
  readonly wire: Wire;
  /** Ends the worker at once, whatever it is doing. */
  terminate(): Promise<void>;
}
