import * as web from "../web";

type Platform = Pick<
  typeof web,
  | "downloadDuckdb"
  | "duckdbForHere"
  | "environment"
  | "homeFolder"
  | "openSnapshotFile"
  | "queryFast"
  | "readTextFile"
  | "snapshotWorkerScript"
  | "startWorker"
  | "workerScript"
>;

const inNode = typeof process === "object" && process.versions?.node !== undefined;

/** The platform of the editor that this program runs in: one program serves the desktop and the browser, which never loads Node's part. */
export const {
  downloadDuckdb,
  duckdbForHere,
  environment,
  homeFolder,
  openSnapshotFile,
  queryFast,
  readTextFile,
  snapshotWorkerScript,
  startWorker,
  workerScript,
}: Platform = inNode
  ? (require("./node-extension") as { readonly nodeExtension: Platform }).nodeExtension
  : web;
