// A program that indexes made-up families, for tests that kill it or run several instances at once.
import { readFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import type { IndexFiles } from "../../../../src/app/ports/file-ports";
import { folderFiles } from "../../../../src/platform/node-files";
import { type OpenIndex, openIndex } from "../../../../src/store/open-index";
import { body, jsonDecoder } from "../test-index";
import { type Job, pageBody, pagesOf, rootBody, rootOf, sharedBody, sharedId } from "./indexer-job";

/** Ends this process immediately, as a crash would. */
function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

/** The files, dying before the step that the job names; `commits` counts the folds. */
function stepped(files: IndexFiles, dieAt: number | undefined) {
  const count = { steps: 0, commits: 0 };
  const step = () => {
    if (++count.steps === dieAt) die();
  };
  const before =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      step();
      return call(...args);
    };
  const { segments } = files;
  const wrapped: IndexFiles = {
    read: before(files.read),
    mark: before(files.mark),
    setAside: before(files.setAside),
    stage: before(async bytes => {
      const { commit, drop } = await files.stage(bytes);
      count.commits++;
      return { commit: before(commit), drop };
    }),
    alone: work =>
      files.alone(async held => {
        step();
        const result = await work(before(held));
        step();
        return result;
      }),
    segments: segments && {
      list: before(segments.list),
      read: before(segments.read),
      begin: before(async () => {
        const segment = await segments.begin();
        return { ...segment, append: before(segment.append), close: before(segment.close) };
      }),
      remove: before(segments.remove),
      setAside: name => segments.setAside(name),
      keepCopy: before(segments.keepCopy),
    },
  };
  return { files: wrapped, count };
}

function say(words: object): void {
  writeSync(1, `${JSON.stringify(words)}\n`);
}

async function indexFamily(index: OpenIndex, job: Job, number: number): Promise<void> {
  const { writer, pages } = job;
  const at = 1_000 + number * 100;
  const root = rootOf(writer, number);
  await index.putModel({ asked: root, body: body(rootBody(writer, number)), at });
  await index.putCard({ id: root, text: `# ${root}`, at });
  for (let page = 0; page < pages; page++) {
    await index.putChildren({
      parent: root,
      body: body(pageBody(writer, number, page)),
      at: at + 1 + page,
      last: page === pages - 1,
    });
    await index.save();
    say({ page: [number, page] });
  }
}

async function main(job: Job): Promise<void> {
  const { files, count } = stepped(folderFiles(job.folder), job.dieAt);
  let moment = 0;
  const index = await openIndex({
    // Always long after the latest check, so no check for others' writes is deferred.
    now: () => (moment += 10_000),
    wasm: readFileSync(job.wasm),
    files,
    decoder: jsonDecoder,
    saveDelayMs: 5,
    ...(job.foldAtBytes === undefined ? {} : { foldAtBytes: job.foldAtBytes }),
  });
  say({ opened: true });
  for (let number = job.from; number < job.from + job.families; number++) {
    await indexFamily(index, job, number);
    say({ indexed: number + 1 });
    if (job.foldEach) await index.fold();
  }
  await index.putModel({ asked: sharedId, body: body(sharedBody(job.rank)), at: 1_000 + job.rank });
  await index.save();
  say({ done: true, commits: count.commits });
  for await (const line of createInterface({ input: process.stdin })) {
    const others: readonly string[] = JSON.parse(line);
    const found = await index.lookup(others);
    const families = await Promise.all(others.map(id => index.family({ id })));
    const whole = families.filter(family => family.models.length === pagesOf(job) + 1).length;
    say({ known: found.filter(answer => answer.state === "known").length, whole });
    break;
  }
  await index.close();
  say({ closed: true, steps: count.steps });
}

main(JSON.parse(process.argv[2] ?? "{}") as Job).then(
  // All is saved and said. Node 20 may hang while it ends its threads, and then the test would wait in vain.
  () => process.kill(process.pid, "SIGKILL"),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
