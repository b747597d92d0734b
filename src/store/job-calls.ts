import type { IndexReader, IndexWriter } from "../app/ports";
import { anomalies } from "./anomalies";
import type { Database } from "./database";
import { jobs, putJob, putListState, putModelChecked } from "./jobs";
import { work } from "./work";

type JobCalls = Pick<IndexReader, "work" | "jobs" | "anomalies"> &
  Pick<IndexWriter, "putModelChecked" | "putListState" | "putJob">;

/** The calls of the index by which long jobs read and note how far they are; `changed` is told of every write. */
export function jobCalls(database: Database, changed: () => void): JobCalls {
  return {
    work: async request => work(database, request),
    jobs: async () => jobs(database),
    anomalies: async ({ limit }) => anomalies(database, limit),
    putModelChecked: async ({ id, etag, at }) => {
      putModelChecked(database, id, etag, at);
      changed();
    },
    putListState: async state => {
      putListState(database, state);
      changed();
    },
    putJob: async job => {
      putJob(database, job);
      changed();
    },
  };
}
