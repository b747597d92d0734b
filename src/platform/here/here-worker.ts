import * as web from "../web";

type Platform = Pick<typeof web, "indexFiles" | "snapshotFiles" | "workerWire">;

const inNode = typeof process === "object" && process.versions?.node !== undefined;

/** The platform that this program runs on: one worker program serves the desktop and the browser, which never loads Node's part. */
export const { indexFiles, snapshotFiles, workerWire }: Platform = inNode
  ? (require("./node-worker") as { readonly nodeWorker: Platform }).nodeWorker
  : web;
