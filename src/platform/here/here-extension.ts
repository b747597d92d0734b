import * as web from "../web";
import type { nodeExtension } from "./node-extension";

type Platform = typeof nodeExtension;

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
