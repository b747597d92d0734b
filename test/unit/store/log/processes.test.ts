import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sampled } from "../../../harness/suites/long-runs";
import {
  assertAllThere,
  assertSound,
  buildIndexer,
  openFolder,
  rootOf,
  sharedId,
  startIndexer,
  temporaryFolder,
} from "./indexer-job";

const place = mkdtempSync(join(tmpdir(), "hub-lineage-crowd-"));
let program = "";

before(async () => {
  program = await buildIndexer(place);
});
after(() => rmSync(place, { recursive: true, force: true }));

test("four processes sharing one index all find everything", async t => {
  const folder = temporaryFolder(t);
  const began = performance.now();
  const writers = ["a", "b", "c", "d"];
  const families = sampled(t, "families a process", 5, 60);
  const jobs = writers.map((writer, rank) => ({
    folder,
    ...{ writer, from: 0, families, pages: 3, rank, foldAtBytes: 60_000 },
  }));
  const indexers = jobs.map(job => startIndexer(program, job));
  t.after(() => indexers.forEach(({ child }) => void child.kill("SIGKILL")));
  const done = await Promise.all(indexers.map(indexer => indexer.heard("done")));
  const roots = writers.flatMap(writer => Array.from({ length: families }, (_, n) => rootOf(writer, n)));
  const answers = await Promise.all(
    indexers.map(indexer => {
      indexer.child.stdin?.write(`${JSON.stringify(roots)}\n`);
      return indexer.heard("known");
    }),
  );
  for (const [at, answer] of answers.entries()) {
    const wanted = [roots.length, roots.length];
    assert.deepEqual([answer.known, answer.whole], wanted, `${writers[at]} should find all while it runs`);
  }
  const reports = await Promise.all(indexers.map(indexer => indexer.ended));
  const index = await openFolder(folder);
  let models = 0;
  for (const [at, job] of jobs.entries())
    models += await assertAllThere(index, job, reports[at] ?? assert.fail());
  const [shared] = await index.lookup([sharedId]);
  assert.equal(shared?.state === "known" && shared.entry.model.license, "rank-3", "the latest should win");
  assert.equal((await index.status()).notice, null);
  await index.close();
  await assertSound(folder);
  const folds = done.map(line => line.commits).join(" + ");
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  t.diagnostic(`4 processes, ${roots.length} families, ${models} models, ${folds} folds, ${seconds} s`);
});
