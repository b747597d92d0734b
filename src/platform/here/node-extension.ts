import {
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
} from "../node";

/** What the extension takes of Node's part. */
export const nodeExtension = {
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
};
