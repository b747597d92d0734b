import { indexFiles, snapshotFiles, workerWire } from "../node";

/** What the worker program takes of Node's part. */
export const nodeWorker = { indexFiles, snapshotFiles, workerWire };
